// What a build of a Dockerfile goes through: here the commands of RUN, with their places.
import { expect, test } from 'vitest';
import { buildPlan } from '../../../server/src/core/dockerfile/buildPlan.ts';

function commandsOf(text: string): string {
  const commands = buildPlan(text).stages.flatMap(({ from, instructions }) =>
    [from, ...instructions].flatMap((instruction) => instruction.commands),
  );
  return commands
    .toReversed()
    .reduce(
      (marked, { span }) =>
        `${marked.slice(0, span.start)}«${marked.slice(span.start, span.end)}»${marked.slice(span.end)}`,
      text,
    );
}

test.each([
  'FROM a\nRUN «make»\n',
  'FROM a\nRUN --network=none «apk add x» && \\\n  # why\n  «rm -r /y» || «true»\nCMD echo no\n',
  'FROM a\nRUN [«"make", "all"»]\n',
  'FROM a\nRUN <<EOF\n«one a»\nif «two»; then «three»; fi\nEOF\nRUN <<X «cat»\nno\nX\n',
  'FROM a\nRUN A=1 «x 2» > /log; («cd /y» && «z»)\n',
])('the commands of %j', (marked) => {
  expect(commandsOf(marked.replaceAll(/[«»]/g, ''))).toBe(marked);
});

test('words are without quotes', () => {
  const [stage] = buildPlan('FROM a\nRUN cat "a b" $C\n').stages;
  expect(stage?.instructions[0]?.commands[0]?.words).toEqual(['cat', 'a b', '$']);
});
