import { substitute } from '../../dotenv/template.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { ComposeModel } from '../model.ts';
import type { ScalarNode } from '../yaml/nodes.ts';
import { problem } from './problem.ts';

/** Values with `${` that Compose cannot fill in, such as `${1A}` or one that does not end. */
export function checkVariables({ text, yaml }: ComposeModel): Diagnostic[] {
  return yaml.withVariables.flatMap((scalar) => {
    if (!hasBadVariable(scalar.text)) return [];
    const words = message(
      'This is no variable. Write `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:?error}` or `${NAME:+other}`, and `$$` for a dollar sign.',
    );
    return [problem('invalid-interpolation', place(text, scalar), words)];
  });
}

/** Whether a text has a `${` that is no variable. */
function hasBadVariable(text: string): boolean {
  let isBad = false;
  substitute(
    text,
    () => '',
    ({ kind }) => {
      if (kind === 'invalid') isBad = true;
    },
  );
  return isBad;
}

/** The first `${` in the source that does not begin a variable, or the whole value. */
function place(text: string, { span }: ScalarNode): Span {
  const source = text.slice(span.start, span.end);
  const bad = /(?<!\$)\$\{(?![_a-zA-Z]\w*(?:\}|:?[-+?][^\r\n]*\}))[^}\r\n]*\}?/.exec(source);
  if (!bad) return span;
  return { start: span.start + bad.index, end: span.start + bad.index + bad[0].length };
}
