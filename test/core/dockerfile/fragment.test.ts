// A file without FROM: what the rules say of stages holds for it, too.
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../server/src/core/lint/diagnostic.ts';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { defaultLintOptions } from '../../../server/src/core/lint/options.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { marked } from '../../helpers/marks.ts';

const found = (text: string, code: string): readonly Diagnostic[] =>
  dockerfile
    .diagnose(dockerfile.parse(text), { ...defaultLintOptions, profile: 'strict' })
    .filter((diagnostic) => diagnostic.code === code);

test.each([
  ['DL3045', 'COPY a «b»\n'],
  ['DL3045', '\uFEFFCOPY a «b»\n'],
  ['DL3045', '# check=skip=StageNameCasing\n# a\nARG B\nCOPY a «b»'],
  ['DL3045', '# escape=`\r\nCOPY a `\r\n «b»\r\n'],
  ['DL3045', '# hadolint ignore=DL3045\nCOPY a b\nCOPY a «c»\n'],
  ['DL3059', 'RUN a\n«RUN» b\n'],
  ['invalid-port', 'EXPOSE «80000»\n'],
  ['no-stage', '«COPY» a b\nCOPY c d\n'],
  ['no-from', '«ARG» a\n'],
])('%s: %j', (code, source) => {
  const { text, spans } = marked(source);
  expect(found(text, code).map(({ span }) => span)).toEqual(spans);
});

test('a fix changes the file as it is', () => {
  const text = '# escape=`\nRUN a\nRUN b\n';
  const [diagnostic] = found(text, 'DL3059');
  expect(applyEdits(text, diagnostic?.fixes?.[0]?.edits ?? [])).toBe('# escape=`\nRUN a && `\n    b\n');
});

test('nothing is said of the FROM that is not there, and nothing changed in it', () => {
  expect(found('RUN a\n', 'DL3057')).toEqual([]);
  const [pipe] = found('RUN a | b\n', 'DL4006');
  expect(pipe?.span).toEqual({ start: 6, end: 7 });
  expect(pipe?.fixes?.flatMap(({ edits }) => edits.filter(({ span }) => span.end > 10)) ?? []).toEqual([]);
});
