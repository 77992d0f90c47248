import type { Fix } from '../../lint/rule.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { MountField } from '../mountFields.ts';
import { mountFields } from '../mountFields.ts';
import type { MountType } from '../mounts.ts';
import { mountKey, mountKeys, mountTypes } from '../mounts.ts';
import type { Flag, InstructionOf } from '../parse/ast.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import { closest } from '../../text/closest.ts';
import type { Checker } from './checker.ts';
import { expandedText, replacement, report, stateOf } from './checker.ts';
import { isBoolean, isUnsigned } from './numbers.ts';

type Run = InstructionOf<'run'>;

/** Checks `RUN --mount=…` as BuildKit reads it, key by key (commands_runmount.go), and then as a whole. */
export function checkMount(run: Run, flag: Flag, checker: Checker): void {
  const fields = mountFields(flag);
  const mount: Mount = { run, flag, checker, type: 'bind', isComplete: fields.length > 0, values: new Map() };
  if (flag.value === '') {
    const text = message('{0} needs a value, as in {1}.', '--mount', '--mount=type=cache,target=/root/.cache');
    report(checker, { code: 'missing-flag-value', span: flag.span, message: text });
    return;
  }
  for (const field of fields) checkField(mount, field);
  if (mount.isComplete) checkWhole(mount);
}

interface Mount {
  readonly run: Run;
  readonly flag: Flag;
  readonly checker: Checker;
  type: MountType;
  /** Whether all keys were read: only then the mount is judged as a whole. */
  isComplete: boolean;
  /** By key: the value, which may be unknown, and where it stands. */
  readonly values: Map<string, { readonly value: string | undefined; readonly field: MountField }>;
}

const bareKeys = new Set(['ro', 'readonly', 'rw', 'readwrite', 'required']);

function checkField(mount: Mount, field: MountField): void {
  const key = mountKey(field.key);
  if (!key) {
    reportUnknownKey(mount, field);
    return;
  }
  if (field.value === undefined && !bareKeys.has(field.key)) {
    fail(mount, field, message('{0} needs a value: {0}=<value>.', field.key));
    return;
  }
  const value = field.value === undefined ? 'true' : fieldValue(mount, field, field.value);
  mount.values.set(key.key, { value, field });
  if (!isAllowed(mount, field, key.key) || value === undefined) return;
  const problem = valueProblem(key.key, value);
  if (problem) failValue(mount, field, problem, meantValue(key.key, value));
  else if (key.key === 'type') mount.type = typeNamed(value) ?? mount.type;
}

function fieldValue(mount: Mount, field: MountField, text: string): string | undefined {
  // Variables in `from` are an error of their own (stages.ts).
  if (field.key === 'from') return text;
  const { run, checker } = mount;
  return expandedText(checker, text, (start, end) =>
    sourceSpan(run.line, field.valueStart + start, Math.min(field.valueStart + end, field.end)),
  );
}

/** `size` and `required` depend on the type, as far as it was read: `required` must stand behind `type`. */
function isAllowed(mount: Mount, field: MountField, key: string): boolean {
  const types = key === 'size' ? ['tmpfs'] : key === 'required' ? ['secret', 'ssh'] : undefined;
  if (!types || types.includes(mount.type)) return true;
  const problem = message('{0} is for mounts of type {1}; write the type before it.', key, types.join(', '));
  fail(mount, field, problem, toTheEnd(mount, field, types));
  return false;
}

function valueProblem(key: string, value: string): Message | undefined {
  const spec = mountKeys.find((other) => other.key === key);
  const form = spec && valueForms.get(spec.value);
  if (spec?.value === 'choice' && !spec.values?.includes(value.toLowerCase())) {
    return message('{0} is one of {1}, not {2}.', key, spec.values?.join(', ') ?? '', value);
  }
  return form && !form.isValid(value) ? form.problem(key, value) : undefined;
}

interface ValueForm {
  readonly isValid: (value: string) => boolean;
  readonly problem: (key: string, value: string) => Message;
}

const valueForms: ReadonlyMap<string, ValueForm> = new Map([
  [
    'boolean',
    { isValid: isBoolean, problem: (key, value) => message('{0} is either true or false, not {1}.', key, value) },
  ],
  [
    'number',
    {
      isValid: (value) => isUnsigned(value, 10),
      problem: (key, value) => message('{0} is a number, not {1}.', key, value),
    },
  ],
  [
    'mode',
    {
      isValid: (value) => isUnsigned(value, 8),
      problem: (key, value) => message('{0} is an octal number such as 0600, not {1}.', key, value),
    },
  ],
  [
    'size',
    { isValid: isSize, problem: (key, value) => message('{0} is a size such as 64m or 1g, not {1}.', key, value) },
  ],
]);

function isSize(value: string): boolean {
  return /^\d+(?:\.\d+)? ?(?:[kmgtp]?i?b?)$/i.test(value);
}

function meantValue(key: string, value: string): string | undefined {
  const values = mountKeys.find((spec) => spec.key === key)?.values;
  return values && (values.find((other) => other.startsWith(value.toLowerCase())) ?? closest(value, values));
}

function typeNamed(value: string): MountType | undefined {
  return mountTypes.find(({ type }) => type === value.toLowerCase())?.type;
}

