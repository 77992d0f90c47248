// Runs every example of every rule: bad ones must be found where they are marked and mended as shown, good ones not.
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../server/src/core/dockerfile/index.ts';
import type { Language } from '../../server/src/core/language.ts';
import { allLanguages } from '../../server/src/core/languages.ts';
import type { Diagnostic } from '../../server/src/core/lint/diagnostic.ts';
import type { Example, RuleInfo } from '../../server/src/core/lint/rule.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import type { Span } from '../../server/src/core/text/span.ts';
import { diagnosed, type ExampleCheck } from '../helpers/examples.ts';
import { mark, marked } from '../helpers/marks.ts';

describe.each((await allLanguages()).map((language) => [language.id, language] as const))(
  'Rules of %s',
  (_, language) => {
    test.each(language.rules.map((rule) => [rule.id, rule] as const))('%s', async (_id, rule) => {
      expect(rule.examples.some((example) => 'bad' in example)).toBe(true);
      expect(rule.examples.some((example) => 'good' in example)).toBe(true);
      for (const example of rule.examples) await checkExample(language, rule, example);
    });

    test.each([
      ['ids', language.rules.map(({ id }) => id)],
      ['aliases', language.rules.flatMap(({ aliases }) => aliases)],
    ])('have different %s', (_, names) => {
      expect(names).toEqual([...new Set(names)]);
    });
  },
);

test('There are rules to test', () => {
  expect(dockerfile.rules.length).toBeGreaterThan(0);
});

async function checkExample(language: Language<unknown>, rule: RuleInfo, example: Example): Promise<void> {
  const found = (text: string): Promise<readonly Diagnostic[]> => findings({ language, rule, text }, example);
  if ('good' in example) {
    expect(mark(example.good, spans(await found(example.good)))).toBe(example.good);
    return;
  }
  const { text } = marked(example.bad);
  const bad = await found(text);
  expect(mark(text, spans(bad))).toBe(example.bad);
  const edits = bad.flatMap(({ fixes = [] }) => fixes.find(({ preferred }) => preferred)?.edits ?? []);
  if (example.fixed === undefined) {
    expect(edits).toEqual([]);
    return;
  }
  const fixed = applyEdits(text, edits);
  expect(fixed).toBe(example.fixed);
  expect(mark(fixed, spans(await found(fixed)))).toBe(fixed);
}

function spans(diagnostics: readonly Diagnostic[]): readonly Span[] {
  return diagnostics.map(({ span }) => span);
}

async function findings(check: ExampleCheck, example: Example): Promise<readonly Diagnostic[]> {
  return (await diagnosed(check, example)).filter(({ code }) => code === check.rule.id);
}
