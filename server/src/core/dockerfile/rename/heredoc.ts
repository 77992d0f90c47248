import type { Refusal } from '../../language.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { DockerfileModel } from '../model.ts';
import type { Thing } from '../occurrences.ts';
import { heredocNames } from '../occurrences.ts';
import type { Heredoc } from '../parse/ast.ts';
import type { Renaming } from './renaming.ts';
import { refusal } from './renaming.ts';

/** Renames a heredoc where it opens and where it closes. */
export function heredocRenaming(
  model: DockerfileModel,
  thing: Extract<Thing, { kind: 'heredoc' }>,
): Renaming | Refusal {
  const { span, heredoc } = thing;
  const spans = heredocNames(model, heredoc);
  const [opening] = spans;
  // Quotes say that nothing is expanded: they must stay, and can only where they stand around the name.
  if (opening && /["']/.test(model.text.slice(opening.start, opening.end))) {
    return refusal(message('Put all of the name {0} in quotes first, not a part of it.', heredoc.name));
  }
  return { span, name: heredoc.name, spans, problemOf: (newName) => problemOf(model.text, heredoc, newName) };
}

function problemOf(text: string, { body, stripsTabs }: Heredoc, newName: string): Message | undefined {
  if (!/^[A-Za-z_][\w.-]*$/.test(newName)) {
    return message('The name of a heredoc begins with a letter and has letters, digits, _ . and - only.');
  }
  const lines = text.slice(body.start, body.end).split(/\r?\n/);
  const closes = lines.some((line) => (stripsTabs ? line.replace(/^\t+/, '') : line) === newName);
  return closes ? message('A line of the heredoc is {0}: it would end there.', newName) : undefined;
}
