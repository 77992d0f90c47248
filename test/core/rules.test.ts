// Runs every example of every rule: bad ones must be found where they are marked and mended as shown, good ones not.
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../server/src/core/dockerfile/index.ts';
import type { Language } from '../../server/src/core/language.ts';
import { languages } from '../../server/src/core/languages.ts';
import type { Diagnostic } from '../../server/src/core/lint/diagnostic.ts';
import { defaultLintOptions } from '../../server/src/core/lint/options.ts';
import type { Example, RuleInfo } from '../../server/src/core/lint/rule.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import type { Span } from '../../server/src/core/text/span.ts';
import type { Workspace } from '../../server/src/core/workspace.ts';
import { mark, marked } from '../helpers/marks.ts';
import { workspaceWith } from '../helpers/workspace.ts';

describe.each(languages.map((language) => [language.id, language] as const))('Rules of %s', (_, language) => {
  test.each(language.rules.map((rule) => [rule.id, rule] as const))('%s', async (_id, rule) => {
    expect(rule.examples.some((example) => 'bad' in example)).toBe(true);
    expect(rule.examples.some((example) => 'good' in example)).toBe(true);
    for (const example of rule.examples) await checkExample(language, rule, example);
  });

  test('have different names', () => {
    const names = language.rules.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(names).toEqual([...new Set(names)]);
  });
});

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

function engineWith(images: Exclude<Example['images'], undefined>): Partial<Workspace> {
  const none = { platform: '', user: '', workdir: '', entrypoint: [], command: [], ports: [], variables: [] };
  return {
    localImages: () =>
      Promise.resolve(
        Object.keys(images).map((name) => ({ tags: [name], digests: [], size: '', created: '', containers: [] })),
      ),
    imageFacts: (name) => Promise.resolve(images[name] && { ...none, ...images[name] }),
  };
}

function spans(diagnostics: readonly Diagnostic[]): readonly Span[] {
  return diagnostics.map(({ span }) => span);
}

interface Check {
  readonly language: Language<unknown>;
  readonly rule: RuleInfo;
  readonly text: string;
}

async function findings(
  { language, rule, text }: Check,
  { files = {}, images = {}, settings }: Example,
): Promise<readonly Diagnostic[]> {
  const options = { ...defaultLintOptions, ...settings, severities: { [rule.id]: rule.severity } };
  const model = language.parse(text);
  const around =
    (await language.inspect?.(model, workspaceWith(files, 'Dockerfile', engineWith(images)), options)) ?? [];
  return [...language.diagnose(model, options), ...around].filter(({ code }) => code === rule.id);
}
