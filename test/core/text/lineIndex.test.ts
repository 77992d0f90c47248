import * as fc from 'fast-check';
import { lineIndex } from '../../../server/src/core/text/lineIndex.ts';
import { expect, test } from 'vitest';

const texts = fc
  .array(fc.constantFrom('a', 'é', '😀', '\n', '\r', '\r\n', ' '), { maxLength: 30 })
  .map((parts) => parts.join(''));

test('lines end in LF, CRLF or a lone CR', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const lines = lineIndex(text);
      const expected = text.split(/\r\n|\n|\r/);
      expect(lines.lineCount).toBe(expected.length);
      expect(expected.map((_, line) => text.slice(lines.lineStart(line), lines.lineEnd(line)))).toEqual(expected);
    }),
  );
});

test('an offset and its position are the same place', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const lines = lineIndex(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const position = lines.positionAt(offset);
        // Between CR and LF there is no place: it counts as the end of the line.
        const isInside = text.charAt(offset - 1) === '\r' && text.charAt(offset) === '\n';
        expect(lines.offsetAt(position)).toBe(isInside ? offset - 1 : offset);
      }
    }),
  );
});

test('positions outside of the text are clamped', () => {
  const lines = lineIndex('ab\ncd');
  expect(lines.offsetAt({ line: 0, character: 99 })).toBe(2);
  expect(lines.offsetAt({ line: 99, character: 0 })).toBe(5);
  expect(lines.offsetAt({ line: -1, character: 5 })).toBe(0);
  expect(lines.positionAt(-5)).toEqual({ line: 0, character: 0 });
  expect(lines.positionAt(99)).toEqual({ line: 1, character: 2 });
});
