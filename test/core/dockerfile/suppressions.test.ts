// Comments that turn off rules, what is wrong with them, and the fixes that write them.
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { defaultLintOptions } from '../../../server/src/core/lint/options.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

const asked = new Set([
  'DL3004',
  'StageNameCasing',
  'JSONArgsRecommended',
  'MaintainerDeprecated',
  'DuplicateStageName',
]);
const options = {
  ...defaultLintOptions,
  profile: 'build' as const,
  severities: Object.fromEntries(
    dockerfile.rules.map(({ id, severity }) => [id, asked.has(id) ? severity : ('off' as const)]),
  ),
};

const found = (text: string, more = {}) => dockerfile.diagnose(dockerfile.parse(text), { ...options, ...more });
const codes = (text: string, more = {}): readonly string[] => found(text, more).map(({ code }) => code);

describe('hadolint’s comments', () => {
  test.each([
    ['# hadolint ignore=DL3004\nRUN sudo a\nRUN sudo b\n', ['DL3004']],
    ['#hadolint   ignore = DL3004 , SC2086 # as root\n# why\n\nRUN sudo a\n', []],
    ['# hadolint ignore=SC2086;DL3004\nRUN sudo a\n', []],
    ['# hadolint ignore=SC2086 DL3004\nRUN sudo a\n', []],
    ['# hadolint ignore=DL3004 because we must\nRUN sudo a\n', []],
    ['RUN a && \\\n  # hadolint ignore=DL3004\n  sudo b\n', []],
    ['# hadolint ignore=DL3006\nRUN sudo a\n', ['DL3004']],
    ['# hadolint ignore\nRUN sudo a\n', ['DL3004']],
    ['# hadolint ignore=sudo,DL3004\nRUN sudo a\n', ['unknown-rule', 'DL3004']],
    ['# hadolint ignore=DL3999,DL3004\nRUN sudo a\n', ['unknown-rule']],
    ['RUN sudo a\n# hadolint global ignore=DL3004\n', []],
    ['# hadolint ignore=DL4000\nMAINTAINER a\n', []],
    ['# hadolint ignore=MaintainerDeprecated\nMAINTAINER a\n', []],
    ['# hadolint stage ignore=DL3004\nRUN sudo a\nRUN sudo b\nFROM c\nRUN sudo d\n', ['DL3004']],
    ['FROM scratch\nONBUILD RUN true\n# hadolint ignore=DL3004\nONBUILD RUN sudo b\n', []],
    ['# hadolint shell=powershell\nRUN sudo a\nRUN sudo b\nFROM c\nRUN sudo d\n', ['DL3004']],
    ['SHELL ["pwsh"]\n# hadolint shell=/bin/bash\nRUN sudo a\n', ['DL3004']],
  ])('%j', (text, expected) => expect(codes(`FROM a\n${text}`)).toEqual(expected));

  test('above FROM, one for the stage reaches to its end', () => {
    const text = '# hadolint stage ignore=DL3004\nFROM a\nRUN sudo a\nRUN sudo b\nFROM c\nRUN sudo d\n';
    expect(codes(text)).toEqual(['DL3004']);
  });

  test('count for nothing where the configuration says so', () => {
    const text = 'FROM a\n# hadolint ignore=DL3004,DL30\nRUN sudo a\n';
    expect(codes(text, { suppressions: false })).toEqual(['DL3004']);
  });

  test('do not turn off errors', () => {
    expect(codes('FROM a\n# hadolint ignore=unknown-instruction\nFOO\n')).toContain('unknown-instruction');
  });
});

describe('# check=skip=… of the builder', () => {
  test.each([
    ['# check=skip=all\nFROM a AS B\nRUN sudo a\n', ['DL3004']],
    ['# check=skip=DL4000\nFROM a\nMAINTAINER a\n', ['unknown-rule']],
    ['FROM a\n# check=skip=DL3004\nRUN sudo a\n', []],
    ['FROM a\n# check=skip=DL30004\nRUN sudo a\n', ['unknown-rule', 'DL3004']],
    ['FROM a AS b\n# check=skip=DuplicateStageName\nFROM a AS b\n', ['unused-suppression', 'DuplicateStageName']],
  ])('%j', (text, expected) => expect(codes(text)).toEqual(expected));
});

const complaints = (text: string): readonly (readonly string[])[] =>
  found(text)
    .filter(({ code }) => code === 'unknown-rule' || code === 'unused-suppression')
    .map(({ message, severity, span, fixes = [] }) => [
      severity,
      text.slice(span.start, span.end),
      render(message, (template) => template),
      ...fixes.map(({ edits }) => applyEdits(text, edits)),
    ]);

