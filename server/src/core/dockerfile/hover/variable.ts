import type { Hover } from '../../language.ts';
import type { Block, Markup } from '../../text/markup.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { touches } from '../../text/span.ts';
import { proxyArgs, variableDocs } from '../variables/builtin.ts';
import { definitionsOf } from '../definition.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';
import { expand } from '../parse/expand.ts';
import { logicalOffset } from '../parse/logicalLine.ts';
import { platformArgs } from '../variables/scope.ts';
import { variableOf } from '../variables/variables.ts';
import type { VariableSite } from '../variables/sites.ts';
import { globalStage, sitesOfInstruction } from '../variables/sites.ts';
import { visitExpandedWords } from '../variables/values.ts';
import { clipped, code, lineNumber, text } from './blocks.ts';

/** A variable where it is set or used: what it is here, who sets it, and what an operator makes of it. */
export function variableHover(model: DockerfileModel, instruction: Instruction, offset: number): Hover | undefined {
  const outer = model.tree.instructions.findLast(({ span }) => span.start <= offset) ?? instruction;
  const site = sitesOfInstruction(model, outer).find(({ span }) => touches(span, offset));
  if (!site) return undefined;
  const definitions = definitionsOf(model, site, variableOf(model, site).sites);
  const content: Markup = [
    ...definitions.slice(0, 2).map((found) => definitionBlock(model, found)),
    ...valueBlocks(model, site, outer),
    ...kindBlocks(model, site, definitions),
    ...operatorBlocks(model, site),
  ];
  return content.length > 0 ? { span: site.span, content } : undefined;
}

function definitionBlock({ text: source }: DockerfileModel, { instruction, span }: VariableSite): Block {
  if (instruction.kind !== 'arg' && instruction.kind !== 'env') {
    return code(
      clipped(
        source.slice(span.start, source.indexOf('\n', span.end) < 0 ? undefined : source.indexOf('\n', span.end)),
      ),
    );
  }
  const pair = instruction.pairs.find(({ name }) => name.span.start === span.start);
  const name = pair?.name.text ?? '';
  const value = pair?.value ? `=${pair.value.text}` : '';
  return code(clipped(`${instruction.keyword.text} ${name}${value}`));
}

function kindBlocks(
  { text: source }: DockerfileModel,
  { name, by, stage }: VariableSite,
  definitions: readonly VariableSite[],
): Markup {
  const [found] = definitions;
  const known = variableDocs(name);
  if (!found && known.length > 0) return stage === globalStage ? known : [...wanting(name), ...known];
  if (!found) return [text(undeclared(name, by))];
  const line = lineNumber(source, found.span.start);
  if (found.by === 'arg') {
    return [
      text(
        message(
          'Build argument, declared in line {0}. `docker build --build-arg` sets it; containers do not see it.',
          line,
        ),
      ),
      ...(platformArgs.includes(name) || proxyArgs.includes(name) ? known : []),
    ];
  }
  if (found.by === 'env') {
    return [
      text(
        message('Environment variable, set in line {0}, for the instructions that follow and for containers.', line),
      ),
    ];
  }
  return [text(message('Variable of the shell, set in line {0}. It lasts as long as this command.', line))];
}

/** What the builder knows of platforms, a stage sees only behind an ARG of its own. */
function wanting(name: string): Markup {
  if (!platformArgs.includes(name)) return [];
  return [text(message('Empty here: only behind `ARG {0}` in this stage it has a value.', name))];
}

function undeclared(name: string, by: VariableSite['by']): Message {
  if (by === 'shell' || by === 'container') {
    return message('No ARG or ENV of this file sets {0}. The base image, the shell or `docker run` may.', name);
  }
  return message('No ARG or ENV before this place sets {0}. Where the base image does not either, it is empty.', name);
}

