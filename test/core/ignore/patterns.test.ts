import { describe, expect, test } from 'vitest';
import { isLeftOut, readPatterns } from '../../../server/src/core/ignore/patterns.ts';

describe('A path of the context is left out', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['node_modules', 'node_modules/a/b.js', true],
    ['node_modules', 'sub/node_modules', false],
    ['**/node_modules', 'sub/deep/node_modules/x', true],
    ['**/node_modules', 'node_modules', true],
    ['/abs', 'abs/x', true],
    ['*.log', 'a.log', true],
    ['*.log', 'sub/a.log', false],
    ['**/*.log', 'sub/a.log', true],
    ['a/**', 'a/b/c', true],
    ['a/**/c', 'a/c', true],
    ['a/**/c', 'a/x/y/c', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[ab].txt', 'b.txt', true],
    ['[^ab].txt', 'b.txt', false],
    ['*\n!keep', 'keep', false],
    ['*\n!keep', 'other', true],
    ['a\n!a/b\na/b/c', 'a/b/c', true],
    ['a\n!a/b\na/b/c', 'a/b/d', false],
    ['!x\nx', 'x', true],
    ['# comment\n #x', '#x', true],
    ['  spaced  ', 'spaced', true],
    ['./a/../b//c/', 'b/c', true],
    ['../x', 'x', false],
    ['a.b', 'axb', false],
    ['\uFEFFbom', 'bom', true],
    ['[a-c]x', 'bx', true],
    ['a***b', 'a/x/b', true],
    ['\\*x', '*x', true],
    ['/', 'a', false],
    ['a/../..', 'a', false],
    ['/../a', 'a', true],
    ['! a', 'a', false],
    ['*\n! a', 'a', false],
    ['', 'x', false],
    // A character outside the first plane is one, too.
    ['a?.txt', 'a😀.txt', true],
    ['a??.txt', 'a😀.txt', false],
    ['a[^b].txt', 'a😀.txt', true],
  ];
  test.each(cases)('%j on %s: %s', (patterns, path, left) => {
    expect(isLeftOut(readPatterns(patterns), path)).toBe(left);
  });
});

describe('The engine rejects', () => {
  test.each(['[', '[]', '[a', '[-]', '[a-]', '[-a]', 'a\\', '[\\', '[]a]', '!', '! '])('%j', (text) => {
    expect(readPatterns(text)[0]?.problem).toBeDefined();
  });

  test.each(['[a]', '[^a-z]', '[a-z0-9]', '\\[', '[\\]]', '[a\\-]', 'a]', '{a', '(', '^'])('but not %j', (text) => {
    expect(readPatterns(text)[0]?.problem).toBeUndefined();
  });
});
