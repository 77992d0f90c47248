import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';
import type { WordPlace } from '../position.ts';
import { offer, offers } from './offers.ts';

const withHeredocs: ReadonlySet<Instruction['kind']> = new Set(['run', 'copy', 'add']);

/** Names for a heredoc that is being opened by the word `<<…`; where no line ends it yet, the end comes along. */
export function heredocOpenings(
  { text }: DockerfileModel,
  instruction: Instruction,
  word: WordPlace,
): readonly Completion[] {
  const written = instruction.line.text.slice(word.start, word.end);
  const opening = /^(\d*<<-?)(["']?)([\w.-]*)["']?$/.exec(written);
  if (!opening || !withHeredocs.has(instruction.kind)) return [];
  const [, sign = '', quote = '', typed = ''] = opening;
  const open = instruction.heredocs.find(({ span }) => span.start === word.span.start);
  const isLast = instruction.line.text.slice(word.end).trim() === '';
  const lineEnd = text.indexOf('\n', word.span.end);
  const rest = lineEnd < 0 ? '' : text.slice(lineEnd);
  const names = [...new Set([...(typed === '' ? [] : [typed]), 'EOF', instruction.kind === 'run' ? 'SCRIPT' : 'FILE'])];
  return names.flatMap((name, index) => {
    const forms = quote === '' ? [`${sign}${name}`, `${sign}"${name}"`] : [`${sign}${quote}${name}${quote}`];
    // With something behind it on the line, or a line that ends it already, only the name is wanting.
    const isClosed = (open?.name === name && open.terminator !== undefined) || rest.split(/\r?\n/).includes(name);
    return forms.map((form, place) => {
      const isQuoted = /["']/.test(form);
      const detail = isQuoted
        ? message('A heredoc in which variables stay as they are')
        : message('A heredoc: all lines up to {0}', name);
      const whole = isLast && !isClosed;
      const newText = whole ? `${form}\n\${0}\n${name}` : form;
      return offer(form, word.span, index * 2 + place, { kind: 'snippet', newText, isSnippet: whole, detail });
    });
  });
}

/** In a heredoc that nothing ends: the name that ends it, where a line begins with a part of it. */
export function heredocEnds(model: DockerfileModel, offset: number): readonly Completion[] {
  const { text, tree } = model;
  const open = tree.instructions
    .findLast(({ span }) => span.start <= offset)
    ?.heredocs.find(({ terminator }) => terminator === undefined);
  if (!open || offset < open.body.start) return [];
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = open.stripsTabs ? (/^\t*/.exec(text.slice(lineStart, offset))?.[0].length ?? 0) : 0;
  const end = /\r?$/m.exec(text.slice(offset));
  const span = { start: lineStart + indent, end: offset + (end?.index ?? 0) };
  if (!open.name.startsWith(text.slice(span.start, span.end))) return [];
  return offers([open.name], span, { kind: 'keyword', detail: message('Ends the heredoc') });
}
