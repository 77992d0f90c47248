import type { Completion } from '../../language.ts';
import type { FolderEntry, Workspace } from '../../workspace.ts';
import { joinPath } from '../paths.ts';
import { alternatives } from '../spec/lookup.ts';
import type { Cursor } from './cursor.ts';
import { mountPart } from './mounts.ts';
import { offer, pathOf } from './scene.ts';
import type { Scene } from './scene.ts';
import { settingBeside } from './siblings.ts';

/** Files and folders, where a path is written: from the build context for a Dockerfile, else from the folder of the file. */
export async function pathOffers(scene: Scene, workspace: Workspace): Promise<readonly Completion[]> {
  const place = pathPlace(scene);
  if (!place) return [];
  const slash = place.written.lastIndexOf('/');
  const folder = joinPath(place.base, place.written.slice(0, slash + 1));
  const listed = folder === undefined ? undefined : await workspace.listFolder(folder);
  return (listed?.entries ?? [])
    .filter(({ name, kind }) => (place.wants === 'file' || kind === 'folder') && isPlain(name))
    .filter(({ name }) => !name.startsWith('.git') || name.startsWith('.gitignore'))
    .map((entry) => entryOffer(scene, { ...place, start: place.start + slash + 1, isFirst: slash < 0 }, entry));
}

interface PathPlace {
  /** What is written before the cursor. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
  /** The folder that it starts from. */
  readonly base: string;
  readonly wants: 'file' | 'folder';
  /** Whether a path must begin with a dot to be told from a name. */
  readonly needsDot: boolean;
}

function pathPlace(scene: Scene): PathPlace | undefined {
  const { cursor } = scene;
  if (isKey(cursor) || cursor.word.includes('$')) return undefined;
  const path = pathOf(cursor);
  const isContext = contexts.test(path);
  const shape = alternatives(scene.spot).find((each) => each.kind === 'text' && (isContext || each.path !== undefined));
  if (shape?.kind !== 'text') return undefined;
  const common = { base: baseOf(scene, path), wants: shape.path ?? 'folder' } as const;
  if (shape.format === 'mount') return inMount(scene, common);
  const isSource = path === 'services.*.volumes.[].source';
  if (isSource && settingBeside(scene, 'type') === 'volume') return undefined;
  const { start, end } = cursor.span;
  const behind = isContext ? (/^[\w.-]+=/.exec(cursor.word)?.[0].length ?? 0) : 0;
  const written = cursor.word.slice(behind);
  return { ...common, written, start: start + behind, end, needsDot: isSource || isContext };
}

function isKey({ position, inItem }: Cursor): boolean {
  return position === 'flow key' || (position === 'start' && !inItem);
}

function inMount(scene: Scene, common: Pick<PathPlace, 'base' | 'wants'>): PathPlace | undefined {
  const { part, start, end } = mountPart(scene);
  const written = scene.cursor.word.slice(start - scene.cursor.span.start);
  return part === 'source' ? { ...common, written, start, end, needsDot: true } : undefined;
}

/** Places whose texts may be folders among other things. */
const contexts = /^services\.\*\.build\.additional_contexts\.[^.]+$/;

/** Where relative paths start. A Dockerfile stands in its build context. */
function baseOf(scene: Scene, path: string): string {
  return path === 'services.*.build.dockerfile' ? (settingBeside(scene, 'context') ?? '.') : '.';
}

function isPlain(name: string): boolean {
  return !/["'\\:#{}[\],&*!|>%@`\s$]/.test(name);
}

interface EntryPlace extends PathPlace {
  /** Whether the name is the first part of the path. */
  readonly isFirst: boolean;
}

function entryOffer({ cursor, model }: Scene, place: EntryPlace, { name, kind }: FolderEntry): Completion {
  const slash = model.text
    .slice(place.start, place.end)
    .indexOf('/', place.written.length - place.written.lastIndexOf('/') - 1);
  const end = slash < 0 ? place.end : place.start + slash;
  const dot = place.needsDot && place.isFirst ? './' : '';
  const tail = kind === 'folder' && model.text.charAt(end) !== '/' ? '/' : '';
  return offer(cursor, {
    label: `${dot}${name}${kind === 'folder' ? '/' : ''}`,
    kind,
    newText: `${dot}${name}${tail}`,
    isSnippet: false,
    rank: `2${kind === 'folder' ? 0 : 1}${name}`,
    docs: [],
    detail: undefined,
    span: { start: place.start, end },
  });
}
