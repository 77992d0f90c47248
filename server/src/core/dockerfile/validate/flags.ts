import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { FlagSpec } from '../instructionFlags.ts';
import { frontendVersion } from '../frontend.ts';
import { instructionSpec } from '../instructions.ts';
import type { Flag, Instruction } from '../parse/ast.ts';
import { closest } from '../../text/closest.ts';
import type { Checker } from './checker.ts';
import { replacement, report } from './checker.ts';

/** Checks names, number and form of an instruction's flags (`BFlags.Parse` of bflag.go). */
export function checkFlags(instruction: Instruction, checker: Checker): void {
  if (instruction.flags.length === 0 || ignoresFlags(instruction)) return;
  const spec = instructionSpec(instruction.kind);
  if (!spec) return;
  const seen = new Set<string>();
  for (const flag of instruction.flags) {
    const flagSpec = spec.flags.find(({ name }) => name === flag.name);
    if (!flagSpec) reportUnknown(checker, flag, spec.keyword, spec.flags);
    else if (isTooNew(flagSpec, checker)) reportTooNew(checker, flag, flagSpec);
    else if (seen.has(flag.name) && !flagSpec.isRepeatable) reportDuplicate(checker, flag);
    else checkForm(checker, flag, flagSpec);
    seen.add(flag.name);
  }
}

/** ARG and STOPSIGNAL never look at their flags, and HEALTHCHECK does not for NONE. */
function ignoresFlags(instruction: Instruction): boolean {
  const { kind } = instruction;
  return (
    kind === 'arg' ||
    kind === 'stopsignal' ||
    (kind === 'healthcheck' && (!instruction.type || instruction.type.text.toUpperCase() === 'NONE'))
  );
}

function reportUnknown(checker: Checker, flag: Flag, keyword: string, specs: readonly FlagSpec[]): void {
  const names = specs.map(({ name }) => name);
  const meant = closest(flag.name, names);
  const written = `--${flag.name}`;
  const text =
    meant !== undefined
      ? message('{0} has no flag {1}. Did you mean {2}?', keyword, written, `--${meant}`)
      : names.length > 0
        ? message('{0} has no flag {1}. It has {2}.', keyword, written, names.map((name) => `--${name}`).join(', '))
        : message('{0} has no flags, so {1} cannot stand here.', keyword, written);
  const fixes = meant === undefined ? [removal(checker, flag.span)] : [replacement(flag.nameSpan, `--${meant}`)];
  report(checker, { code: 'unknown-flag', span: flag.nameSpan, message: text, fixes });
}

/** Whether the frontend that the `syntax` directive names is older than a flag. */
function isTooNew({ since }: FlagSpec, { model }: Checker): boolean {
  const version = frontendVersion(model.tree);
  return version !== undefined && since !== undefined && Number(since.replace(/^1\.(\d+).*$/, '$1')) > version;
}

function reportTooNew(checker: Checker, flag: Flag, { since = '' }: FlagSpec): void {
  const text = message(
    '{0} needs Dockerfile syntax {1}, and the first lines of this file ask for an older one. Write {2} there.',
    `--${flag.name}`,
    since,
    '# syntax=docker/dockerfile:1',
  );
  report(checker, { code: 'flag-too-new', span: flag.nameSpan, message: text });
}

function reportDuplicate(checker: Checker, flag: Flag): void {
  report(checker, {
    code: 'duplicate-flag',
    span: flag.span,
    message: message('{0} may stand only once.', `--${flag.name}`),
    fixes: [removal(checker, flag.span)],
  });
}

function checkForm(checker: Checker, flag: Flag, spec: FlagSpec): void {
  const { value, span } = flag;
  const isBoolean = spec.value === 'boolean';
  if (isBoolean ? value === '' : value === undefined) {
    const text = message('{0} needs a value, as in {1}.', `--${flag.name}`, spec.example);
    report(checker, { code: 'missing-flag-value', span, message: text });
  } else if (isBoolean && value !== undefined && !/^(?:true|false)$/i.test(value)) {
    const valueSpan = flag.valueWord?.span ?? span;
    const text = message('{0} is either true or false, not {1}.', `--${flag.name}`, value);
    report(checker, {
      code: 'invalid-flag-value',
      span: valueSpan,
      message: text,
      fixes: [replacement(valueSpan, 'true')],
    });
  }
}

/** Takes a flag out, with the white space behind it. */
function removal(checker: Checker, span: Span): Fix {
  const { text } = checker.model;
  let end = span.end;
  while (text.charAt(end) === ' ' || text.charAt(end) === '\t') end++;
  return { title: message('Remove the flag'), edits: [{ span: { start: span.start, end }, newText: '' }] };
}
