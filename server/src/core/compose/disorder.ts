import type { Finding } from '../lint/rule.ts';
import { noFindings } from '../lint/rule.ts';
import { message } from '../text/message.ts';
import type { Message } from '../text/message.ts';
import type { Disorder } from './ordering.ts';
import type { ScalarNode } from './yaml/nodes.ts';

/** What a rule says of things that are out of order: where the first of them stands, and where it belongs. */
export function disorderFinding<Part>(
  found: Disorder<Part> | undefined,
  title: Message,
  nameOf: (part: Part) => ScalarNode | undefined,
): readonly Finding[] {
  const late = found && nameOf(found.late);
  const before = found && nameOf(found.before);
  if (!found || !late || !before) return noFindings;
  const fixes = found.edits.length > 0 ? [{ title, edits: found.edits, preferred: true }] : [];
  return [{ span: late.span, message: message('{0} belongs before {1}.', late.text, before.text), fixes }];
}
