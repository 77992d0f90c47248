// `npm run bench`: the table of DESIGN.md section 4 that can be measured from outside, side by side with the peers in
// one run. Every server is a fresh process over stdio; rounds alternate between the servers, figures are medians.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { type Figures, measureServer, type Subject } from './measure.ts';
import { projectCost } from './projects.ts';
import { ruleCosts } from './rules.ts';
import { measureStore } from './store.ts';
import { composeText, dockerfileText } from './texts.ts';
import { inRoot, output, run } from '../../scripts/project.ts';

const peersFolder = inRoot('.testbed', 'peers');
const peers = [
  'dockerfile-language-server-nodejs@0.15.0',
  'yaml-language-server@2.0.0',
  '@microsoft/compose-language-service@1.0.0',
];
const schema = inRoot('..', 'shared', 'reference', 'compose-spec.json');
const rounds = 3;

await installPeers();
if ((await run(process.execPath, [inRoot('scripts/build.ts')])) !== 0) process.exit(1);

const slipway: Subject = { name: 'Slipway', command: [inRoot('dist/server.js'), '--stdio'] };
const dockerfileServers: readonly Subject[] = [
  slipway,
  { name: 'dockerfile-ls', command: [peer('dockerfile-language-server-nodejs/bin/docker-langserver'), '--stdio'] },
];
const composeServers: readonly Subject[] = [
  slipway,
  {
    name: 'yaml-ls',
    command: [peer('yaml-language-server/bin/yaml-language-server'), '--stdio'],
    ...(existsSync(schema) && { settings: { yaml: { schemas: { [`file://${schema}`]: '*' } } } }),
  },
  {
    name: 'ms-compose',
    command: [peer('@microsoft/compose-language-service/bin/docker-compose-langserver'), '--stdio'],
  },
];

for (const lines of [200, 1000, 5000]) {
  const text = dockerfileText(lines);
  await table(`Dockerfile, ${lines} lines`, dockerfileServers, { languageId: 'dockerfile', file: 'Dockerfile', text });
}
for (const lines of [200, 2000, 5000, 10_000]) {
  const text = composeText(lines);
  await table(`Compose, ${lines} lines`, composeServers, { languageId: 'dockercompose', file: 'compose.yaml', text });
}

console.log('\nA Compose project, each file of 200 lines, ms to read, merge and judge it');
console.log(`${'files'.padEnd(26)}${'first look'.padStart(14)}${'behind an edit'.padStart(16)}`);
for (const files of [1, 5, 20]) {
  const { first, edit } = await projectCost(files - 1, 200);
  console.log(String(files).padEnd(26) + first.toFixed(2).padStart(14) + edit.toFixed(2).padStart(16));
}

for (const [file, text] of [
  ['Dockerfile', dockerfileText(1000)],
  ['compose.yaml', composeText(2000)],
] as const) {
  console.log(`\nThe slowest rules on ${file}, ms for the whole file`);
  for (const { id, time } of (await ruleCosts(file, text)).slice(0, 5))
    console.log(id.padEnd(40) + time.toFixed(2).padStart(8));
}

console.log('\nThe live picture of an engine');
console.log(
  ['containers', 'list, ms', 'event → row, ms', 'requests', 'memory, MB'].map((cell) => cell.padStart(16)).join(''),
);
for (const count of [500, 1000]) {
  const { list, event, requests, memory } = await measureStore(count);
  const cells = [String(count), list.toFixed(1), event.toFixed(2), requests.toFixed(2), memory.toFixed(1)];
  console.log(cells.map((cell) => cell.padStart(16)).join(''));
}

async function installPeers(): Promise<void> {
  if (existsSync(`${peersFolder}/node_modules/yaml-language-server`)) return;
  console.error('Installing the peers…');
  await mkdir(peersFolder, { recursive: true });
  await writeFile(`${peersFolder}/package.json`, '{ "private": true }\n');
  await output('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...peers], { cwd: peersFolder });
}

function peer(path: string): string {
  return `${peersFolder}/node_modules/${path}`;
}

async function table(
  title: string,
  subjects: readonly Subject[],
  document: { readonly languageId: string; readonly file: string; readonly text: string },
): Promise<void> {
  const all = new Map<string, Figures[]>();
  for (let round = 0; round < rounds; round++) {
    for (const subject of subjects) {
      const list = all.get(subject.name) ?? [];
      list.push(await measureServer(subject, document));
      all.set(subject.name, list);
    }
  }
  console.log(`\n${title}`);
  const figures: readonly (readonly [keyof Figures, string])[] = [
    ['start', 'start → initialized, ms'],
    ['open', 'open → diagnostics, ms'],
    ['edit', 'edit → diagnostics, ms'],
    ['completion', 'completion, ms'],
    ['hover', 'hover, ms'],
    ['memory', 'peak memory, MB'],
  ];
  const rows = figures.map(([key, label]) => {
    const values = subjects.map(({ name }) => median((all.get(name) ?? []).map((figure) => figure[key])));
    const [own = Number.NaN, ...others] = values;
    const ratios = others.map((other) => (own / other).toFixed(2));
    return [label, ...values.map((value) => value.toFixed(2)), ...ratios];
  });
  const head = ['', ...subjects.map(({ name }) => name), ...subjects.slice(1).map(({ name }) => `/ ${name}`)];
  for (const row of [head, ...rows]) {
    console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(26) : cell.padStart(14))).join(''));
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
