import type { Completion } from '../language.ts';
import { aliasCompletions } from './completion/aliases.ts';
import { itemOffers, linesBelow } from './completion/items.ts';
import { keyOffers, mergeKey } from './completion/keys.ts';
import { pragmaCompletions } from './completion/pragmas.ts';
import { sceneAt } from './completion/scene.ts';
import type { Scene } from './completion/scene.ts';
import { valueOffers } from './completion/values.ts';
import { variableCompletions } from './completion/variables.ts';
import { wholeServices } from './completion/wholeServices.ts';
import type { ComposeModel } from './model.ts';
import { alternatives } from './spec/lookup.ts';

/** What can be written at the cursor: keys, values, names of the project, variables, aliases, and whole services. */
export function completion(model: ComposeModel, offset: number): readonly Completion[] {
  const special =
    pragmaCompletions(model, offset) ?? variableCompletions(model, offset) ?? aliasCompletions(model, offset);
  if (special) return special;
  const scene = sceneAt(model, offset);
  return scene ? ofTheTable(scene) : [];
}

/** What the table, and the names of the project, allow at a place. */
export function ofTheTable(scene: Scene): readonly Completion[] {
  const { cursor, spot } = scene;
  const shapes = alternatives(spot);
  if (cursor.position === 'flow key') return [...keyOffers(scene, shapes), ...mergeKey(scene, shapes)];
  if (cursor.position === 'value' || cursor.position === 'flow value') {
    const values = valueOffers(scene, shapes);
    return values.length > 0 ? values : linesBelow(scene, shapes);
  }
  if (cursor.hasColon) return keyOffers(scene, shapes);
  // What has a colon or a slash in it is a value that is being written, such as a port or a mount; so is a text in quotes.
  const isText = cursor.quote !== '' && shapes.some(({ kind }) => kind === 'text');
  if (cursor.inItem && (isText || !/^[\w.-]*$/.test(cursor.word))) return valueOffers(scene, shapes);
  const keys = [...keyOffers(scene, shapes), ...mergeKey(scene, shapes), ...wholeServices(scene)];
  return [...keys, ...(cursor.inItem ? valueOffers(scene, shapes) : itemOffers(scene))];
}
