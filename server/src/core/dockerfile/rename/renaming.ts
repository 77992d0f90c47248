import type { Refusal } from '../../language.ts';
import type { Message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';

/** A thing that can be renamed. */
export interface Renaming {
  /** The name at the cursor. */
  readonly span: Span;
  readonly name: string;
  /** All places where the name is written. */
  readonly spans: readonly Span[];
  /** What is wrong with another name for it. */
  problemOf(newName: string): Message | undefined;
}

/** A refusal with its reason. */
export function refusal(reason: Message): Refusal {
  return { kind: 'refusal', reason };
}
