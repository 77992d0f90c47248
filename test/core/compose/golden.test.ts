import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';

const corpus = '../shared/corpus';
const golden = `${corpus}/golden.json`;

interface Verdict {
  readonly ok: boolean;
  readonly error: string;
}

/**
 * What `docker compose config` 2.40 finds but no one can see in the text alone: files that are not there, variables
 * that are not set, and keys that newer versions have.
 */
const outside: readonly RegExp[] = [
  /no such file or directory|env file .* not found/,
  /'pre_start' not allowed/,
  /variable is not set\. Defaulting to a blank string/,
];

describe.skipIf(!existsSync(golden))(`verdicts of docker compose config (skipped where ${golden} is absent)`, () => {
  const verdicts: Readonly<Record<string, Verdict>> = existsSync(golden)
    ? JSON.parse(readFileSync(golden, 'utf8')).compose
    : {};

  test('an error is said where Compose finds one in the text, and nowhere else', () => {
    const differences: string[] = [];
    for (const [name, { ok, error }] of Object.entries(verdicts)) {
      const text = readFileSync(`${corpus}/compose/${name}`, 'utf8');
      const errors = compose.diagnose(compose.parse(text)).filter(({ severity }) => severity === 'error');
      if ((errors.length === 0) === ok || (!ok && outside.some((pattern) => pattern.test(error)))) continue;
      differences.push(
        `${name}: Compose: ${ok ? 'ok' : error.slice(-200)} | ours: ${errors.map(({ code }) => code).join()}`,
      );
    }
    expect(differences).toEqual([]);
    expect(Object.keys(verdicts).length).toBeGreaterThan(200);
  });
});
