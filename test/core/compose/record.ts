// Puts every case to the real `docker compose config` and writes its verdicts to verdicts.json:
//   node test/core/compose/record.ts [path of the docker-compose binary]
// One character for each value: `+` accepted, `-` rejected, `?` for what depends on files, on the version or on chance.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allCases } from './cases.ts';

const [binary = 'docker', ...subcommand] = process.argv[2] === undefined ? ['docker', 'compose'] : [process.argv[2]];
const outside = /no such file|not found: stat|\.go:\d+|'pre_start' not allowed|'no_cache_filter' not allowed/;
const folder = mkdtempSync(join(tmpdir(), 'slipway-compose-'));
const verdicts: Record<string, string> = {};
for (const { place, text } of allCases()) {
  writeFileSync(join(folder, 'compose.yaml'), text);
  const { status, stderr } = spawnSync(binary, [...subcommand, '-f', 'compose.yaml', 'config', '-q'], {
    cwd: folder,
    encoding: 'utf8',
  });
  verdicts[place] = (verdicts[place] ?? '') + (status === 0 ? '+' : outside.test(stderr) ? '?' : '-');
}
rmSync(folder, { recursive: true });
writeFileSync(new URL('verdicts.json', import.meta.url), `${JSON.stringify(verdicts, undefined, 2)}\n`);
