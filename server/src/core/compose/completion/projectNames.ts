import type { Completion } from '../../language.ts';
import type { Workspace } from '../../workspace.ts';
import { parseCompose } from '../model.ts';
import type { ComposeModel } from '../model.ts';
import { hasOtherFiles } from '../otherFiles.ts';
import type { Project, ResourceKind, Service } from '../project.ts';
import { effectiveOf } from '../project/effective.ts';
import type { MapValue } from '../project/value.ts';
import { fieldsOf, valueAt } from '../project/value.ts';
import { alternatives, lookUp } from '../spec/lookup.ts';
import type { Shape } from '../spec/shape.ts';
import type { Entry, ScalarNode } from '../yaml/nodes.ts';
import type { Scene } from './scene.ts';

/** Names that other files of the project declare, where a name is written: those included, merged and extended. */
export async function projectNameOffers(
  scene: Scene,
  workspace: Workspace,
  offersAt: (scene: Scene) => readonly Completion[],
): Promise<readonly Completion[]> {
  if (!namesThings(scene)) return [];
  const { model } = scene;
  const known = new Set(offersAt(scene).map(({ label }) => label));
  const { project } = model;
  // Only where there are others is the whole project worth reading. The model may have moved on by then.
  if (!(await hasOtherFiles(model, workspace))) return [];
  const reading = await effectiveOf(parseCompose(model.text), workspace, () => undefined);
  if (!reading) return [];
  const wider: ComposeModel = { ...model, project: extended(project, reading.effective.config) };
  return offersAt({ ...scene, model: wider }).filter(({ label, kind }) => kind === 'reference' && !known.has(label));
}

/** Whether names stand at the place, as values, as keys, or as items that have no dash yet. */
function namesThings({ cursor, spot }: Scene): boolean {
  const item = lookUp([...cursor.path, 'item']);
  return [...alternatives(spot), ...(item ? alternatives(item) : [])].some(hasNames);
}

function hasNames(shape: Shape): boolean {
  if (shape.kind === 'text') return shape.names !== undefined || shape.format === 'mount';
  return shape.kind === 'map' && shape.free?.names !== undefined;
}

/** A project with the names of a whole configuration. */
function extended(project: Project, config: MapValue): Project {
  const services = new Map(project.services);
  for (const name of namesIn(config, 'services')) if (!services.has(name)) services.set(name, stub(name));
  const resources = (kind: ResourceKind): Project['resources'][ResourceKind] =>
    new Map([...namesIn(config, kind).map((name) => [name, entryOf(name)] as const), ...project.resources[kind]]);
  return {
    ...project,
    services,
    resources: {
      networks: resources('networks'),
      volumes: resources('volumes'),
      secrets: resources('secrets'),
      configs: resources('configs'),
      models: resources('models'),
    },
  };
}

function namesIn(config: MapValue, section: string): readonly string[] {
  return [...fieldsOf(valueAt(config, section)).keys()];
}

function stub(name: string): Service {
  return { name, entry: entryOf(name), keys: new Map(), always: true };
}

function entryOf(name: string): Entry {
  return { key: scalarOf(name), value: scalarOf('') };
}

function scalarOf(text: string): ScalarNode {
  return { kind: 'scalar', style: 'plain', text, span: { start: 0, end: 0 }, anchor: undefined, tag: undefined };
}
