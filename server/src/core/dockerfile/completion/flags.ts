import type { Completion } from '../../language.ts';
import type { Span } from '../../text/span.ts';
import { flagDocs } from '../docs.ts';
import type { FlagSpec } from '../instructionFlags.ts';
import type { InstructionSpec } from '../instructions.ts';
import { instructionSpec } from '../instructions.ts';
import type { DockerfileModel } from '../model.ts';
import { mountTypes } from '../mounts.ts';
import type { Flag, Instruction, Word } from '../parse/ast.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import { isBlank } from '../parse/chars.ts';
import type { WordPlace } from '../position.ts';
import { owners } from './arguments.ts';
import { mountCompletions } from './mounts.ts';
import { offers } from './offers.ts';
import { sourceNames } from './sources.ts';

/** The flags that may be written in the place of `word`; the cursor is at `at` of the logical line. */
export function flagCompletions(instruction: Instruction, word: WordPlace, at: number): readonly Completion[] {
  const spec = instructionSpec(instruction.kind);
  const { line, flags } = instruction;
  const isDashed = line.text.charAt(word.start) === '-';
  if (!spec || (!isDashed && word.end > word.start)) return [];
  const nameEnd = flagNameEnd(line.text, Math.max(word.start, at));
  const hasValue = line.text.charAt(nameEnd) === '=';
  const span = nameEnd === word.start ? word.span : sourceSpan(line, word.start, nameEnd);
  const used = new Set(flags.filter((flag) => flag.span.start !== span.start).map(({ name }) => name));
  return spec.flags
    .filter(({ name, isRepeatable }) => isRepeatable || !used.has(name))
    .map((flag, index) => flagCompletion(spec, flag, { span, hasValue, index }));
}

function flagNameEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charAt(end) !== '=' && !isBlank(text.charCodeAt(end))) end++;
  return end;
}

interface FlagPlace {
  readonly span: Span;
  readonly hasValue: boolean;
  readonly index: number;
}

function flagCompletion(spec: InstructionSpec, flag: FlagSpec, { span, hasValue, index }: FlagPlace): Completion {
  const isBare = hasValue || flag.value === 'boolean';
  return {
    label: `--${flag.name}`,
    kind: 'property',
    span,
    newText: isBare ? `--${flag.name}` : `--${flag.name}=${valueSnippet(flag)}`,
    isSnippet: !isBare,
    detail: flag.summary,
    sortText: `2${String(index).padStart(2, '0')}`,
    docs: flagDocs(flag, spec),
  };
}

/** The value as a choice, or as a place to write it. */
function valueSnippet({ value, values }: FlagSpec): string {
  if (value === 'mount') return `type=\${1|${mountTypes.map(({ type }) => type).join(',')}|}`;
  if (!values) return '$1';
  return `\${1|${values.map((choice) => choice.replaceAll(/[,|\\]/g, String.raw`\$&`)).join(',')}|}`;
}

/** What can be the value of a flag. */
export function flagValueCompletions(
  model: DockerfileModel,
  instruction: Instruction,
  flag: Flag,
  at: number,
): readonly Completion[] {
  const flagSpec = instructionSpec(instruction.kind)?.flags.find(({ name }) => name === flag.name);
  const { valueWord } = flag;
  if (!flagSpec || !valueWord) return [];
  const { span } = valueWord;
  if (flagSpec.value === 'mount') return mountCompletions(model, instruction, flag, at);
  if (flagSpec.value === 'stage')
    return sourceNames(model, instruction, span, sourceSpan(instruction.line, at, at).start);
  if (flagSpec.value === 'owner') return owners(model, instruction, wordPlace(valueWord), at);
  return offers(flagSpec.value === 'boolean' ? ['true', 'false'] : (flagSpec.values ?? []), span);
}

function wordPlace({ at, text, span }: Word): WordPlace {
  return { start: at, end: at + text.length, span };
}
