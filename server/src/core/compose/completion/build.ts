import type { Completion } from '../../language.ts';
import type { Workspace } from '../../workspace.ts';
import { joinPath } from '../paths.ts';
import { joinPath as absolutePath } from '../project/paths.ts';
import { entriesOf } from '../yaml/entries.ts';
import { scalarOf } from '../yaml/nodes.ts';
import { offer, pathOf, serviceAt, valueOffer } from './scene.ts';
import type { Scene } from './scene.ts';

/** The stages and arguments of the Dockerfile that a service builds. */
export async function buildOffers(scene: Scene, workspace: Workspace): Promise<readonly Completion[]> {
  const path = pathOf(scene.cursor);
  const wantsStage = /^services\.\*\.build\.(?:target|no_cache_filter(?:\.\[\])?)$/.test(path);
  const wantsArg = /^services\.\*\.build\.args(?:\.\[\])?$/.test(path);
  if (!wantsStage && !wantsArg) return [];
  const file = dockerfileOf(scene);
  const { disk } = workspace;
  const facts = file === undefined ? undefined : await disk?.dockerfileAt(absolutePath(disk.folder, file));
  if (!facts) return [];
  const { cursor } = scene;
  if (wantsStage) {
    return facts.stages
      .filter((name) => !cursor.used.has(name))
      .map((name, index) => ({ ...valueOffer(cursor, name), kind: 'reference' as const, sortText: `0${index}` }));
  }
  return argOffers(scene, facts.args, path.endsWith('[]'));
}

/** Arguments as keys, or as items `NAME=value`. */
function argOffers(scene: Scene, args: readonly string[], isItem: boolean): readonly Completion[] {
  const { cursor } = scene;
  const used = new Set([...cursor.used].map((text) => text.split('=')[0]));
  const isKey = cursor.position === 'start' ? !isItem : cursor.position === 'flow key';
  if (!isKey && !isItem) return [];
  return args
    .filter((name) => !used.has(name))
    .map((name, index) =>
      offer(cursor, {
        label: name,
        kind: 'variable',
        newText: cursor.quote === '' ? `${name}${isItem ? '=' : ': '}$1` : name,
        isSnippet: cursor.quote === '',
        rank: `0${String(index).padStart(3, '0')}`,
        docs: [],
        detail: undefined,
      }),
    );
}

/** The path of the Dockerfile that a service builds, from the folder of the file; undefined where that is not known. */
function dockerfileOf(scene: Scene): string | undefined {
  const value = serviceAt(scene)?.keys.get('build')?.value;
  const build = entriesOf(value);
  if (build.has('dockerfile_inline')) return undefined;
  const context = scalarOf(value)?.text ?? scalarOf(build.get('context')?.value)?.text ?? '.';
  return joinPath(context, scalarOf(build.get('dockerfile')?.value)?.text ?? 'Dockerfile');
}
