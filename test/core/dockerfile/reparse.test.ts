import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { dockerfileModel } from '../../../server/src/core/dockerfile/model.ts';
import { changeBetween } from '../../../server/src/core/text/change.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse/parse.ts';
import { dockerfiles } from './dockerfiles.ts';

/** A place, how much is taken away there, and what is put there: numbers that fit any text. */
const edits = fc.array(
  fc.record({
    at: fc.nat(),
    length: fc.oneof(fc.constant(0), fc.nat({ max: 40 })),
    newText: fc.oneof(
      fc.constantFrom('', '\n', ' ', '#', '\\\n', 'a', '<<E\n', 'E\n', '# escape=`\n', 'FROM a AS b\n', '$A', '\r\n'),
      dockerfiles,
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

function edited(text: string, edit: { at: number; length: number; newText: string }): string {
  const at = edit.at % (text.length + 1);
  return text.slice(0, at) + edit.newText + text.slice(at + edit.length);
}

describe('After every edit', () => {
  test('the tree is what it is when read from the start', () => {
    fc.assert(
      fc.property(dockerfiles, edits, (first, list) => {
        let text = first;
        let tree = parseDockerfile(text);
        for (const edit of list) {
          text = edited(text, edit);
          tree = parseDockerfile(text, tree);
          expect(tree).toEqual(parseDockerfile(text));
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('the diagnostics are what they are when read from the start', () => {
    fc.assert(
      fc.property(dockerfiles, edits, (first, list) => {
        let text = first;
        let model = dockerfileModel(text);
        for (const edit of list) {
          dockerfile.diagnose(model);
          text = edited(text, edit);
          model = dockerfileModel(text, model);
          expect(dockerfile.diagnose(model)).toEqual(dockerfile.diagnose(dockerfileModel(text)));
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe('What edits change in one place', () => {
  const base = 'ARG V=a\n# one\nFROM alpine:$V AS base\nONBUILD EXPOSE $P\nENV P=1\n# two\nFROM base AS next\nRUN a\n';
  test.each([
    ['a line before the first FROM', '# one\n', ''],
    ['a value before the first FROM', 'V=a', 'V=a@b'],
    ['a variable that the stage below sets', 'P=1', 'P=x'],
    ['a trigger of the stage below', 'EXPOSE $P', 'EXPOSE p'],
    ['a line between two stages', '# two\n', ''],
    ['the name of the stage below', 'AS base', 'AS bass'],
  ])('%s is seen wherever it counts', (_, before, after) => {
    const original = `${base}FROM next\nEXPOSE $P\nFROM base\nCOPY --from=next /a /b\n`;
    const changed = original.replace(before, after);
    expect(changed).not.toBe(original);
    let model = dockerfileModel(original);
    for (const text of [changed, original]) {
      dockerfile.diagnose(model);
      model = dockerfileModel(text, model);
      expect(dockerfile.diagnose(model)).toEqual(dockerfile.diagnose(dockerfileModel(text)));
    }
  });
});

describe('What an edit does not touch', () => {
  const text = '# escape=\\\nFROM a AS one\nRUN b \\\n  # c\n  d\n\n# e\nCOPY <<E f\ng\nE\nFROM one\nCMD ["h"]\n# i\n';

  test.each([
    ['a comment above an instruction', '# e\n', '# longer\n', [2]],
    ['a comment in an instruction', '# c', '#', [1]],
    ['the body of a heredoc', 'g\n', 'g\ng\n', [2]],
    ['a comment at the end', '# i', '# j', []],
    ['the first instruction', 'FROM a', 'FROM aa', [0]],
    ['a new instruction', '\n\n# e', '\nENV x=1\n\n# e', [2]],
    ['a directive', '# escape=\\', '# escape=`', [0, 1, 2, 3, 4, 5]],
    ['the end of a heredoc', '\nE\n', '\nF\n', [2]],
  ])('is kept: %s', (_, old, newText, changed) => {
    const tree = parseDockerfile(text);
    const before = new Set(tree.instructions);
    const after = parseDockerfile(text.replace(old, newText), tree).instructions;
    const fresh = after.flatMap((instruction, index) => (before.has(instruction) ? [] : [index]));
    expect(fresh).toEqual(changed);
  });
});

test('the change between two texts is the shortest', () => {
  const long = 'x'.repeat(5000);
  expect(changeBetween(`${long}ab${long}`, `${long}acb${long}`)).toEqual({ start: 5001, oldEnd: 5001, newEnd: 5002 });
  expect(changeBetween(`${long}ab${long}`, `${long}b${long}`)).toEqual({ start: 5000, oldEnd: 5001, newEnd: 5000 });
  expect(changeBetween('aa', 'aaa')).toEqual({ start: 2, oldEnd: 2, newEnd: 3 });
  expect(changeBetween(long, long)).toEqual({ start: 5000, oldEnd: 5000, newEnd: 5000 });
});