describe('what is wrong with the comments', () => {
  test.each([
    [
      'FROM a\n# hadolint ignore=StageNameCasin\nRUN a\n',
      [
        [
          'information',
          'StageNameCasin',
          'No rule has the name StageNameCasin here. Did you mean StageNameCasing?',
          'FROM a\n# hadolint ignore=StageNameCasing\nRUN a\n',
        ],
      ],
    ],
    [
      '# check=skip=DL4000\nFROM a\nMAINTAINER b\n',
      [
        [
          'information',
          'DL4000',
          'No rule has the name DL4000 here. Did you mean MaintainerDeprecated?',
          '# check=skip=MaintainerDeprecated\nFROM a\nMAINTAINER b\n',
        ],
      ],
    ],
    [
      'FROM a\n# hadolint ignore=DL3004, DL3008 # no\nRUN a\n',
      [['hint', 'DL3004', nothing('DL3004'), 'FROM a\n# hadolint ignore=DL3008 # no\nRUN a\n']],
    ],
    [
      'FROM a\n# hadolint ignore=DL3008,DL3004\nRUN a\n',
      [['hint', 'DL3004', nothing('DL3004'), 'FROM a\n# hadolint ignore=DL3008\nRUN a\n']],
    ],
    ['FROM a\n  # hadolint ignore=DL3004\nRUN a\n', [['hint', 'DL3004', nothing('DL3004'), 'FROM a\nRUN a\n']]],
    [
      '# check=skip=StageNameCasing;error=true\nFROM a\n',
      [['hint', 'StageNameCasing', nothing('StageNameCasing'), '# check=error=true\nFROM a\n']],
    ],
    [
      '# check=error=true;skip=StageNameCasing\nFROM a\n',
      [['hint', 'StageNameCasing', nothing('StageNameCasing'), '# check=error=true\nFROM a\n']],
    ],
    ['# check=skip=StageNameCasing\nFROM a\n', [['hint', 'StageNameCasing', nothing('StageNameCasing'), 'FROM a\n']]],
    // Nobody has asked whether these find something.
    ['# check=skip=all\nFROM a\n# hadolint ignore=DL3008,UndefinedVar,SC2086\nRUN a\n', []],
  ])('%j', (text, expected) => expect(complaints(text)).toEqual(expected));
});

function nothing(name: string): string {
  return `${name} finds nothing here that would have to be ignored.`;
}

describe('fixes that ignore a finding', () => {
  test.each([
    [
      'FROM a\n  RUN sudo a\n',
      'FROM a\n  # hadolint ignore=DL3004\n  RUN sudo a\n',
      '# hadolint global ignore=DL3004\nFROM a\n  RUN sudo a\n',
    ],
    [
      '# syntax=docker/dockerfile:1\r\n# one\r\nFROM a\r\n# hadolint ignore=DL3008\r\n# two\r\nRUN sudo a\r\n',
      '# syntax=docker/dockerfile:1\r\n# one\r\nFROM a\r\n# hadolint ignore=DL3008,DL3004\r\n# two\r\nRUN sudo a\r\n',
      '# syntax=docker/dockerfile:1\r\n# hadolint global ignore=DL3004\r\n# one\r\nFROM a\r\n# hadolint ignore=DL3008\r\n# two\r\nRUN sudo a\r\n',
    ],
    [
      'FROM a\n# hadolint global ignore=DL3008 # no\nRUN sudo a\n',
      'FROM a\n# hadolint global ignore=DL3008 # no\n# hadolint ignore=DL3004\nRUN sudo a\n',
      'FROM a\n# hadolint global ignore=DL3008,DL3004 # no\nRUN sudo a\n',
    ],
    [
      'FROM a AS B\n',
      '# hadolint ignore=StageNameCasing\nFROM a AS B\n',
      '# check=skip=StageNameCasing\nFROM a AS B\n',
    ],
    [
      '# check=error=true\nFROM a\n# check=skip=FromAsCasing\nFROM a AS B\n',
      '# check=error=true\nFROM a\n# check=skip=FromAsCasing,StageNameCasing\nFROM a AS B\n',
      '# check=error=true;skip=StageNameCasing\nFROM a\n# check=skip=FromAsCasing\nFROM a AS B\n',
    ],
    [
      '#!/x\n# check=skip=FromAsCasing // no\nFROM a\nFROM a AS B',
      '#!/x\n# check=skip=FromAsCasing // no\nFROM a\n# check=skip=StageNameCasing\nFROM a AS B',
      '#!/x\n# check=skip=FromAsCasing,StageNameCasing // no\nFROM a\nFROM a AS B',
    ],
  ])('%j', (text, here, inFile) => {
    const model = dockerfile.parse(text);
    const finding = found(text).find(({ isRule }) => isRule);
    const fixes = finding ? (dockerfile.ignoreFixes?.(model, finding) ?? []) : [];
    const fixed = fixes.map(({ edits }) => applyEdits(text, edits));
    expect(fixed).toEqual([here, inFile]);
    expect(fixes.some(({ preferred }) => preferred)).toBe(false);
    for (const after of fixed) expect(codes(after)).not.toContain(finding?.code);
  });

  test('comments that would count for nothing are not offered', () => {
    const off = { ...options, suppressions: false };
    const titles = (text: string): readonly unknown[] => {
      const model = dockerfile.parse(text);
      const finding = dockerfile.diagnose(model, off).find(({ isRule }) => isRule);
      return finding ? (dockerfile.ignoreFixes?.(model, finding, off) ?? []).map(({ title }) => title.text) : [];
    };
    expect(titles('FROM a\nRUN sudo a\n')).toEqual([]);
    expect(titles('FROM a AS B\n')).toEqual(['Ignore {0} in this file']);
    expect(titles('FROM a\nFROM a AS B\n')).toEqual(['Ignore {0} here', 'Ignore {0} in this file']);
  });

  test('what the builder rejects cannot be ignored', () => {
    const text = 'ARG V\nFROM $V\n';
    const error = found(text).find(({ code }) => code === 'empty-base');
    expect(error && dockerfile.ignoreFixes?.(dockerfile.parse(text), error)).toEqual([]);
  });

  test('what holds for whole files is ignored there alone', () => {
    const text = 'FROM a AS b\nFROM a AS b\n';
    const finding = found(text).find(({ isRule }) => isRule);
    const fixes = finding ? (dockerfile.ignoreFixes?.(dockerfile.parse(text), finding) ?? []) : [];
    expect(fixes.map(({ edits }) => applyEdits(text, edits))).toEqual([`# check=skip=DuplicateStageName\n${text}`]);
  });
});