/** What only the mount as a whole shows (`validateMount`, dispatchRunMounts). */
function checkWhole(mount: Mount): void {
  const { type } = mount;
  if (type === 'bind' || type === 'tmpfs') for (const key of ['mode', 'uid', 'gid']) forbid(mount, key);
  if (type === 'secret') checkSecret(mount);
  else if (type !== 'cache') forbid(mount, 'sharing');
  if (type === 'ssh') forbid(mount, 'source');
  if (type === 'bind' || type === 'cache' || type === 'tmpfs') checkTarget(mount);
}

function checkSecret(mount: Mount): void {
  forbid(mount, 'from');
  forbid(mount, 'sharing');
  const source = isGiven(mount, 'source');
  const id = isGiven(mount, 'id');
  const target = isGiven(mount, 'target');
  if (source === false && id === false && target === false) {
    failWhole(
      mount,
      'incomplete-mount',
      message('A secret needs an id or a target, as in {0}.', '--mount=type=secret,id=token'),
    );
  }
  if (source && id) {
    const field = mount.values.get('source')?.field;
    const problem = message('A secret takes either id or source, not both: they mean the same.');
    failWhole(mount, 'conflicting-mount', problem, field ? [{ ...withoutField(mount, field), preferred: false }] : []);
  }
}

/** Undefined where the value is not known. */
function isGiven(mount: Mount, key: string): boolean | undefined {
  const found = mount.values.get(key);
  if (!found) return false;
  return found.value === undefined ? undefined : found.value !== '';
}

function forbid(mount: Mount, key: string): void {
  const found = mount.values.get(key);
  if (!found || found.value === '') return;
  const problem = message('A mount of type {0} does not take {1}.', mount.type, key);
  fail(mount, found.field, problem, [withoutField(mount, found.field)]);
}

/** Takes a field out of a mount, with one of the commas beside it. */
function withoutField({ run, flag }: Mount, { start, end }: MountField): Fix {
  const { text } = run.line;
  const isLast = text.charAt(end) !== ',';
  const span = sourceSpan(
    run.line,
    isLast ? Math.max(start - 1, flag.valueWord?.at ?? start) : start,
    isLast ? end : end + 1,
  );
  return { title: message('Remove it'), edits: [{ span, newText: '' }], preferred: true };
}

/** Moves a field behind the type, if that is one which takes it. */
function toTheEnd(mount: Mount, field: MountField, types: readonly string[]): readonly Fix[] {
  const fields = mountFields(mount.flag);
  const isMeant = fields.some(({ key, value }) => key === 'type' && types.includes(value?.toLowerCase() ?? ''));
  const last = fields.at(-1);
  if (!isMeant || !last || last === field || last.start === field.start) return [];
  const { end } = sourceSpan(mount.run.line, last.start, last.end);
  const added = { span: { start: end, end }, newText: `,${field.text}` };
  return [
    {
      ...withoutField(mount, field),
      title: message('Put it behind the type'),
      edits: [...withoutField(mount, field).edits, added],
    },
  ];
}

function checkTarget(mount: Mount): void {
  const target = mount.values.get('target');
  if (target && target.value === undefined) return;
  const path = target?.value ?? '';
  const isRoot = normalized(path) === '' && (path.startsWith('/') || stateOf(mount.checker).isAtRoot);
  if (!isRoot) return;
  failWhole(
    mount,
    'invalid-mount-target',
    message('A mount needs a target other than the root directory, as in {0}.', `type=${mount.type},target=/app`),
  );
}

/** What is left of a path without empty parts and dots; nothing of the root. */
function normalized(path: string): string {
  if (!path.includes('..')) return path.replaceAll(/[/.]/g, '');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function reportUnknownKey(mount: Mount, field: MountField): void {
  mount.isComplete = false;
  const names = mountKeys.flatMap(({ key, aliases }) => [key, ...aliases]);
  const meant = closest(field.key, names);
  const span = sourceSpan(mount.run.line, field.start, Math.max(field.keyEnd, field.start));
  const text =
    field.text === ''
      ? message('A key is missing beside this comma.')
      : meant === undefined
        ? message('A mount has no key {0}. It has {1}.', field.key, mountKeys.map(({ key }) => key).join(', '))
        : message('A mount has no key {0}. Did you mean {1}?', field.key, meant);
  const fixes = meant === undefined ? [] : [replacement(span, meant)];
  report(mount.checker, { code: 'unknown-mount-key', span, message: text, fixes });
}

function fail(mount: Mount, field: MountField, problem: Message, fixes: readonly Fix[] = []): void {
  mount.isComplete = false;
  const span = sourceSpan(mount.run.line, field.start, field.end);
  report(mount.checker, { code: 'invalid-mount', span, message: problem, fixes });
}

function failValue(mount: Mount, field: MountField, problem: Message, meant: string | undefined): void {
  mount.isComplete = false;
  const span = sourceSpan(mount.run.line, field.valueStart, field.end);
  const fixes = meant === undefined ? [] : [replacement(span, meant)];
  report(mount.checker, { code: 'invalid-mount', span, message: problem, fixes });
}

function failWhole(mount: Mount, code: string, problem: Message, fixes: readonly Fix[] = []): void {
  report(mount.checker, { code, span: mount.flag.valueWord?.span ?? mount.flag.span, message: problem, fixes });
}
