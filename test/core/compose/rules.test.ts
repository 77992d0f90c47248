import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { mark, marked } from '../../helpers/marks.ts';

for (const { id, examples, summary } of compose.rules) {
  describe(id, () => {
    test('the summary is a sentence', () => expect(summary).toMatch(/^[A-Z`].*\.$/));

    for (const [index, example] of examples.entries()) {
      const source = 'bad' in example ? example.bad : example.good;
      test(`example ${index + 1}`, () => {
        const { text } = marked(source);
        const all = compose.diagnose(compose.parse(text));
        expect(all.filter(({ severity }) => severity === 'error')).toEqual([]);
        const found = all.filter(({ code }) => code === id);
        expect(
          mark(
            text,
            found.map(({ span }) => span),
          ),
        ).toBe(source);
        if (!('bad' in example)) return;
        expect(found.length).toBeGreaterThan(0);
        if (example.fixed === undefined) return;
        const edits = found.flatMap(({ fixes = [] }) => fixes.find(({ preferred }) => preferred)?.edits ?? []);
        const fixed = applyEdits(text, edits);
        expect(fixed).toBe(example.fixed);
        expect(compose.diagnose(compose.parse(fixed)).filter(({ code }) => code === id)).toEqual([]);
      });
    }
  });
}
