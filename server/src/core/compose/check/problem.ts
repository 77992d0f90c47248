import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';

/** The names of what is an error in a Compose file, as `docker compose config` finds them. */
export type ProblemCode =
  | 'yaml-syntax'
  | 'empty-file'
  | 'duplicate-key'
  | 'invalid-key'
  | 'undefined-alias'
  | 'invalid-merge'
  | 'invalid-interpolation'
  | 'unknown-key'
  | 'wrong-type'
  | 'invalid-value'
  | 'missing-key'
  | 'conflicting-keys'
  | 'undefined-reference'
  | 'dependency-cycle'
  | 'duplicate-item'
  | 'duplicate-name'
  | 'missing-file'
  | 'error-in-file'
  | 'remote-file'
  | 'unset-variable'
  | 'required-variable';

/** What else can be said of a problem. */
interface More {
  readonly severity?: Diagnostic['severity'];
  readonly fixes?: readonly Fix[];
}

/** A finding that is no rule's: an error unless said otherwise. */
export function problem(code: ProblemCode, span: Span, text: Message, more: More = {}): Diagnostic {
  const { severity = 'error', fixes = [] } = more;
  return { code, span, message: text, severity, fixes, aliases: [], isRule: false };
}

/** The fix that puts another text in place of a span. */
export function replaceFix(span: Span, newText: string): Fix {
  return {
    title: message('Change to {0}', newText),
    edits: [{ span, newText }],
    preferred: true,
  };
}
