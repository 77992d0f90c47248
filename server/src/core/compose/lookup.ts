import { imageOffers } from '../image/lookup.ts';
import type { Completion } from '../language.ts';
import { message } from '../text/message.ts';
import type { Workspace } from '../workspace.ts';
import { ofTheTable } from './completion.ts';
import { buildOffers } from './completion/build.ts';
import { pathOffers } from './completion/paths.ts';
import { projectNameOffers } from './completion/projectNames.ts';
import { offer, pathOf, sceneAt, valueOffer } from './completion/scene.ts';
import type { Scene } from './completion/scene.ts';
import { settingBeside } from './completion/siblings.ts';
import { variableAt, variableOffer } from './completion/variables.ts';
import { environmentFile } from './environmentFile.ts';
import { parseCompose } from './model.ts';
import type { ComposeModel } from './model.ts';
import { lookUp } from './spec/lookup.ts';

/** What lies around the file: images, paths, stages and arguments of Dockerfiles, services of other files, variables. */
export async function lookupCompletion(
  model: ComposeModel,
  offset: number,
  workspace: Workspace,
): Promise<readonly Completion[]> {
  const place = variableAt(model, offset);
  if (place) {
    const values = await environmentFile(workspace);
    return [...values].map(([name, value]) => variableOffer(place, name, '0', message('{0}, from .env', value)));
  }
  const scene = sceneAt(model, offset);
  if (!scene || scene.cursor.hasColon) return [];
  const path = pathOf(scene.cursor);
  if (/^services\.\*\.(?:pre_start\.\[\]\.)?image$/.test(path)) return images(scene, workspace);
  if (path === 'services.*.extends.service') return servicesOf(scene, workspace);
  const found = await Promise.all([
    projectNameOffers(scene, workspace, ofTheTable),
    pathOffers(scene, workspace),
    pathItems(scene, workspace),
    buildOffers(scene, workspace),
  ]);
  return found.flat();
}

/** Paths as items of a list that has no dash yet. */
async function pathItems(scene: Scene, workspace: Workspace): Promise<readonly Completion[]> {
  const { cursor } = scene;
  if (cursor.position !== 'start' || cursor.inItem || cursor.word !== '' || cursor.quote !== '') return [];
  const path = [...cursor.path, 'item' as const];
  const spot = lookUp(path);
  if (!spot) return [];
  const found = await pathOffers({ ...scene, spot, cursor: { ...cursor, path, inItem: true } }, workspace);
  return found.map((each) => ({
    ...each,
    label: `- ${each.label}`,
    span: cursor.span,
    newText: `${cursor.lead}- ${each.newText.trimStart()}`,
  }));
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
