import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { DockerfileModel } from '../model.ts';
import { variableOf } from '../variables/variables.ts';
import { sitesOfInstruction } from '../variables/sites.ts';
import type { Refactoring } from '../../language.ts';
import type { Instruction } from '../parse/ast.ts';

/** Writes the value of an ARG where it is used, and takes the ARG away. Only for a plain value that nothing else sets. */
export function inlineArg(model: DockerfileModel, instruction: Instruction): Refactoring | undefined {
  const pair = instruction.kind === 'arg' && instruction.pairs.length === 1 ? instruction.pairs[0] : undefined;
  const value = pair?.value?.text ?? '';
  if (!pair || !/^[\w./:@+-]+$/.test(value) || model.tree.comments.some(({ text }) => text.includes(pair.name.text)))
    return undefined;
  const site = sitesOfInstruction(model, instruction).find(({ role }) => role === 'definition');
  if (!site) return undefined;
  const { sites } = variableOf(model, site);
  const uses = sites.filter(({ role }) => role === 'use');
  const isOnly = sites.length === uses.length + 1;
  // A container does not see an ARG: what it names there is something else.
  if (!isOnly || uses.length === 0 || uses.some(({ by }) => by === 'container')) return undefined;
  const spans = uses.map(({ span }) => plainUse(model.text, span));
  if (spans.includes(undefined)) return undefined;
  const edits = spans.flatMap((span): readonly TextEdit[] => (span ? [{ span, newText: value }] : []));
  return {
    kind: 'inline',
    title: message('Inline {0}', pair.name.text),
    edits: [{ span: linesOf(model.text, instruction.span), newText: '' }, ...edits],
  };
}

/** `$NAME` or `${NAME}` around a name; undefined for other forms, and within single quotes. */
function plainUse(text: string, { start, end }: Span): Span | undefined {
  if (text.charAt(start - 1) === '$' && text.charAt(start - 2) !== '\\') return { start: start - 1, end };
  const isBraced = text.slice(start - 2, start) === '${' && text.charAt(end) === '}' && text.charAt(start - 3) !== '\\';
  return isBraced ? { start: start - 2, end: end + 1 } : undefined;
}

function linesOf(text: string, { start, end }: Span): Span {
  const lf = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: lf < 0 ? text.length : lf + 1 };
}
