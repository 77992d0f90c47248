import { imageOffers, localImageDocs } from '../image/lookup.ts';
import type { Completion, Hover } from '../language.ts';
import type { Block } from '../text/markup.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import { entryAt } from '../workspace.ts';
import { hasVariable } from './check/formats.ts';
import { buildOffers } from './completion/build.ts';
import { pathOffers } from './completion/paths.ts';
import { offer, pathOf, sceneAt, valueOffer } from './completion/scene.ts';
import type { Scene } from './completion/scene.ts';
import { settingBeside } from './completion/siblings.ts';
import { variableAt, variableOffer } from './completion/variables.ts';
import { environmentNames } from './environmentNames.ts';
import { parseCompose } from './model.ts';
import type { ComposeModel } from './model.ts';
import { joinPath } from './paths.ts';
import { alternatives, lookUp } from './spec/lookup.ts';
import { entriesOf } from './yaml/entries.ts';
import { pathAt } from './yaml/nodeAt.ts';
import type { NodePath } from './yaml/nodeAt.ts';
import { scalarOf } from './yaml/nodes.ts';

/** What lies around the file: images, paths, stages and arguments of Dockerfiles, services of other files, variables. */
export async function lookupCompletion(
  model: ComposeModel,
  offset: number,
  workspace: Workspace,
): Promise<readonly Completion[]> {
  const place = variableAt(model, offset);
  if (place) {
    const text = (await workspace.readFile('.env')) ?? '';
    const known = new Map(environmentNames(text));
    return [...known].map(([name, value]) => variableOffer(place, name, '0', message('{0}, from .env', value)));
  }
  const scene = sceneAt(model, offset);
  if (!scene || scene.cursor.hasColon) return [];
  const path = pathOf(scene.cursor);
  if (/^services\.\*\.(?:pre_start\.\[\]\.)?image$/.test(path)) return images(scene, workspace);
  if (path === 'services.*.extends.service') return servicesOf(scene, workspace);
  const [paths, ofBuild] = await Promise.all([pathOffers(scene, workspace), buildOffers(scene, workspace)]);
  return [...paths, ...ofBuild];
}

async function images({ cursor }: Scene, workspace: Workspace): Promise<readonly Completion[]> {
  if (cursor.word.includes('$') || (cursor.position !== 'value' && cursor.position !== 'flow value')) return [];
  const found = await imageOffers(cursor.word, workspace);
  return found.map(({ reference, detail, isLocal }, index) =>
    offer(cursor, {
      label: reference,
      kind: 'reference',
      newText: reference,
      isSnippet: false,
      rank: `${isLocal ? 0 : 1}${String(index).padStart(4, '0')}`,
      docs: [],
      detail,
    }),
  );
}

/** The services of the file that `extends` names. */
async function servicesOf(scene: Scene, workspace: Workspace): Promise<readonly Completion[]> {
  const file = settingBeside(scene, 'file');
  const text = file === undefined || file.includes('$') ? undefined : await workspace.readFile(plain(file));
  if (text === undefined) return [];
  return [...parseCompose(text).project.services.keys()].map((name) => ({
    ...valueOffer(scene.cursor, name),
    kind: 'reference',
  }));
}

function plain(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}

/** What the engine knows of the image at a place, and what lies at a path. */
export async function lookupHover(
  model: ComposeModel,
  offset: number,
  workspace: Workspace,
): Promise<Hover | undefined> {
  const { value, steps } = pathAt(model.yaml, offset);
  if (value?.kind !== 'scalar' || value.text === '' || hasVariable(value.text)) return undefined;
  const span = { ...value.span };
  const keys = steps.map((step) => (typeof step === 'number' ? 'item' : { key: step.key.text }));
  const last = steps.at(-1);
  const isImage = typeof last === 'object' && last.key.text === 'image' && steps.length > 2;
  const { text } = value;
  if (isImage) return shown(span, await localImageDocs(text, workspace));
  const spot = lookUp(keys);
  const isPath = spot && alternatives(spot).some((shape) => shape.kind === 'text' && shape.path && !shape.format);
  const base = typeof last === 'object' && last.key.text === 'dockerfile' ? contextOf(steps) : '.';
  const path = isPath ? joinPath(base, text) : undefined;
  return path === undefined || path === '' ? undefined : shown(span, await pathDocs(path, workspace));
}

function shown(span: Span, content: readonly Block[]): Hover | undefined {
  return content.length > 0 ? { span, content } : undefined;
}

/** The build context beside a Dockerfile. */
function contextOf(steps: NodePath['steps']): string {
  const build = steps.at(-2);
  const entries = typeof build === 'object' ? entriesOf(build.value) : undefined;
  return scalarOf(entries?.get('context')?.value)?.text ?? '.';
}

async function pathDocs(path: string, workspace: Workspace): Promise<readonly Block[]> {
  const entry = await entryAt(workspace, path);
  if (entry) {
    const text = entry.kind === 'folder' ? message('The folder {0}', path) : message('The file {0}', path);
    return [{ kind: 'text', text }];
  }
  // A folder that cannot be read tells nothing of what is in it.
  if (path.startsWith('..') || (await workspace.listFolder('')) === undefined) return [];
  return [{ kind: 'text', text: message('Nothing lies at {0}.', path) }];
}
