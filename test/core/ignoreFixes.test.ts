// Whatever is found can be ignored: at its place and in the file, in every bad example of every rule.
import { describe, expect, test } from 'vitest';
import { languages } from '../../server/src/core/languages.ts';
import type { Language } from '../../server/src/core/language.ts';
import { defaultLintOptions } from '../../server/src/core/lint/options.ts';
import type { RuleInfo } from '../../server/src/core/lint/rule.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { marked } from '../helpers/marks.ts';

const withRules = languages.filter(({ rules }) => rules.length > 0);

describe.each(withRules.map((language) => [language.id, language] as const))('Findings of %s', (_, language) => {
  test.each(language.rules.map((rule) => [rule.id, rule] as const))('%s can be ignored', (_id, rule) => {
    for (const example of rule.examples) {
      if ('bad' in example) checkIgnored(language, rule, marked(example.bad).text);
    }
  });
});

function checkIgnored(language: Language<unknown>, rule: RuleInfo, text: string): void {
  const options = { ...defaultLintOptions, severities: { [rule.id]: rule.severity } };
  const diagnose = (of: string) => language.diagnose(language.parse(of), options);
  const count = (of: string): number => diagnose(of).filter(({ code }) => code === rule.id).length;
  const errors = (of: string): readonly string[] =>
    diagnose(of).flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
  for (const finding of diagnose(text).filter(({ code }) => code === rule.id)) {
    const fixes = language.ignoreFixes?.(language.parse(text), finding, options) ?? [];
    expect(fixes.length).toBeGreaterThan(0);
    for (const [index, { edits }] of fixes.entries()) {
      const after = applyEdits(text, edits);
      expect(errors(after)).toEqual(errors(text));
      if (index === fixes.length - 1) expect(count(after)).toBe(0);
      else expect(count(after)).toBeLessThan(count(text));
      // What was written is of use, and known.
      expect(diagnose(after).filter(({ code, span }) => isComplaint(code) && written(after, span, rule))).toEqual([]);
    }
  }
}

function isComplaint(code: string): boolean {
  return code === 'unknown-rule' || code === 'unused-suppression';
}

function written(text: string, { start, end }: { readonly start: number; readonly end: number }, rule: RuleInfo) {
  return [rule.id, ...rule.aliases].includes(text.slice(start, end));
}
