// Configuration files of other linters: what they mean in our terms, what is wrong with them, who wins.
import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { configuredOptions } from '../../../server/src/core/lint/configuredOptions.ts';
import type { ConfigFile } from '../../../server/src/core/lint/configFile.ts';
import { foldersUpwards } from '../../../server/src/core/lint/configFiles.ts';
import { readDclintConfig } from '../../../server/src/core/lint/dclintConfig.ts';
import { readHadolintConfig } from '../../../server/src/core/lint/hadolintConfig.ts';
import { defaultLintOptions } from '../../../server/src/core/lint/options.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { mark, marked } from '../../helpers/marks.ts';

describe('.hadolint.yaml', () => {
  test('is read as a whole', () => {
    const { options, problems, failOn } = readHadolintConfig(`
failure-threshold: info
format: tty
ignored: [DL3008, SC2086]
override:
  error: [DL3001]
  warning:
    - DL3002
    - DL3008
  info: [DL3003]
  style: [DL3004]
trustedRegistries:
  - docker.io
  - "*.example.com:5000"
label-schema:
  author: text
  created: rfc3339
strict-labels: true
disable-ignore-pragma: true
`);
    expect(problems).toEqual([]);
    expect(options).toEqual({
      severities: {
        DL3001: 'error',
        DL3002: 'warning',
        DL3003: 'information',
        DL3004: 'hint',
        DL3008: 'off',
        SC2086: 'off',
      },
      trustedRegistries: ['docker.io', '*.example.com:5000'],
      labelSchema: { author: 'text', created: 'rfc3339' },
      strictLabels: true,
      suppressions: false,
    });
    expect(failOn).toBe('information');
  });

  test.each([
    ['', { severities: {} }],
    ['ignored:\noverride:\n', { severities: {} }],
    ['trustedRegistries: docker.io\n', { severities: {}, trustedRegistries: ['docker.io'] }],
    ['trustedRegistries:\n', { severities: {} }],
    ['disable-ignore-pragma: false\n', { severities: {}, suppressions: true }],
    ['\ufeffignored: &a [DL3008]\nx: *a\n', { severities: { DL3008: 'off' } }],
  ])('%j', (text, expected) => {
    expect(readHadolintConfig(text)).toEqual({ options: expected, problems: [] });
  });

  test.each([
    ['no-fail: true\nfailure-threshold: error\n', 'never'],
    ['failure-threshold: none\n', 'hint'],
    ['failure-threshold: style\n', 'hint'],
  ])('%j fails on %s', (text, expected) => expect(readHadolintConfig(text).failOn).toBe(expected));

  test.each([
    ['«ignore»: [DL3008]\n', 'There is no key ignore. Did you mean ignored?'],
    ['ignored: «DL3008»\n', 'This must be a list.'],
    ['ignored: [«[a]»]\n', 'This must be a text.'],
    ['«- DL3008»\n', 'This must be a map of keys and values.'],
    ['override: { «warn»: [DL3008] }\n', 'warn is no severity. hadolint has error, warning, info, style.'],
    ['failure-threshold: «warn»\n', 'warn is no severity. hadolint has error, warning, info, style, ignore, none.'],
    ['strict-labels: «yes»\n', 'This must be true or false.'],
    [
      'label-schema:\n  a: «date»\n',
      'date is no type of a label. There are text, rawtext, url, rfc3339, spdx, hash, semver, email.',
    ],
  ])('%j', (bad, says) => expectProblem(readHadolintConfig, bad, says));

  test('that is not YAML is said to be none', () => {
    expect(readHadolintConfig('ignored: [a\noverride: {').problems).toHaveLength(1);
    expect(readHadolintConfig('['.repeat(100_000)).problems).toHaveLength(1);
  });
});

describe('.dclintrc', () => {
  test('is read in JSON and YAML', () => {
    const expected = { severities: { a: 'off', b: 'warning', c: 'error', d: 'off', e: 'warning' } };
    const json =
      '{\n\t"rules": {\n\t\t"a": 0, "b": 1, "c": 2,\n\t\t"d": [0, { "x": [1] }], "e": "warn"\n\t},\n\t"quiet": false\n}\n';
    expect(readDclintConfig(json)).toEqual({ options: expected, problems: [] });
    const yaml = 'rules:\n  a: 0\n  b: 1\n  c: 2\n  d:\n    - 0\n    - x: [1]\n  e: warn\n';
    expect(readDclintConfig(yaml)).toEqual({ options: expected, problems: [] });
  });

  test.each([
    ['rules: { a: «3» }\n', 'The level of a rule is 0, 1 or 2: off, a warning, an error.'],
    ['rules: { a: «[]» }\n', 'The level of a rule is 0, 1 or 2: off, a warning, an error.'],
    ['«rule»: { a: 1 }\n', 'There is no key rule. Did you mean rules?'],
    ['rules: «[a]»\n', 'This must be a map of keys and values.'],
  ])('%j', (bad, says) => expectProblem(readDclintConfig, bad, says));
});

function expectProblem(read: (text: string) => ConfigFile, bad: string, says: string): void {
  const { text } = marked(bad);
  const { problems } = read(text);
  expect(
    mark(
      text,
      problems.map(({ span }) => span),
    ),
  ).toBe(bad);
  expect(problems.map(({ message }) => render(message, (template) => template))).toEqual([says]);
}

describe('Settings win over files', () => {
  const ofFile = { severities: { DL4000: 'off', DL3004: 'error' }, suppressions: false } as const;

  test('whatever the name of the rule', () => {
    const options = { ...defaultLintOptions, severities: { MaintainerDeprecated: 'hint' } } as const;
    expect(configuredOptions(options, ofFile, dockerfile.rules)).toEqual({
      ...defaultLintOptions,
      severities: { MaintainerDeprecated: 'hint', DL3004: 'error' },
      suppressions: false,
    });
    const byAlias = configuredOptions(
      { ...defaultLintOptions, severities: { DL4000: 'hint' } },
      { severities: { MaintainerDeprecated: 'off' } },
      dockerfile.rules,
    );
    const found = dockerfile.diagnose(dockerfile.parse('FROM a\nMAINTAINER b\n'), byAlias);
    expect(found.map(({ code, severity }) => [code, severity])).toContainEqual(['MaintainerDeprecated', 'hint']);
  });

  test('a file turns rules off and on', () => {
    const options = configuredOptions(defaultLintOptions, { severities: { DL4000: 'off' } }, dockerfile.rules);
    const found = dockerfile.diagnose(dockerfile.parse('FROM a\nMAINTAINER b\n'), options);
    expect(found.map(({ code }) => code)).not.toContain('MaintainerDeprecated');
    const strict = configuredOptions(
      defaultLintOptions,
      readDclintConfig('{"rules": {"require-quotes-in-ports": 2}}').options,
      compose.rules,
    );
    const text = 'services:\n  a:\n    image: b\n    ports: [80]\n';
    expect(compose.diagnose(compose.parse(text), strict)).toMatchObject([
      { code: 'require-quotes-in-ports', severity: 'error' },
    ]);
  });
});

test('folders are looked in upwards', () => {
  expect(foldersUpwards('/a/b/Dockerfile')).toEqual(['/a/b/', '/a/', '/']);
  expect(foldersUpwards('/Dockerfile')).toEqual(['/']);
  expect(foldersUpwards('C:/a/Dockerfile')).toEqual(['C:/a/', 'C:/']);
});
