// Compares with the recorded answers of BuildKit, where the folder with the recordings is present.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import type { Diagnostic } from '../../../server/src/core/lint/diagnostic.ts';
import { defaultLintOptions } from '../../../server/src/core/lint/options.ts';
import { lineIndex } from '../../../server/src/core/text/lineIndex.ts';
import { dump } from './dump.ts';

const corpus = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/corpus');
const isPresent = existsSync(join(corpus, 'probes.jsonl'));
const reason = isPresent ? '' : ' (skipped: ../shared/corpus is not here)';

interface Probe {
  readonly input: string;
  readonly buildkit_error: string | null;
  readonly error_lines: readonly number[];
  readonly warnings: readonly (readonly [string, number])[];
  readonly ast: string | null;
}

interface Golden {
  readonly error?: string;
  readonly warnings: readonly (readonly [string, number])[];
}

/** Inputs whose verdict differs, and why that is right or must wait. */
const otherVerdicts: ReadonlyMap<string, string> = new Map([
  ['FROM $BUILDVARIANT\n', 'empty on the machine of the recording, but not on every machine'],
  ['FROM alpine\nARG TARGETARCH\nSTOPSIGNAL x$TARGETARCH\n', 'no value makes a signal, but the value is not known'],
]);

/** Errors that BuildKit tells at another line than ours. */
const otherLines: ReadonlyMap<string, string> = new Map([
  ['# check=skip=all\n# check=error=true\nFROM scratch\n', 'BuildKit counts lines of directives from 0'],
  ['# escape=`\n# escape=`\nFROM a\n', 'BuildKit counts lines of directives from 0'],
  ['\n\n# only comment\n', 'the whole file is meant, not its last line'],
  ['FROM alpine AS b\nONBUILD COPY a\nFROM b\n', 'told where the mistake is, not where the trigger runs'],
  ['FROM alpine AS b\nONBUILD FOO\nFROM b\n', 'told where the mistake is, not where the trigger runs'],
]);

/** Files whose recording differs, and why. */
const otherGoldens: ReadonlyMap<string, string> = new Map([
  [
    'GoogleContainerTools+kaniko__vendor__github.com__tonistiigi__go-csvvalue__Dockerfile',
    'the recording put a second check directive into the file',
  ],
  ['docker+buildx__vendor__github.com__moby__policy-helpers__Dockerfile', 'recorded without the frontend it names'],
  [
    'docker+compose__pkg__e2e__fixtures__build-test__entitlements__Dockerfile',
    'recorded without the frontend it names',
  ],
]);

/** Rules that must find other things than the recordings say, and why. */
const otherFindings: ReadonlyMap<string, string> = new Map([]);

/** In real files, further ones. */
const otherFindingsInFiles: ReadonlyMap<string, string> = new Map([
  ...otherFindings,
  ['UndefinedVar', 'recorded without base images, whose variables are unknown here, not missing'],
  ['WorkdirRelativePath', 'two files use a variable of their base image, see UndefinedVar'],
]);

/** Only what the engine itself says. */
const ofEngine = { ...defaultLintOptions, profile: 'build' } as const;

const ruleIds = new Set<string>(dockerfile.rules.map(({ id }) => id));

