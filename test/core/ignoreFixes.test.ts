// Whatever is found can be ignored: at its place and in the file, in every bad example of every rule.
import { describe, expect, test } from 'vitest';
import { allLanguages } from '../../server/src/core/languages.ts';
import type { Diagnostic } from '../../server/src/core/lint/diagnostic.ts';
import type { Example, RuleInfo } from '../../server/src/core/lint/rule.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { diagnosed, type ExampleCheck } from '../helpers/examples.ts';
import { marked } from '../helpers/marks.ts';

const withRules = (await allLanguages()).filter(({ rules }) => rules.length > 0);

describe.each(withRules.map((language) => [language.id, language] as const))('Findings of %s', (_, language) => {
  test.each(language.rules.map((rule) => [rule.id, rule] as const))('%s can be ignored', async (_id, rule) => {
    for (const example of rule.examples) {
      if ('bad' in example) await checkIgnored({ language, rule, text: marked(example.bad).text }, example);
    }
  });
});

async function checkIgnored(check: ExampleCheck, example: Example): Promise<void> {
  const { language, rule, text } = check;
  const before = await diagnosed(check, example);
  for (const finding of before.filter(({ code }) => code === rule.id)) {
    const fixes = language.ignoreFixes?.(language.parse(text), finding) ?? [];
    expect(fixes.length).toBeGreaterThan(0);
    for (const [index, { edits }] of fixes.entries()) {
      const newText = applyEdits(text, edits);
      const after = await diagnosed({ ...check, text: newText }, example);
      expect(errorsOf(after)).toEqual(errorsOf(before));
      if (index === fixes.length - 1) expect(countOf(after, rule)).toBe(0);
      else expect(countOf(after, rule)).toBeLessThan(countOf(before, rule));
      // What was written is of use, and known.
      const complaints = after.filter(({ code, span }) => isComplaint(code) && written(newText, span, rule));
      expect(complaints).toEqual([]);
    }
  }
}

function countOf(found: readonly Diagnostic[], rule: RuleInfo): number {
  return found.filter(({ code }) => code === rule.id).length;
}

function errorsOf(found: readonly Diagnostic[]): readonly string[] {
  return found.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
}

function isComplaint(code: string): boolean {
  return code === 'unknown-rule' || code === 'unused-suppression';
}

function written(text: string, { start, end }: { readonly start: number; readonly end: number }, rule: RuleInfo) {
  return [rule.id, ...rule.aliases].includes(text.slice(start, end));
}
