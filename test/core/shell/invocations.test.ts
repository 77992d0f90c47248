import { expect, test } from 'vitest';
import type { Word } from '../../../server/src/core/shell/ast.ts';
import { commandsWithInput } from '../../../server/src/core/shell/commands.ts';
import { argumentsIn, hasArgument, hasOption, invocationsIn } from '../../../server/src/core/shell/invocations.ts';
import { parseScript } from '../../../server/src/core/shell/parse.ts';

function argsOf(text: string): readonly Word[] {
  return invocationsIn(parseScript(text))[0]?.args ?? [];
}

test.each([
  ['a b -c d --e f', [], 'b d f', ''],
  ['a -t b c --to d --to=e f', ['t', 'to'], 'c f', 't=b to=d'],
  ['a -xt b -tx c', ['t'], 'c', 't=b'],
  ['a -t', ['t'], '', ''],
  ['a - b -- c', [], '- b', ''],
  ['a -t "$b" \'c d\'', ['t'], 'c d', 't=$'],
])('Arguments of %j', (text, withValue, operands, values) => {
  const found = argumentsIn(argsOf(text), { withValue });
  expect(found.operands.map((word) => word.text).join(' ')).toBe(operands);
  expect(found.values.map(({ name, value }) => `${name}=${value.text}`).join(' ')).toBe(values);
});

test('Long options with one dash', () => {
  const { operands } = argumentsIn(argsOf('go run -ldflags -s -v b'), { withValue: ['ldflags'], longOptions: true });
  expect(operands.map(({ text }) => text)).toEqual(['run', 'b']);
});

test('Options, alone and together', () => {
  const args = argsOf('a -xy --long --value=1 b');
  expect(['x', 'y', 'long', 'value'].every((name) => hasOption({ args }, name))).toBe(true);
  expect(hasOption({ args }, 'xy', 'b', '1')).toBe(false);
  expect(hasArgument({ args }, 'b')).toBe(true);
  expect(hasArgument({ args }, 'long')).toBe(false);
});

test('Commands that read what another one writes', () => {
  const script = parseScript('a | b | (c; d); e <f; g <<E; h\nx\nE\n');
  const names = [...commandsWithInput(script)].map(({ words }) => words[0]?.text);
  expect(new Set(names)).toEqual(new Set(['b', 'c', 'd', 'e', 'g']));
});
