// The licences of the libraries that are bundled: they ask to be told wherever the bundles go.
import { readdir, readFile } from 'node:fs/promises';
import { inRoot } from './project.ts';
import type { Metafile } from 'esbuild';

/** The names, versions and licences of all packages in the bundles, one after the other, sorted by name. */
export async function noticesOf(bundles: readonly Metafile[]): Promise<string> {
  const folders = new Set(bundles.flatMap(({ inputs }) => Object.keys(inputs)).flatMap(packageFolder));
  const notices = await Promise.all([...folders].toSorted().map(noticeOf));
  return `Slipway is bundled with these libraries.\n\n${notices.join('\n')}`;
}

/** The folder of the package that a file belongs to. */
function packageFolder(file: string): readonly string[] {
  const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
  return folder === undefined ? [] : [folder];
}

async function noticeOf(folder: string): Promise<string> {
  const path = inRoot(folder);
  const { name, version, license } = JSON.parse(await readFile(`${path}/package.json`, 'utf8')) as Record<
    string,
    string
  >;
  const file = (await readdir(path)).find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry));
  const text = file === undefined ? '' : `${(await readFile(`${path}/${file}`, 'utf8')).trim()}\n`;
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${text}`;
}
