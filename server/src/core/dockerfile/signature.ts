import type { Signature, SignatureHelp, SignatureParameter } from '../language.ts';
import type { Markup } from '../text/markup.ts';
import { message } from '../text/message.ts';
import { flagDocs, mountKeyDocs } from './docs.ts';
import type { FlagSpec } from './instructionFlags.ts';
import type { InstructionSpec } from './instructions.ts';
import { instructionSpec } from './instructions.ts';
import type { DockerfileModel } from './model.ts';
import { mountFields } from './mountFields.ts';
import type { MountKeySpec } from './mounts.ts';
import { mountKey, mountTypes } from './mounts.ts';
import type { Flag, Instruction } from './parse/ast.ts';
import { logicalOffset } from './parse/logicalLine.ts';
import { positionAt } from './position.ts';
import { formParameters, writtenForm } from './signature/forms.ts';

/** How what is written at `offset` goes on: the forms of an instruction, or the value of a flag. */
export function signature(model: DockerfileModel, offset: number): SignatureHelp | undefined {
  const position = positionAt(model, offset);
  if (position.kind !== 'instruction') return undefined;
  const { instruction, at } = position;
  const spec = instructionSpec(instruction.kind);
  const { keyword, line, flags } = instruction;
  if (!spec || at <= keyword.at + keyword.text.length) return undefined;
  const flag = flags.find(
    ({ valueWord }) => valueWord && at >= valueWord.at && at <= valueWord.at + valueWord.text.length,
  );
  const flagSpec = spec.flags.find(({ name }) => name === flag?.name);
  if (flag && flagSpec) return flagSignature(spec, flagSpec, flag, at);
  const last = flags.at(-1);
  const isInFlags = last !== undefined && at <= logicalOffset(line, last.span.end - 1) + 1;
  return instructionSignature(spec, instruction, isInFlags || isFlagBegun(instruction, at) ? 'flags' : at);
}

/** A lone `-` is the beginning of a flag. */
function isFlagBegun({ line, argumentsAt }: Instruction, at: number): boolean {
  return /^-\S*$/.test(line.text.slice(argumentsAt, at));
}

function instructionSignature(
  spec: InstructionSpec,
  instruction: Instruction,
  place: number | 'flags',
): SignatureHelp | undefined {
  const { line, argumentsAt } = instruction;
  const written = line.text.slice(argumentsAt).trimEnd();
  const before = place === 'flags' ? '' : line.text.slice(argumentsAt, place).trimStart();
  // Behind its first word a command is not ours, and a list of forms would only be in the way.
  if (
    'command' in instruction &&
    !written.startsWith('[') &&
    words(before) > (instruction.kind === 'healthcheck' ? 2 : 1)
  ) {
    return undefined;
  }
  const signatures = spec.forms.map((form): Signature => {
    const parameters = formParameters(form).map(({ start, end, isFlags }): SignatureParameter => {
      return isFlags ? { start, end, docs: flagList(spec) } : { start, end, docs: [] };
    });
    return { label: form, docs: [{ kind: 'text', text: spec.summary }], parameters };
  });
  const active = writtenForm(spec.forms, written);
  const activeParameter = parameterAt(spec.forms[active] ?? '', place, { before, written });
  return { signatures, active, activeParameter };
}

function words(text: string): number {
  return text.split(/\s+/).length;
}

function flagList({ flags }: InstructionSpec): Markup {
  const names = flags.map(({ name }) => `--${name}`).join(', ');
  return [{ kind: 'text', text: message('Flags: {0}', names) }];
}

interface Written {
  /** The arguments up to the cursor, and all of them. */
  readonly before: string;
  readonly written: string;
}

/** The parameter that is being written. One with `…` takes all arguments but those that others must have. */
function parameterAt(form: string, place: number | 'flags', { before, written }: Written): number {
  const parameters = formParameters(form);
  const flags = parameters.filter(({ isFlags }) => isFlags).length;
  if (place === 'flags') return 0;
  const isJson = written.startsWith('[');
  const index = isJson ? commas(before) : words(before) - 1;
  const count = isJson ? commas(written) + 1 : words(written);
  const own = parameters.slice(flags);
  const repeated = own.findIndex(({ repeats }) => repeats);
  if (repeated < 0) return flags + Math.min(index, own.length - 1);
  const isLast = repeated < own.length - 1 && index > 0 && index >= count - 1;
  return flags + (isLast ? own.length - 1 : Math.min(index, repeated));
}

/** The commas that part the strings of an array that may be half typed. */
function commas(text: string): number {
  return text.replaceAll(/"(?:[^"\\]|\\.)*(?:"|$)/g, '').split(',').length - 1;
}

function flagSignature(spec: InstructionSpec, flagSpec: FlagSpec, flag: Flag, at: number): SignatureHelp {
  if (flagSpec.value === 'mount') return mountSignature(spec, flagSpec, flag, at);
  const { name, value, values = [] } = flagSpec;
  const choices = value === 'boolean' ? ['true', 'false'] : value === 'choice' ? values : [`<${value}>`];
  const head = `--${name}=`;
  const label = head + choices.join('|');
  const parameters = [{ start: head.length, end: label.length, docs: [] }];
  return {
    signatures: [{ label, docs: flagDocs(flagSpec, spec).slice(1, -1), parameters }],
    active: 0,
    activeParameter: 0,
  };
}

function mountSignature(spec: InstructionSpec, flagSpec: FlagSpec, flag: Flag, at: number): SignatureHelp {
  const fields = mountFields(flag);
  const field = fields.find(({ start, end }) => at >= start && at <= end);
  const type = fields.find(({ key }) => key === 'type')?.value?.toLowerCase() ?? 'bind';
  const mount = mountTypes.find((known) => known.type === type);
  const keys = (mount?.keys ?? ['type']).flatMap((key) => mountKey(key) ?? []);
  let label = '--mount=';
  const parameters = keys.map((key, index): SignatureParameter => {
    if (index > 0) label += ',';
    const start = label.length;
    label += key.key === 'type' && mount ? `type=${mount.type}` : fieldForm(key);
    return { start, end: label.length, docs: mountKeyDocs(key).slice(0, 1) };
  });
  const written = field && mountKey(field.key)?.key;
  const found = keys.findIndex(({ key }) => key === written);
  const free = keys.findIndex(({ key }) => !fields.some((other) => mountKey(other.key)?.key === key));
  const docs: Markup = mount ? [{ kind: 'text', text: mount.summary }] : flagDocs(flagSpec, spec).slice(1, 2);
  return {
    signatures: [{ label, docs, parameters }],
    active: 0,
    activeParameter: Math.max(0, found < 0 ? free : found),
  };
}

function fieldForm({ key, value, values }: MountKeySpec): string {
  if (value === 'boolean') return key;
  return `${key}=${value === 'choice' && values ? values.join('|') : `<${value}>`}`;
}
