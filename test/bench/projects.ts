// What an edit costs in a Compose project of several files: read, filled in, merged and judged again.
import { compose } from '../../server/src/core/compose/index.ts';
import type { Disk, DiskEntry, Workspace } from '../../server/src/core/workspace.ts';
import { composeText } from './texts.ts';

/** Milliseconds: what the first look costs, and what each look behind an edit does. */
export interface ProjectCost {
  readonly first: number;
  readonly edit: number;
}

const edits = 20;

/** Measures a project whose main file includes `others` files of so many lines, while one types in the main file. */
export async function projectCost(others: number, lines: number): Promise<ProjectCost> {
  const entries = new Map<string, DiskEntry>([[folder, { kind: 'folder' }]]);
  const included = Array.from({ length: others }, (_, index) => `part${index}.yaml`);
  for (const [index, name] of included.entries()) {
    entries.set(`${folder}/${name}`, { kind: 'file', text: partText(index, lines) });
  }
  const text = `${include(included)}${composeText(lines)}`;
  entries.set(`${folder}/compose.yaml`, { kind: 'file', text });
  const workspace = workspaceOf(entries, text);
  let model = compose.parse(text);
  const first = await timed(() => compose.inspect?.(model, workspace));
  const times: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const changed = text.replace('LOG_LEVEL: info', `LOG_LEVEL: info${edit}`);
    model = compose.parse(changed, model);
    times.push(await timed(() => compose.inspect?.(model, workspace)));
  }
  return { first, edit: times.toSorted((a, b) => a - b)[Math.floor(edits / 2)] ?? Number.NaN };
}

const folder = '/bench';

function include(names: readonly string[]): string {
  return names.length === 0 ? '' : `include: [${names.join(', ')}]\n`;
}

/** The same services under names of their own. */
function partText(part: number, lines: number): string {
  return composeText(lines)
    .replace(/^name: .*\n/, '')
    .replaceAll(/\bservice(?=\d)/g, `part${part}service`)
    .replaceAll(/"1(\d{4}):80"/g, '"80"');
}

function workspaceOf(entries: ReadonlyMap<string, DiskEntry>, main: string): Workspace {
  const disk: Disk = {
    folder,
    home: '/root',
    environment: new Map(),
    entryAt: (path) => Promise.resolve(entries.get(path) ?? { kind: 'absent' }),
    dockerfile: () => ({ stages: [], arguments: new Set() }),
  };
  return {
    fileName: 'compose.yaml',
    disk,
    readFile: (path) => Promise.resolve(path === 'compose.yaml' ? main : undefined),
    listFolder: () => Promise.resolve({ entries: [], isComplete: true }),
    localImages: () => Promise.resolve([]),
    imageTags: () => Promise.resolve([]),
  } as Workspace;
}

async function timed(run: () => unknown): Promise<number> {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}
