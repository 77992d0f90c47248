// Runs all tests, or the parts that are named: `npm test`, `npm run test:core`. Ends in a line with the counts.
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { inRoot, run } from './project.ts';
import { check, steps } from './check.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

const none: Counts = { passed: 0, failed: 0, skipped: [] };

/** The parts in the order in which they are run: what fails fast comes first. */
const parts: Readonly<Record<string, () => Promise<Counts>>> = {
  check: checks,
  core: () => vitest('core'),
  grammar: () => vitest('grammar'),
  client: () => vitest('client'),
  build: () => script('build'),
  project: () => vitest('project'),
  lsp: () => vitest('lsp'),
  engine: () => vitest('engine'),
  vscode: async () => sum([await script('testVscode'), await vitest('walk')]),
};

/** What a part needs to be built before it can be run alone. */
const needsBuild = new Set(['project', 'lsp', 'vscode']);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const chosen = new Set(wanted.length > 0 ? wanted : Object.keys(parts));
if (wanted.some((name) => needsBuild.has(name))) chosen.add('build');
const results: Counts[] = [];
for (const [name, runPart] of Object.entries(parts)) {
  if (!chosen.has(name)) continue;
  console.log(`\n=== ${name}`);
  results.push(await runPart());
}
report(sum(results));

function report({ passed, failed, skipped }: Counts): void {
  console.log('');
  for (const { name, reason } of skipped) console.log(`skipped: ${name}${reason ? ` — ${reason}` : ''}`);
  console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function checks(): Promise<Counts> {
  const failed = await check('look');
  return { passed: steps.length - failed.length, failed: failed.length, skipped: [] };
}

/** A script that counts as one test, unless it writes counts of its own. */
async function script(name: string): Promise<Counts> {
  const file = countsFile(name);
  await rm(file, { force: true });
  const code = await run(process.execPath, [inRoot('scripts', `${name}.ts`)], { env: environment(file) });
  const counts = await readCounts(file);
  if (counts) return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  return code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

async function vitest(project: string): Promise<Counts> {
  const file = countsFile(project);
  await rm(file, { force: true });
  const code = await run(inRoot('node_modules', '.bin', 'vitest'), ['run', '--project', project], {
    env: environment(file),
  });
  const counts = (await readCounts(file)) ?? none;
  return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: counts.failed + 1 };
}

function countsFile(name: string): string {
  return inRoot('test-output', 'counts', `${name}.json`);
}

function environment(counts: string): NodeJS.ProcessEnv {
  return { ...process.env, SLIPWAY_COUNTS: counts };
}

async function readCounts(file: string): Promise<Counts | undefined> {
  if (!existsSync(file)) return undefined;
  return JSON.parse(await readFile(file, 'utf8')) as Counts;
}

function sum(all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    skipped: all.flatMap(({ skipped }) => skipped),
  };
}
