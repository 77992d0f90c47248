import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';

/** The title of a fix that ignores a rule at one place. */
export function ignoreHere(rule: string): Message {
  return message('Ignore {0} here', rule);
}

/** The title of a fix that ignores a rule everywhere in a file. */
export function ignoreInFile(rule: string): Message {
  return message('Ignore {0} in this file', rule);
}
