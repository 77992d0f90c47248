// Comments of dclint, what is wrong with them, and the fixes that write them.
import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { defaultLintOptions } from '../../../server/src/core/lint/options.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

const options = {
  ...defaultLintOptions,
  profile: 'build' as const,
  severities: Object.fromEntries(
    compose.rules.map(({ id, severity }) => [
      id,
      ['no-version-field', 'require-quotes-in-ports'].includes(id) ? severity : ('off' as const),
    ]),
  ),
};

const found = (text: string, more = {}) => compose.diagnose(compose.parse(text), { ...options, ...more });
const codes = (text: string, more = {}): readonly string[] => found(text, more).map(({ code }) => code);

const services = 'services:\n  a:\n    image: b\n    ports:\n      - 80:80\n';
const both = ['no-version-field', 'require-quotes-in-ports'];

describe('dclint’s comments', () => {
  test.each([
    [`version: "3"\n${services}`, both],
    [`# dclint disable-file\nversion: "3"\n${services}`, []],
    [`\n---\n# dclint disable\nversion: "3"\n${services}`, []],
    [`# dclint disable no-version-field\nversion: "3"\n${services}`, ['require-quotes-in-ports']],
    [`# dclint disable no-version-field require-quotes-in-ports # why\nversion: "3"\n${services}`, []],
    [`version: "3" # dclint disable-line\n${services}`, ['require-quotes-in-ports']],
    [`#dclint  disable-line no-version-field\nversion: "3"\n${services}`, ['require-quotes-in-ports']],
    [
      `version: "3" # dclint disable-line require-quotes-in-ports\n${services}`,
      [both[0], 'unused-suppression', both[1]],
    ],
    [`version: "3"\n# dclint disable\n${services}`, both],
    [`${services}x-a: "b# dclint disable-line"\n`, ['require-quotes-in-ports']],
    [`# dclint disable-file\nservices:\n  a:\n    image: b\n    imag: b\n`, ['unused-suppression', 'unknown-key']],
    [`# dclint disable-line no-version-fields\nservices:\n  a:\n    image: b\n`, ['unknown-rule']],
    [`# dclint disable-line services-alphabetical-order\nservices:\n  a:\n    image: b\n`, []],
  ])('%j', (text, expected) => expect(codes(text)).toEqual(expected));

  test('count for nothing where the configuration says so', () => {
    expect(codes(`# dclint disable-file\n${services}`, { suppressions: false })).toEqual(['require-quotes-in-ports']);
  });
});

describe('fixes that ignore a finding', () => {
  test.each([
    [
      services,
      services.replace('      - 80', '      # dclint disable-line require-quotes-in-ports\n      - 80'),
      `# dclint disable require-quotes-in-ports\n${services}`,
    ],
    [
      services.replace('- 80:80', '- 80:80 # dclint disable-line a # b'),
      services.replace('- 80:80', '- 80:80 # dclint disable-line a require-quotes-in-ports # b'),
      `# dclint disable require-quotes-in-ports\n${services.replace('- 80:80', '- 80:80 # dclint disable-line a # b')}`,
    ],
    [
      `# dclint disable a\n${services.replace('      - 80', '      # dclint disable-line a\n      - 80')}`,
      `# dclint disable a\n${services.replace('      - 80', '      # dclint disable-line a require-quotes-in-ports\n      - 80')}`,
      `# dclint disable a require-quotes-in-ports\n${services.replace('      - 80', '      # dclint disable-line a\n      - 80')}`,
    ],
  ])('%j', (text, here, inFile) => {
    const finding = found(text).find(({ isRule }) => isRule);
    const fixes = finding ? (compose.ignoreFixes?.(compose.parse(text), finding) ?? []) : [];
    const fixed = fixes.map(({ edits }) => applyEdits(text, edits));
    expect(fixed).toEqual([here, inFile]);
    for (const after of fixed) expect(codes(after)).not.toContain(finding?.code);
  });
});
