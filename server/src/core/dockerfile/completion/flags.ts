import { officialImages } from '../../image/official.ts';
import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { flagDocs, mountKeyDocs, mountTypeDocs } from '../docs.ts';
import type { FlagSpec } from '../instructionFlags.ts';
import type { InstructionSpec } from '../instructions.ts';
import { instructionSpec } from '../instructions.ts';
import type { DockerfileModel } from '../model.ts';
import type { MountField } from '../mountFields.ts';
import { mountFields } from '../mountFields.ts';
import type { MountKeySpec } from '../mounts.ts';
import { mountKey, mountKeys, mountTypes } from '../mounts.ts';
import type { Flag, Instruction, Word } from '../parse/ast.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import { isBlank } from '../parse/chars.ts';
import type { WordPlace } from '../position.ts';
import { cacheFolders } from '../wellKnown.ts';
import { owners } from './arguments.ts';
import { offer, offers } from './offers.ts';
import { stageNames, stageNumbers } from './stages.ts';

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
  if (flagSpec.value === 'stage') return sourceNames(model, instruction, span);
  if (flagSpec.value === 'owner') return owners(model, instruction, wordPlace(valueWord), at);
  return offers(flagSpec.value === 'boolean' ? ['true', 'false'] : (flagSpec.values ?? []), span);
}

/** The stages and images that files can come from. */
function sourceNames(model: DockerfileModel, instruction: Instruction, span: Span): readonly Completion[] {
  return [
    ...stageNames(model, instruction, span),
    ...stageNumbers(model, instruction, span),
    ...offers(officialImages, span, { kind: 'reference', detail: message('Official image'), group: 3 }),
  ];
}

function wordPlace({ at, text, span }: Word): WordPlace {
  return { start: at, end: at + text.length, span };
}

function mountCompletions(
  model: DockerfileModel,
  instruction: Instruction,
  flag: Flag,
  at: number,
): readonly Completion[] {
  const fields = mountFields(flag);
  const field = fields.find(({ start, end }) => at >= start && at <= end);
  if (!field) return [];
  if (field.value !== undefined && at > field.keyEnd) return mountValueCompletions(model, instruction, field);
  const type = fields.find(({ key }) => key === 'type')?.value?.toLowerCase() ?? 'bind';
  const allowed = mountTypes.find((spec) => spec.type === type)?.keys ?? [];
  const used = new Set(fields.filter((other) => other !== field).map(({ key }) => mountKey(key)?.key));
  const span = sourceSpan(instruction.line, field.start, field.keyEnd);
  return mountKeys
    .filter(({ key, aliases }) => !used.has(key) && [key, ...aliases].some((name) => allowed.includes(name)))
    .map((spec, index) => mountKeyCompletion(spec, span, { index, isBare: field.value !== undefined }));
}

function mountKeyCompletion(
  spec: MountKeySpec,
  span: Span,
  { index, isBare }: { readonly index: number; readonly isBare: boolean },
): Completion {
  const needsValue = spec.value !== 'boolean' && !isBare;
  return {
    label: spec.key,
    kind: 'property',
    span,
    newText: needsValue ? `${spec.key}=` : spec.key,
    isSnippet: false,
    detail: spec.summary,
    sortText: `0${String(index).padStart(2, '0')}`,
    docs: mountKeyDocs(spec),
  };
}

function mountValueCompletions(
  model: DockerfileModel,
  instruction: Instruction,
  field: MountField,
): readonly Completion[] {
  const spec = mountKey(field.key);
  const span = sourceSpan(instruction.line, field.valueStart, field.end);
  if (spec?.value === 'stage') return sourceNames(model, instruction, span);
  if (spec?.key === 'target') return cacheTargets(instruction, field, span);
  if (spec?.value === 'boolean') return offers(['true', 'false'], span);
  return (spec?.values ?? []).map((value, index) => {
    const type = spec?.key === 'type' ? mountTypes.find((other) => other.type === value) : undefined;
    return offer(value, span, index, type && { detail: type.summary, docs: mountTypeDocs(type) });
  });
}

/** The directories that package managers fill, where the mount is a cache. */
function cacheTargets(instruction: Instruction, field: MountField, span: Span): readonly Completion[] {
  const fields = instruction.flags.map(mountFields).find((all) => all.some(({ start }) => start === field.start));
  if (!fields?.some(({ key, value }) => key === 'type' && value?.toLowerCase() === 'cache')) return [];
  return cacheFolders.map(({ target, tools }, index) => offer(target, span, index, { kind: 'file', detail: tools }));
}
