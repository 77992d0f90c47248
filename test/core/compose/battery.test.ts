// Small projects, good and wrong, as the real `docker compose config` judges and prints them: see projectOracle.ts.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import { inspect } from '../../../server/src/core/compose/inspect.ts';
import { parseCompose } from '../../../server/src/core/compose/model.ts';
import { preview } from '../../../server/src/core/compose/preview.ts';
import { allFindings } from '../../../server/src/core/lint/allFindings.ts';
import { diskWith, workspaceWith } from '../../helpers/workspace.ts';
import { batteryCases } from './battery.ts';
import type { BatteryCase } from './battery.ts';
import { recordedFolder } from './projectOracle.ts';
import type { Recorded } from './projectOracle.ts';

// Recorded with docker compose 2.40.3.
const recorded: Readonly<Record<string, Recorded>> = JSON.parse(
  readFileSync(new URL('battery.json', import.meta.url), 'utf8'),
);

/** Where we knowingly differ. */
const known: ReadonlySet<string> = new Set([
  // An override of the wrong type is dropped by chance of how Compose merges; it cannot be meant.
  'clash build',
  'clash environment',
  'clash networks',
  'include item null',
]);

/** What is printed a little differently, and can hardly matter. */
const printedOtherwise: ReadonlySet<string> = new Set([
  'volumes dup target',
  'tag binary',
  'network config x',
  'yaml z10',
  'yaml z17',
  'yaml b1',
]);

/** Whether a file of a project is refused, as an editor says it that shows the file. */
async function hasErrors({ files }: BatteryCase, path: string): Promise<boolean> {
  const text = files[path] ?? '';
  const disk = { ...diskWith(files, recordedFolder, { HOME: '/root' }), folder: dirname(join(recordedFolder, path)) };
  const workspace = workspaceWith(files, path.slice(path.lastIndexOf('/') + 1), { disk });
  const said = compose.diagnose(parseCompose(text));
  const found = await inspect(parseCompose(text), workspace);
  return allFindings(said, found).some(({ severity }) => severity === 'error');
}

test.each(batteryCases().map((each) => [each.name, each] as const))('%s', async (name, each) => {
  const { files } = each;
  const expected = recorded[name];
  const paths = Object.keys(files).filter((path) => path.endsWith('.yaml'));
  const refused = await Promise.all(paths.map((path) => hasErrors(each, path)));
  if (!known.has(name)) expect(refused.includes(true)).toBe(expected === null);
  if (typeof expected !== 'string' || printedOtherwise.has(name)) return;
  const disk = diskWith(files, recordedFolder, { HOME: '/root' });
  const shown = await preview(
    parseCompose(files['compose.yaml'] ?? ''),
    workspaceWith(files, 'compose.yaml', { disk }),
  );
  expect(shown?.text).toBe(expected);
  expect(shown?.problems).toEqual([]);
});
