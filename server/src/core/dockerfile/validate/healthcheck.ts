import { message } from '../../text/message.ts';
import type { Flag, InstructionOf } from '../parse/ast.ts';
import type { Checker } from './checker.ts';
import { replacement, report } from './checker.ts';
import { parseDuration } from './numbers.ts';

const durationFlags = new Set(['interval', 'timeout', 'start-period', 'start-interval']);
const example = 'HEALTHCHECK CMD curl -f http://localhost/';

/** Checks HEALTHCHECK (parseHealthcheck of instructions/parse.go). */
export function checkHealthcheck(instruction: InstructionOf<'healthcheck'>, checker: Checker): void {
  const { type, command, keyword, flags } = instruction;
  if (!type) {
    const text = message('HEALTHCHECK needs NONE, or CMD and a command, as in {0}.', example);
    report(checker, { code: 'missing-argument', span: keyword.span, message: text });
    return;
  }
  const name = type.text.toUpperCase();
  if (name === 'NONE') {
    if (!command) return;
    const span = command.form === 'json' ? command.span : command.word.span;
    report(checker, { code: 'extra-argument', span, message: message('Nothing may follow HEALTHCHECK NONE.') });
    return;
  }
  if (name !== 'CMD') {
    const text = message('Expected NONE or CMD here, not {0}, as in {1}.', type.text, example);
    const fixes = [
      {
        title: message('Insert CMD'),
        edits: [{ span: { start: type.span.start, end: type.span.start }, newText: 'CMD ' }],
      },
    ];
    report(checker, { code: 'unknown-healthcheck', span: type.span, message: text, fixes });
  } else if (!command || (command.form === 'json' && command.strings.length === 0)) {
    const text = message('A command must follow HEALTHCHECK CMD, as in {0}.', example);
    report(checker, { code: 'missing-argument', span: type.span, message: text });
  }
  for (const flag of flags) checkValue(flag, checker);
}

function checkValue(flag: Flag, checker: Checker): void {
  const { name, value, valueWord } = flag;
  if (!value || !valueWord) return;
  if (durationFlags.has(name)) checkDuration(flag, value, checker);
  if (name !== 'retries') return;
  const number = /^[+-]?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= 0 && number < 2 ** 31) return;
  const text = message('{0} is a whole number that is not negative, not {1}.', '--retries', value);
  report(checker, { code: 'invalid-flag-value', span: valueWord.span, message: text });
}

function checkDuration({ name, valueWord, span }: Flag, value: string, checker: Checker): void {
  const duration = parseDuration(value);
  const valueSpan = valueWord?.span ?? span;
  if (typeof duration === 'number') {
    if (duration === 0 || duration >= 1e6) return;
    const text = message('{0} must be 1ms or longer.', `--${name}`);
    report(checker, { code: 'invalid-flag-value', span: valueSpan, message: text });
    return;
  }
  const isBare = duration === 'missing-unit';
  const text = isBare
    ? message('{0} lacks a unit, as in {1}.', value, `${value}s`)
    : message('{0} is not a duration. Expected numbers with units, as in {1}.', value, '1m30s');
  report(checker, {
    code: 'invalid-flag-value',
    span: valueSpan,
    message: text,
    fixes: isBare ? [replacement(valueSpan, `${value}s`)] : [],
  });
}
