import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { allCases, values } from './cases.ts';

/**
 * Puts the cases to the real `docker compose config`. `SLIPWAY_COMPOSE` names its binary (the plugin `docker-compose`);
 * with `SLIPWAY_RECORD` as well, all verdicts are written to verdicts.json, in some minutes.
 */
const binary = process.env['SLIPWAY_COMPOSE'];
const file = new URL('verdicts.json', import.meta.url);
const recorded: Readonly<Record<string, string>> = JSON.parse(readFileSync(file, 'utf8'));

describe.skipIf(binary === undefined)('the real docker compose (skipped without SLIPWAY_COMPOSE)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-compose-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('says what was recorded', { timeout: 60_000 }, () => {
    const some = allCases().filter((_, index) => index % 97 === 0);
    const verdicts = some.map(({ place, value, text }) => `${place} = ${value}: ${ask(folder, text)}`);
    const expected = some.map(({ place, value }) => {
      const index = values.findIndex((each) => each === value);
      return `${place} = ${value}: ${recorded[place]?.charAt(index) ?? ''}`;
    });
    expect(verdicts).toEqual(expected);
  });

  test.skipIf(process.env['SLIPWAY_RECORD'] === undefined)('is recorded', { timeout: 1_200_000 }, () => {
    const verdicts: Record<string, string> = {};
    for (const { place, text } of allCases()) verdicts[place] = (verdicts[place] ?? '') + ask(folder, text);
    writeFileSync(file, `${JSON.stringify(verdicts, undefined, 2)}\n`);
    expect(Object.keys(verdicts).length).toBeGreaterThan(300);
  });
});

/** What depends on files, on the version, or on chance, as a crash does. */
const outside = /no such file|not found: stat|\.go:\d+|'pre_start' not allowed|'no_cache_filter' not allowed/;

/** `+` accepted, `-` rejected, `?` for what cannot be told from the text. */
function ask(folder: string, text: string): string {
  writeFileSync(join(folder, 'compose.yaml'), text);
  const { status, stderr } = spawnSync(binary ?? '', ['-f', 'compose.yaml', 'config', '-q'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status === 0) return '+';
  return outside.test(stderr) ? '?' : '-';
}
