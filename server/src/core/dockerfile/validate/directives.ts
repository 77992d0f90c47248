import { message } from '../../text/message.ts';
import { checkDirective } from '../lint/checkDirective.ts';
import type { Checker } from './checker.ts';
import { report } from './checker.ts';
import { isBoolean } from './numbers.ts';

const options = new Set(['skip', 'error', 'experimental']);

/** Checks the value of `# check=…` (ParseLintOptions of linter/linter.go). It ends at the first space. */
export function checkDirectives(checker: Checker): void {
  const directive = checkDirective(checker.model.text);
  if (!directive) return;
  const { value, span: valueSpan } = directive;
  const [used = ''] = value.split(' ');
  let start = valueSpan.start;
  // All behind the second semicolon belongs to the third option.
  for (const part of splitAtMost(used, 3)) {
    const span = { start, end: start + part.length };
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim();
    if (equals < 0 || !options.has(name)) {
      const text = message(
        '{0} is not an option of check. It has {1}.',
        equals < 0 ? part : name,
        'skip=…, error=true, experimental=…',
      );
      report(checker, { code: 'invalid-check-directive', span, message: text });
    } else if (name === 'error' && !isBoolean(part.slice(equals + 1).trim())) {
      const text = message('{0} is either true or false, not {1}.', name, part.slice(equals + 1));
      report(checker, { code: 'invalid-check-directive', span, message: text });
    }
    start += part.length + 1;
  }
}

function splitAtMost(text: string, count: number): readonly string[] {
  const parts = text.split(';');
  return [...parts.slice(0, count - 1), ...(parts.length >= count ? [parts.slice(count - 1).join(';')] : [])];
}
