// The guarantees of a client of engines, and where each is tested. Those that are about the whole code are tested here.
//  1 no shell strings            test/project/repository.test.ts ("no process is started through a shell"), engine/verbs
//  2 trust                       below; test/walk/trust.test.ts; test/project (restricted settings)
//  3 Markdown                    client/explorer.test.ts ("the hover"), client/commands.test.ts ("pages about the engine")
//  4 destruction                 below; client/ui.test.ts (removals), client/commands.test.ts ("clearing away")
//  5 credentials                 client/registries.test.ts, client/faults.test.ts, client/build.test.ts
//  6 ssh, TLS                    client/contexts.test.ts, engine/remote.test.ts
//  7 masking                     client/masking.test.ts
//  8 reconnecting                client/store.test.ts, client/faults.test.ts
//  9 another context             client/store.test.ts, client/engines.test.ts
// 10 bounds                      client/logs.test.ts, client/files.test.ts, client/faults.test.ts
// 11 nothing while idle          client/store.test.ts, client/logs.test.ts ("stops at once")
// 12 files                       client/files.test.ts, engine/files.test.ts
// 13 no network without consent  below
// 14 malformed engines           client/wire.test.ts, client/faults.test.ts
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../client/src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(root, file), 'utf8') }));

/** The text of a function, or of the entry of a table, up to the next of its kind. */
function bodyOf(file: string, start: string): string {
  const text = sources.find((source) => source.file === file)?.text ?? '';
  const from = text.indexOf(start);
  expect(from, `${file}: ${start}`).toBeGreaterThanOrEqual(0);
  return text.slice(from, from + 400);
}

test.each([
  ['containers/commands.ts', 'async function start('],
  ['containers/commands.ts', 'async function restart('],
  ['containers/commands.ts', 'async function unpause('],
  ['terminal/commands.ts', "'slipway.containers.shell'"],
  ['terminal/commands.ts', "'slipway.containers.exec'"],
  ['terminal/commands.ts', "'slipway.containers.attach'"],
  ['run/commands.ts', "'slipway.images.run'"],
  ['build/commands.ts', 'async function choose('],
  ['files/fileSystem.ts', 'async delete('],
  ['files/fileSystem.ts', 'async rename('],
])('what starts something refuses in an untrusted workspace: %s %s', (file, start) => {
  expect(bodyOf(file, start).slice(0, 250)).toContain('requireTrust()');
});

test.each([
  ['containers/commands.ts', 'async function remove('],
  ['images/commands.ts', 'async function remove('],
  ['volumes/commands.ts', 'async function remove('],
  ['networks/commands.ts', 'async function remove('],
  ['system/clearCommands.ts', 'async function clearAway('],
  ['system/clearCommands.ts', 'async function clearBuildCache('],
  ['contexts/commands.ts', 'async function remove('],
  ['files/commands.ts', 'async function remove('],
  ['registries/commands.ts', 'async function deleteTag('],
])('what is lost is asked about before: %s %s', (file, start) => {
  const text = sources.find((source) => source.file === file)?.text ?? '';
  const body = text.slice(text.indexOf(start)).split('\n}\n')[0] ?? '';
  const asks = body.search(/await confirm(?:Removal)?\(/);
  const acts = body.search(/\.(?:remove|prune|delete)\(|removeContainer\(|removeContext\(/);
  expect(asks).toBeGreaterThan(0);
  expect(asks).toBeLessThan(acts);
});

test('nothing is removed by force but what Slipway made itself', () => {
  const forced = sources.filter(({ text }) => text.includes('force: true }')).map(({ file }) => file);
  const allowed = [
    'build/startBuild.ts',
    'engine/helper.ts',
    'engine/locate.ts',
    'engine/resourceCalls.ts',
    'files/places.ts',
    'ui/files.ts',
  ];
  for (const file of forced) expect(allowed).toContain(file);
});

test('only the view of registries asks the network by itself, and only what is opened', () => {
  // What the templates write runs in containers.
  const asking = sources
    .filter(({ file }) => !file.startsWith('scaffold/templates/'))
    .filter(({ text }) => /[^#]\bfetch\(|https?\.request\(|https?\.get\(/.test(text))
    .map(({ file }) => file);
  expect(asking.toSorted()).toEqual(['registries/registriesView.ts', 'registries/registryClient.ts']);
});

test('text of others becomes Markdown by one function, and pages of ours run nothing but their own script', () => {
  for (const { file, text } of sources) {
    expect(text, file).not.toMatch(/isTrusted *[:=] *(?!.*false)/);
    expect(text, file).not.toMatch(/supportHtml *[:=] *true|innerHTML|insertAdjacentHTML|document\.write/);
  }
  const page = sources.find(({ file }) => file === 'ui/page.ts')?.text ?? '';
  expect(page).toContain("default-src 'none'");
});
