import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allCases } from './cases.ts';

/** What depends on files, on the version, or on chance, as a crash does. */
const outside = /no such file|not found: stat|\.go:\d+|'pre_start' not allowed|'no_cache_filter' not allowed/;

/** `+` accepted, `-` rejected, `?` for what cannot be told from the text. */
export type Verdict = '+' | '-' | '?';

/** The verdict of the real `docker compose config` on each text, in their order. */
export function askCompose(texts: readonly string[], env: NodeJS.ProcessEnv): readonly Verdict[] {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-compose-'));
  try {
    return texts.map((text) => {
      writeFileSync(join(folder, 'compose.yaml'), text);
      const command = ['compose', '-f', 'compose.yaml', 'config', '-q'];
      const { status, stderr } = spawnSync('docker', command, { cwd: folder, env, encoding: 'utf8' });
      if (status === 0) return '+';
      return outside.test(stderr) ? '?' : '-';
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// `node test/core/compose/oracle.ts` writes verdicts.json anew, with the `docker compose` on the PATH; some minutes.
if (import.meta.main) {
  const cases = allCases();
  const answers = askCompose(
    cases.map(({ text }) => text),
    process.env,
  );
  const verdicts: Record<string, string> = {};
  for (const [index, { place }] of cases.entries()) verdicts[place] = (verdicts[place] ?? '') + (answers[index] ?? '?');
  writeFileSync(new URL('verdicts.json', import.meta.url), `${JSON.stringify(verdicts, undefined, 2)}\n`);
}
