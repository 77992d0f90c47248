// The comments that turn off rules are completed, too.
import { describe, expect, test } from 'vitest';
import { compose } from '../../server/src/core/compose/index.ts';
import { dockerfile } from '../../server/src/core/dockerfile/index.ts';
import type { Language } from '../../server/src/core/language.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { marked } from '../helpers/marks.ts';

function offers(language: Language<unknown>, source: string): ReadonlyMap<string, string> {
  const { text, cursor } = marked(source);
  const found = language.completion?.(language.parse(text), cursor) ?? [];
  return new Map(found.map(({ label, span, newText }) => [label, applyEdits(text, [{ span, newText }])]));
}

describe('hadolint’s', () => {
  test.each([
    ['FROM a\n# hadolint ▮\nRUN b\n', 'ignore=', 'FROM a\n# hadolint ignore=\nRUN b\n'],
    ['FROM a\n# hadolint glo▮\nRUN b\n', 'global ignore=', 'FROM a\n# hadolint global ignore=\nRUN b\n'],
    ['FROM a\n# hadolint ignore=▮\nRUN b\n', 'DL3004', 'FROM a\n# hadolint ignore=DL3004\nRUN b\n'],
    ['FROM a\n#hadolint ignore=DL3008, DL▮\n', 'DL3004', 'FROM a\n#hadolint ignore=DL3008, DL3004\n'],
    ['# hadolint global ignore=D▮L3,DL3008\nFROM a\n', 'DL4000', '# hadolint global ignore=DL4000,DL3008\nFROM a\n'],
    [
      'FROM a\nRUN a \\\n# hadolint stage ignore=▮\n b',
      'DL3004',
      'FROM a\nRUN a \\\n# hadolint stage ignore=DL3004\n b',
    ],
  ])('%j with %s', (source, label, expected) => expect(offers(dockerfile, source).get(label)).toBe(expected));

  test('a rule is not named twice', () => {
    const found = offers(dockerfile, 'FROM a\n# hadolint ignore=DL3004,▮,StageNameCasing\nRUN b\n');
    expect(found.has('DL3004')).toBe(false);
    expect(found.has('StageNameCasing')).toBe(false);
    expect(found.has('DL4000')).toBe(true);
  });
});

describe('dclint’s', () => {
  test.each([
    ['# dclint disable ▮\nservices: {}\n', '# dclint disable no-version-field\nservices: {}\n'],
    ['version: "3" # dclint disable-line no▮-v\n', 'version: "3" # dclint disable-line no-version-field\n'],
    ['# dclint disable a, n▮\n', '# dclint disable a, no-version-field\n'],
  ])('%j', (source, expected) => expect(offers(compose, source).get('no-version-field')).toBe(expected));

  test('a rule is not named twice, and nothing else is offered', () => {
    expect([...offers(compose, '# dclint disable no-version-field ▮\n').keys()]).not.toContain('no-version-field');
    expect([...offers(compose, 'services:\n  a:\n    # dclint disable-line ▮\n').keys()]).not.toContain('image');
  });
});
