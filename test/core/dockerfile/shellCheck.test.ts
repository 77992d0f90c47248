import { expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { lineIndex } from '../../../server/src/core/text/lineIndex.ts';
import type { ShellComment, ShellScript } from '../../../server/src/core/workspace.ts';
import { mark } from '../../helpers/marks.ts';
import { workspaceWith } from '../../helpers/workspace.ts';

const asked: ShellScript[] = [];

/** Has something to say of each `foo`. */
function shellcheck(script: ShellScript): Promise<readonly ShellComment[]> {
  asked.push(script);
  const lines = lineIndex(script.text);
  return Promise.resolve(
    [...script.text.matchAll(/\bfoo\b/g)].map(({ index }) => ({
      start: lines.positionAt(index),
      end: lines.positionAt(index + 3),
      code: 'SC2086',
      level: 'info',
      message: 'quote',
    })),
  );
}

async function checked(text: string): Promise<string> {
  asked.length = 0;
  const workspace = workspaceWith({}, 'Dockerfile', { shellcheck });
  const found = (await dockerfile.inspect?.(dockerfile.parse(text), workspace)) ?? [];
  expect(found.every(({ code, severity }) => code === 'SC2086' && severity === 'information')).toBe(true);
  return mark(
    text,
    found.map(({ span }) => span),
  );
}

test.each([
  'FROM a\nRUN «foo» bar\n',
  'FROM a\nRUN x && \\\n  # comment\n  «foo» \\\n  «foo»\n',
  'FROM a\nRUN <<EOF\nx\n  «foo»\nEOF\n',
  'FROM a\nRUN bash -x <<-EOF\n\t«foo»\nEOF\n',
  'FROM a\nONBUILD RUN «foo»\n',
  'ARG x\nFROM a\nENV foo=1 b=2\nRUN «foo» $b\n',
  'FROM a\nRUN cat <<EOF > /x\nfoo\nEOF\n',
  'FROM a\nRUN ["foo"]\nCMD foo\n',
  'FROM a\nSHELL ["pwsh", "-Command"]\nRUN foo\n',
  'FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nfoo\nEOF\n',
  '# escape=`\nFROM a\nRUN foo\n',
  'FROM a\n# check=skip=SC2086\nRUN foo\n',
])('%j', async (source) => expect(await checked(source.replaceAll(/[«»]/g, ''))).toBe(source));

test('The shell is the one that runs the script', async () => {
  await checked('FROM a\nRUN x\nSHELL ["/bin/bash", "-c"]\nRUN x\nRUN <<E\n#!/bin/dash\nx\nE\nFROM b\nRUN x\n');
  expect(asked.filter(({ text }) => text.includes('x')).map(({ dialect }) => dialect)).toEqual([
    'sh',
    'bash',
    'dash',
    'sh',
  ]);
});

test('The variables that the file sets are known', async () => {
  await checked('ARG a\nFROM a\nENV b=1 c=2\nRUN echo $b\n');
  expect(asked.map(({ text }) => text)).toEqual(['read -r a b c; export a b c\necho $b']);
});
