import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { DockerfileModel } from '../model.ts';
import type { Thing } from '../occurrences.ts';
import { heredocNames } from '../occurrences.ts';
import type { Heredoc } from '../parse/ast.ts';
import type { Renaming } from './renaming.ts';

/** Renames a heredoc where it opens and where it closes. */
export function heredocRenaming({ text }: DockerfileModel, thing: Extract<Thing, { kind: 'heredoc' }>): Renaming {
  const { span, heredoc } = thing;
  return {
    span,
    name: heredoc.name,
    spans: heredocNames(heredoc),
    problemOf: (newName) => problemOf(text, heredoc, newName),
  };
}

function problemOf(text: string, { body, stripsTabs }: Heredoc, newName: string): Message | undefined {
  if (!/^[A-Za-z_][\w.-]*$/.test(newName)) {
    return message('The name of a heredoc begins with a letter and has letters, digits, _ . and - only.');
  }
  const lines = text.slice(body.start, body.end).split(/\r?\n/);
  const closes = lines.some((line) => (stripsTabs ? line.replace(/^\t+/, '') : line) === newName);
  return closes ? message('A line of the heredoc is {0}: it would end there.', newName) : undefined;
}
