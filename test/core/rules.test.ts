// Runs every example of every rule: bad ones must be found where they are marked and mended as shown, good ones not.
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../server/src/core/dockerfile/index.ts';
import type { Language } from '../../server/src/core/language.ts';
import { languages } from '../../server/src/core/languages.ts';
import type { Diagnostic } from '../../server/src/core/lint/diagnostic.ts';
import { defaultLintOptions } from '../../server/src/core/lint/options.ts';
import type { Example, RuleInfo } from '../../server/src/core/lint/rule.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { mark, marked } from '../helpers/marks.ts';

describe.each(languages.map((language) => [language.id, language] as const))('Rules of %s', (_, language) => {
  test.each(language.rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
    expect(rule.examples.some((example) => 'bad' in example)).toBe(true);
    expect(rule.examples.some((example) => 'good' in example)).toBe(true);
    for (const example of rule.examples) checkExample(language, rule, example);
  });

  test('have different names', () => {
    const names = language.rules.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(names).toEqual([...new Set(names)]);
  });
});

test('There are rules to test', () => {
  expect(dockerfile.rules.length).toBeGreaterThan(0);
});

function checkExample(language: Language<unknown>, rule: RuleInfo, example: Example): void {
  const { settings } = example;
  if ('good' in example) {
    expect(mark(example.good, spansOf(language, rule, example.good, settings))).toBe(example.good);
    return;
  }
  const { text } = marked(example.bad);
  expect(mark(text, spansOf(language, rule, text, settings))).toBe(example.bad);
  const edits = findings(language, rule, text, settings).flatMap(
    ({ fixes = [] }) => fixes.find(({ preferred }) => preferred)?.edits ?? [],
  );
  if (example.fixed === undefined) {
    expect(edits).toEqual([]);
    return;
  }
  const fixed = applyEdits(text, edits);
  expect(fixed).toBe(example.fixed);
  expect(mark(fixed, spansOf(language, rule, fixed, settings))).toBe(fixed);
}

function findings(
  language: Language<unknown>,
  rule: RuleInfo,
  text: string,
  settings: Example['settings'],
): readonly Diagnostic[] {
  const options = { ...defaultLintOptions, ...settings, severities: { [rule.id]: rule.severity } };
  return language.diagnose(language.parse(text), options).filter(({ code }) => code === rule.id);
}

function spansOf(
  language: Language<unknown>,
  rule: RuleInfo,
  text: string,
  settings: Example['settings'],
): readonly Diagnostic['span'][] {
  return findings(language, rule, text, settings).map(({ span }) => span);
}
