import type { Completion } from '../../language.ts';
import type { Span } from '../../text/span.ts';
import { mountKeyDocs, mountTypeDocs } from '../docs.ts';
import type { DockerfileModel } from '../model.ts';
import type { MountField } from '../mountFields.ts';
import { mountFields } from '../mountFields.ts';
import type { MountKeySpec } from '../mounts.ts';
import { mountKey, mountKeys, mountTypes } from '../mounts.ts';
import type { Flag, Instruction } from '../parse/ast.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import { cacheFolders } from '../wellKnown.ts';
import { offer, offers } from './offers.ts';
import { sourceNames } from './sources.ts';

/** The keys of a mount, and the values of the key at the cursor. */
export function mountCompletions(
  model: DockerfileModel,
  instruction: Instruction,
  flag: Flag,
  at: number,
): readonly Completion[] {
  const fields = mountFields(flag);
  const field = fields.find(({ start, end }) => at >= start && at <= end);
  if (!field) return [];
  if (field.value !== undefined && at > field.keyEnd) return mountValueCompletions(model, instruction, field, at);
  const type = typeOf(fields);
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
  at: number,
): readonly Completion[] {
  const spec = mountKey(field.key);
  const span = sourceSpan(instruction.line, field.valueStart, field.end);
  if (spec?.value === 'stage') return sourceNames(model, instruction, span, sourceSpan(instruction.line, at, at).start);
  if (spec?.key === 'target') return cacheTargets(instruction, field, span);
  if (spec?.key === 'id') return ids(model, instruction, field, span);
  if (spec?.value === 'boolean') return offers(['true', 'false'], span);
  return (spec?.values ?? []).map((value, index) => {
    const type = spec?.key === 'type' ? mountTypes.find((other) => other.type === value) : undefined;
    return offer(value, span, index, type && { detail: type.summary, docs: mountTypeDocs(type) });
  });
}

/** The directories that package managers fill, where the mount is a cache. */
function cacheTargets(instruction: Instruction, field: MountField, span: Span): readonly Completion[] {
  if (typeOf(fieldsAround(instruction, field)) !== 'cache') return [];
  return cacheFolders.map(({ target, tools }, index) => offer(target, span, index, { kind: 'file', detail: tools }));
}

/** The names that other mounts of this type have; an agent of SSH has one by default. */
function ids(model: DockerfileModel, instruction: Instruction, field: MountField, span: Span): readonly Completion[] {
  const type = typeOf(fieldsAround(instruction, field));
  const others = model.tree.instructions
    .map((other) => (other.kind === 'onbuild' ? (other.trigger ?? other) : other))
    .flatMap((other) => other.flags.filter(({ name }) => name === 'mount').map(mountFields))
    .filter((fields) => typeOf(fields) === type)
    .flatMap((fields) => fields.flatMap(({ key, value }) => (key === 'id' && value ? [value] : [])))
    .filter((id) => id !== field.value);
  return offers([...new Set([...others, ...(type === 'ssh' ? ['default'] : [])])], span, { kind: 'reference' });
}

/** All fields of the mount that a field belongs to. */
function fieldsAround(instruction: Instruction, field: MountField): readonly MountField[] {
  const mounts = instruction.flags.map(mountFields);
  return mounts.find((all) => all.some(({ start }) => start === field.start)) ?? [];
}

function typeOf(fields: readonly MountField[]): string {
  return fields.find(({ key }) => key === 'type')?.value?.toLowerCase() ?? 'bind';
}
