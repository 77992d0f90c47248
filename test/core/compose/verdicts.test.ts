import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { allCases, values } from './cases.ts';

// Recorded by oracle.ts with docker compose 2.40.3.
const verdicts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('verdicts.json', import.meta.url), 'utf8'),
);

/** Where we knowingly differ. */
const known = new Set([
  // Quoted numbers pass in a service and fail in its build, since only the former are converted.
  'services.web.build.ulimits.* = "5": rejected',
  // Compose reads these by other means than all the rest, which take a number for a text.
  'include[] = 2024-01-01: accepted',
  'include[].project_directory = 5: accepted',
  'include[].project_directory = -3: accepted',
]);

test('every value at every place is judged as docker compose config does', { timeout: 60_000 }, () => {
  const differences: string[] = [];
  let judged = 0;
  for (const { place, value, text } of allCases()) {
    const verdict = verdicts[place]?.charAt(values.findIndex((each) => each === value));
    if (verdict !== '+' && verdict !== '-') continue;
    judged++;
    const accepted = !compose.diagnose(compose.parse(text)).some(({ severity }) => severity === 'error');
    const difference = `${place} = ${value}: ${verdict === '+' ? 'accepted' : 'rejected'}`;
    if (accepted !== (verdict === '+') && !known.has(difference)) differences.push(difference);
  }
  expect(differences).toEqual([]);
  expect(judged).toBeGreaterThan(6000);
});