/** The value that the file tells: of a whole expansion such as `${NAME:-x}`, or of what a definition sets. */
function valueBlocks(model: DockerfileModel, site: VariableSite, instruction: Instruction): Markup {
  const written = site.role === 'definition' ? definedText(site) : usedText(model, site);
  if (written === undefined || (site.by === 'arg' && site.stage === globalStage && !/\$/.test(written))) return [];
  const escape = model.tree.escape.charCodeAt(0);
  let value: string | undefined;
  let isKnown = false;
  visitExpandedWords(model, (visited, words, scope) => {
    if (visited !== instruction) return;
    // The values of an ARG are set one after the other: the word that holds the place is the one that counts.
    const holds =
      words.length === 0 || words.some(({ span }) => span.start <= site.span.end + 1 && span.end >= site.span.start);
    if (!isKnown || holds) value = expand(written, escape, scope, 'word').value;
    isKnown ||= holds;
  });
  if (value === undefined) return [];
  if (site.role === 'definition' && value === written) return [];
  return [text(value === '' ? message('Value here: empty') : message('Value here: {0}', clipped(value)))];
}

function definedText({ instruction, span }: VariableSite): string | undefined {
  if (instruction.kind !== 'arg' && instruction.kind !== 'env') return undefined;
  return instruction.pairs.find(({ name }) => name.span.start === span.start)?.value?.text;
}

function usedText(model: DockerfileModel, site: VariableSite): string | undefined {
  if (site.by === 'container') return undefined;
  const expansion = expansionSpan(model, site.span);
  if (site.by !== 'builder' || expansion === undefined) return `\${${site.name}}`;
  // The bodies of heredocs are no part of the logical line.
  const isInBody = site.instruction.heredocs.some(({ body }) => site.span.start >= body.start);
  if (isInBody) return model.text.slice(expansion.start, expansion.end);
  const { line } = site.instruction;
  return line.text.slice(logicalOffset(line, expansion.start), logicalOffset(line, expansion.end - 1) + 1);
}

/** The whole `${NAME…}` around a name; the name with its `$` where there are no braces. */
function expansionSpan({ text: source }: DockerfileModel, { start, end }: Span): Span | undefined {
  if (source.charAt(start - 1) === '$') return { start: start - 1, end };
  if (source.slice(start - 2, start) !== '${') return undefined;
  let depth = 1;
  for (let at = end; at < source.length && source.charAt(at) !== '\n'; at++) {
    if (source.charAt(at) === '{') depth++;
    if (source.charAt(at) === '}' && --depth === 0) return { start: start - 2, end: at + 1 };
  }
  return undefined;
}

function operatorBlocks(model: DockerfileModel, site: VariableSite): Markup {
  const expansion = site.role === 'use' ? expansionSpan(model, site.span) : undefined;
  const rest = expansion ? model.text.slice(site.span.end, expansion.end - 1) : '';
  const [sign] = /^(?::[-+?]|##?|%%?|\/\/?|[-+?])/.exec(rest) ?? [];
  const explain = sign === undefined ? undefined : operators.get(sign);
  return sign === undefined || !explain ? [] : [text(explain(site.name, clipped(rest.slice(sign.length))))];
}

/** What the operators of BuildKit's shell/lex.go do. */
const operators: ReadonlyMap<string, (name: string, word: string) => Message> = new Map([
  [':-', (name, word) => message('If {0} is not set or empty, the value is {1}.', name, word)],
  ['-', (name, word) => message('If {0} is not set, the value is {1}.', name, word)],
  [':+', (name, word) => message('If {0} is set and not empty, the value is {1}; else it is empty.', name, word)],
  ['+', (name, word) => message('If {0} is set, the value is {1}; else it is empty.', name, word)],
  [':?', (name, word) => message('If {0} is not set or empty, the build fails and says: {1}', name, word)],
  ['?', (name, word) => message('If {0} is not set, the build fails and says: {1}', name, word)],
  [
    '#',
    (name, word) =>
      message('The value of {0} without what {1} matches at its start, as little as possible.', name, word),
  ],
  [
    '##',
    (name, word) => message('The value of {0} without what {1} matches at its start, as much as possible.', name, word),
  ],
  [
    '%',
    (name, word) => message('The value of {0} without what {1} matches at its end, as little as possible.', name, word),
  ],
  [
    '%%',
    (name, word) => message('The value of {0} without what {1} matches at its end, as much as possible.', name, word),
  ],
  ['/', (name, word) => message('The value of {0} with the first match replaced: {1}', name, word)],
  ['//', (name, word) => message('The value of {0} with all matches replaced: {1}', name, word)],
]);
