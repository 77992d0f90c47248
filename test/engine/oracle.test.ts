// The real tools are the measure: what we say of Dockerfiles and Compose files is put to them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allCases, values } from '../core/compose/cases.ts';
import { askCompose } from '../core/compose/oracle.ts';
import { dockerfile } from '../../server/src/core/dockerfile/index.ts';
import { lineIndex } from '../../server/src/core/text/lineIndex.ts';
import type { TestEngine } from '../../scripts/testbed/engine.ts';
import { useRealEngine } from './realEngine.ts';
import { expect, test } from 'vitest';

/** Every text of the examples of the rules that the builder has, too, without marks. */
const examples = dockerfile.rules
  .filter(({ profile }) => profile === 'build')
  .flatMap(({ id, examples }) =>
    // What needs files or images is not put to the builder, which has neither.
    examples
      .filter(({ files, images }) => !files && !images)
      .flatMap((example) =>
        'good' in example
          ? [{ id, text: example.good }]
          : [example.bad, example.fixed ?? '']
              .filter(Boolean)
              .map((text) => ({ id, text: text.replaceAll(/[«»]/g, '') })),
      ),
  );

/** The images that the examples build on: they are made here, since none can be pulled. */
const images = [
  ...new Set(
    examples.flatMap(({ text }) =>
      [...text.matchAll(/^\s*FROM\s+(?:--\S+\s+)*([a-z0-9][a-z0-9./_-]*(?::[\w.-]+)?)(?=\s|$)/gim)].map(
        ([, image = '']) => image,
      ),
    ),
  ),
].filter((image) => image !== 'scratch');

/** Examples that this engine judges otherwise, by a piece of their text, and why. */
const otherwise: Readonly<Record<string, string>> = {
  '--platform=linux/arm64': 'the image that stands in for alpine has one platform',
  'TOKEN_FILE=': 'the BuildKit in engine 28.5 does not know yet that names of files and public keys are no secrets',
  'node=$NODE_VERSION': 'the image that stands in for node does not set the variable',
};

const real = useRealEngine(images);

test('docker build --check says the same of every example of our rules', { timeout: 240_000 }, () => {
  const { testbed } = real();
  const differences: string[] = [];
  for (const { id, text } of examples) {
    if (Object.keys(otherwise).some((piece) => text.includes(piece))) continue;
    const theirs = buildCheck(testbed, text);
    const found = dockerfile.diagnose(dockerfile.parse(text));
    const isWrong = found.some(({ severity }) => severity === 'error');
    if (isWrong !== theirs.rejected) differences.push(`rejected: ${theirs.rejected}: ${text}`);
    if (isWrong) continue;
    const ours = found
      .filter(({ code }) => code === id)
      .map(({ span }) => lineIndex(text).positionAt(span.start).line + 1);
    const lines = theirs.warnings.filter(({ rule }) => rule === id).map(({ line }) => line);
    if (ours.length !== lines.length) differences.push(`${id}: ${JSON.stringify({ ours, theirs: lines, text })}`);
  }
  expect(differences).toEqual([]);
});

interface Check {
  readonly rejected: boolean;
  readonly warnings: readonly { readonly rule: string; readonly line: number }[];
}

interface CheckOutput {
  readonly warnings?:
    null | readonly { ruleName: string; location?: { ranges?: readonly { start: { line: number } }[] } }[];
  readonly buildError?: unknown;
}

function buildCheck({ env }: TestEngine, text: string): Check {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-check-'));
  try {
    const { stdout, stderr } = spawnSync('docker', ['build', '--call=check,format=json', '-f', '-', folder], {
      input: text,
      env: { ...process.env, ...env },
      encoding: 'utf8',
      timeout: 30_000,
      killSignal: 'SIGKILL',
    });
    if (!stdout.startsWith('{')) throw new Error(`docker build --check said: ${stderr}`);
    const { warnings, buildError } = JSON.parse(stdout) as CheckOutput;
    return {
      rejected: buildError !== undefined && buildError !== null,
      warnings: (warnings ?? []).map(({ ruleName, location }) => ({
        rule: ruleName,
        line: location?.ranges?.[0]?.start.line ?? 0,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('docker compose config says what was recorded of it', { timeout: 120_000 }, () => {
  const file = new URL('../core/compose/verdicts.json', import.meta.url);
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  const some = allCases().filter((_, index) => index % 97 === 0);
  const answers = askCompose(
    some.map(({ text }) => text),
    { ...process.env, ...real().testbed.env },
  );
  const verdicts = some.map(({ place, value }, index) => `${place} = ${value}: ${answers[index]}`);
  const expected = some.map(({ place, value }) => {
    const index = values.findIndex((each) => each === value);
    return `${place} = ${value}: ${recorded[place]?.charAt(index) ?? ''}`;
  });
  expect(verdicts).toEqual(expected);
});
