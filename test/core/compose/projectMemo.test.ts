// What is remembered of the files of a project must not be seen: a look behind an edit says what a first look says.
import { expect, test } from 'vitest';
import { inspect } from '../../../server/src/core/compose/inspect.ts';
import { parseCompose } from '../../../server/src/core/compose/model.ts';
import { preview } from '../../../server/src/core/compose/preview.ts';
import type { Disk, DiskEntry } from '../../../server/src/core/workspace.ts';
import { diskWith, workspaceWith } from '../../helpers/workspace.ts';
import { batteryCases } from './battery.ts';
import { projectCases } from './projectCases.ts';
import { recordedFolder } from './projectOracle.ts';

type Files = Readonly<Record<string, string>>;

const cases = [...projectCases, ...batteryCases()].filter(({ files }) => Object.keys(files).length > 1);

/** All that is said of the main file, and shown of its project. */
async function looked(text: string, files: Files, disk: Disk): Promise<unknown> {
  const workspace = workspaceWith(files, 'compose.yaml', { disk });
  const shown = await preview(parseCompose(text), workspace);
  return {
    text: shown?.text,
    problems: shown?.problems.map(({ message, place }) => [message, place?.path, place?.span]),
    source: shown?.sourceAt(Math.floor(shown.text.length / 2)),
    found: (await inspect(parseCompose(text), workspace)).map(({ code, span, message }) => [code, span, message]),
  };
}

function fresh(files: Files): Disk {
  return diskWith(files, recordedFolder, { HOME: '/root' });
}

/** The same machine, on which one file was written. */
function written(disk: Disk, path: string, text: string): Disk {
  const entry: DiskEntry = { kind: 'file', text };
  return {
    ...disk,
    entryAt: (each) => (each === `${recordedFolder}/${path}` ? Promise.resolve(entry) : disk.entryAt(each)),
  };
}

test('an edit of the main file', { timeout: 60_000 }, async () => {
  for (const { name, files } of cases) {
    const disk = fresh(files);
    await looked(files['compose.yaml'] ?? '', files, disk);
    const edited = `# a line that moves all others\n${files['compose.yaml'] ?? ''}`;
    expect(await looked(edited, files, disk), name).toEqual(await looked(edited, files, fresh(files)));
  }
});

test('an edit of another file', { timeout: 60_000 }, async () => {
  for (const { name, files } of cases) {
    const main = files['compose.yaml'] ?? '';
    const [other, text = ''] = Object.entries(files).findLast(([path]) => path !== 'compose.yaml') ?? [''];
    const disk = fresh(files);
    await looked(main, files, disk);
    const edited = { ...files, [other]: text.replace(/\bx\b/g, 'xyz').replace(/=/, '=edited-') };
    const later = await looked(main, edited, written(disk, other, edited[other] ?? ''));
    expect(later, name).toEqual(await looked(main, edited, fresh(edited)));
  }
});

test('variables that change', async () => {
  const files = { 'compose.yaml': 'include: [a.yaml]\n', 'a.yaml': 'services: {a: {image: "x:${TAG}"}}\n', '.env': '' };
  const disk = fresh(files);
  const shown = async (tag: string): Promise<unknown> => {
    const around = { ...disk, environment: new Map([['TAG', tag]]) };
    const workspace = workspaceWith(files, 'compose.yaml', { disk: around });
    return (await preview(parseCompose(files['compose.yaml']), workspace))?.text;
  };
  for (const tag of ['1', '2', '1', '3']) expect(await shown(tag)).toContain(`image: x:${tag}\n`);
});