describe.skipIf(!isPresent)(`BuildKit's answers${reason}`, () => {
  const probes = isPresent ? readProbes() : [];

  test('every tree is that of BuildKit', () => {
    const compared = probes.filter(({ ast }) => ast !== null);
    expect(compared.length).toBeGreaterThan(200);
    for (const { input, ast } of compared) expect(dump(dockerfile.parse(input).tree), JSON.stringify(input)).toBe(ast);
  });

  test('every input is rejected that BuildKit rejects, and no other', () => {
    const different = probes.filter(({ input, buildkit_error: error }) => isRejected(input) !== (error !== null));
    expect(different.map(({ input }) => input).toSorted()).toEqual([...otherVerdicts.keys()].toSorted());
  });

  test('errors stand on the lines that BuildKit names', () => {
    const compared = probes.filter(({ input, error_lines: lines }) => lines.length > 0 && isRejected(input));
    const different = compared.filter(
      ({ input, error_lines: lines }) => !errorLines(input).some((line) => lines.includes(line)),
    );
    expect(different.map(({ input }) => input).toSorted()).toEqual([...otherLines.keys()].toSorted());
  });

  test('the rules that we have find what BuildKit finds', () => {
    // After an error of syntax BuildKit looks for nothing more.
    const compared = probes.filter(({ buildkit_error: error }) => error === null);
    for (const { input, warnings } of compared) {
      const found = without(otherFindings, warningsOf(input));
      expect(found, JSON.stringify(input)).toEqual(without(otherFindings, known(warnings)));
    }
  });

  test('the other rules find as much', () => {
    const compared = probes.filter(({ buildkit_error: error }) => error === null);
    for (const rule of otherFindings.keys()) {
      const found = compared.flatMap(({ input }) => warningsOf(input).filter((warning) => warning.startsWith(rule)));
      const recorded = compared.flatMap(({ warnings }) => warnings.filter(([name]) => name === rule));
      expect(found).toHaveLength(recorded.length);
    }
  });
});

describe.skipIf(!isPresent)(`Real files${reason}`, () => {
  const golden = isPresent ? readGolden() : {};

  test('every verdict is that of docker build --check', () => {
    expect(Object.keys(golden).length).toBeGreaterThan(300);
    const different = Object.entries(golden).filter(
      ([file, { error }]) => isRejected(read(file)) !== (error !== undefined),
    );
    expect(different.map(([file]) => file).toSorted()).toEqual([...otherGoldens.keys()].toSorted());
  });

  test('the rules that we have find what docker build --check finds', () => {
    const accepted = Object.entries(golden).filter(([, { error }]) => error === undefined);
    for (const [file, { warnings }] of accepted) {
      const expected = without(otherFindingsInFiles, known(warnings));
      expect(without(otherFindingsInFiles, warningsOf(read(file))), file).toEqual(expected);
    }
  });

  test('nothing is found that docker build --check does not find', () => {
    for (const [file, { error, warnings }] of Object.entries(golden)) {
      if (error !== undefined) continue;
      const recorded = known(warnings);
      const extra = warningsOf(read(file)).filter((warning) => !recorded.includes(warning));
      expect(without(otherFindings, extra), file).toEqual([]);
    }
  });

  test('every file is read', () => {
    for (const file of readdirSync(join(corpus, 'dockerfile'))) {
      const model = dockerfile.parse(read(file));
      expect(Array.isArray(dockerfile.diagnose(model)), file).toBe(true);
    }
  });
});

function readProbes(): readonly Probe[] {
  const lines = readFileSync(join(corpus, 'probes.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Probe);
}

function readGolden(): Readonly<Record<string, Golden>> {
  const golden = JSON.parse(readFileSync(join(corpus, 'golden.json'), 'utf8')) as {
    dockerfile: Record<string, Golden>;
  };
  return golden.dockerfile;
}

function read(file: string): string {
  return readFileSync(join(corpus, 'dockerfile', file), 'utf8');
}

function errorsOf(input: string): readonly Diagnostic[] {
  return dockerfile.diagnose(dockerfile.parse(input)).filter(({ severity }) => severity === 'error');
}

function isRejected(input: string): boolean {
  return errorsOf(input).length > 0;
}

function errorLines(input: string): readonly number[] {
  const lines = lineIndex(input);
  return errorsOf(input).map(({ span }) => lines.positionAt(span.start).line + 1);
}

function warningsOf(input: string): readonly string[] {
  const lines = lineIndex(input);
  const findings = dockerfile.diagnose(dockerfile.parse(input), ofEngine).filter(({ isRule }) => isRule);
  return findings.map(({ code, span }) => `${code}:${lines.positionAt(span.start).line + 1}`).toSorted();
}

function without(rules: ReadonlyMap<string, string>, warnings: readonly string[]): readonly string[] {
  return warnings.filter((warning) => !rules.has(warning.split(':')[0] ?? ''));
}

function known(warnings: readonly (readonly [string, number])[]): readonly string[] {
  return warnings
    .filter(([rule]) => ruleIds.has(rule))
    .map(([rule, line]) => `${rule}:${line}`)
    .toSorted();
}
