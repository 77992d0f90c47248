import type { FileDefinition, FilePlace } from '../language.ts';
import { touches } from '../text/span.ts';
import type { Span } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import type { ComposeModel } from './model.ts';
import { effectiveOf } from './project/effective.ts';
import type { Effective } from './project/evaluate.ts';
import type { ProjectFiles } from './project/files.ts';
import { joinPath, withHome } from './project/paths.ts';
import { localBuildOf, servicesOf } from './project/services.ts';
import type { Origin } from './project/value.ts';
import { fieldsOf, valueAt } from './project/value.ts';
import { sitesOf } from './sites.ts';
import type { SiteKind } from './sites.ts';
import { entriesOf } from './yaml/entries.ts';
import { pathAt } from './yaml/nodeAt.ts';
import type { NodePath } from './yaml/nodeAt.ts';
import { scalarOf } from './yaml/nodes.ts';

/**
 * Where the thing at a place is defined in another file: variables in `.env`, services and all else that other files of
 * the project declare, what `extends` names there, stages and build arguments in Dockerfiles.
 */
export async function lookupDefinition(
  model: ComposeModel,
  offset: number,
  workspace: Workspace,
): Promise<FileDefinition | undefined> {
  const asked = askedAt(model, offset);
  const { disk } = workspace;
  if (!asked || !disk) return undefined;
  const reading = await effectiveOf(model, workspace, (effective, files) => {
    const around: Around = { effective, files, folder: disk.folder, home: disk.home };
    return placesOf(asked, around).flatMap((origin) => placeIn(files, origin) ?? []);
  });
  const targets = reading?.made.filter(({ path }) => path !== reading.path) ?? [];
  return targets.length > 0 ? { span: asked.span, targets } : undefined;
}

/** What is asked about. The span is a copy: the model may move on. */
type Asked = { readonly span: Span } & (
  | { readonly kind: Exclude<SiteKind, 'anchor' | 'profile'>; readonly name: string }
  | { readonly kind: 'base'; readonly name: string; readonly file: string }
  | { readonly kind: 'stage' | 'arg'; readonly name: string; readonly service: string }
);

function askedAt(model: ComposeModel, offset: number): Asked | undefined {
  const site = sitesOf(model).find(({ span }) => touches(span, offset));
  if (site && site.kind !== 'anchor' && site.kind !== 'profile' && site.file === undefined) {
    return { kind: site.kind, name: site.name, span: { ...site.span } };
  }
  return valueAskedAt(pathAt(model.yaml, offset));
}

/** Values whose names stand in other files: stages, build arguments, and services to extend. */
function valueAskedAt(path: NodePath): Asked | undefined {
  const keys = path.steps.map((step) => (typeof step === 'number' ? '[]' : step.key.text));
  const [section, service = '', ...rest] = keys;
  const scalar = path.key ?? (path.value?.kind === 'scalar' ? path.value : undefined);
  if (section !== 'services' || !scalar) return undefined;
  const span = { ...scalar.span };
  const place = rest.join('.');
  if (place === 'build.target') return { kind: 'stage', name: scalar.text, service, span };
  if (isArgument(path, place)) return { kind: 'arg', name: scalar.text.split('=')[0] ?? '', service, span };
  const file = place === 'extends.service' ? fileBeside(path) : undefined;
  return file === undefined ? undefined : { kind: 'base', name: scalar.text, file, span };
}

/** Whether the name of a build argument is meant: a key, or an item of a list. */
function isArgument({ key }: NodePath, place: string): boolean {
  return place === 'build.args.[]' || (key !== undefined && /^build\.args\.[^.]+$/.test(place));
}

/** The file that stands beside the name of an extended service. */
function fileBeside({ steps }: NodePath): string | undefined {
  const extending = steps.at(-2);
  const entries = typeof extending === 'object' ? entriesOf(extending.value) : undefined;
  return scalarOf(entries?.get('file')?.value)?.text;
}

interface Around {
  readonly effective: Effective;
  readonly files: ProjectFiles;
  readonly folder: string;
  readonly home: string | undefined;
}

const sections = {
  service: 'services',
  network: 'networks',
  volume: 'volumes',
  secret: 'secrets',
  config: 'configs',
  model: 'models',
} as const;

function placesOf(asked: Asked, around: Around): readonly Origin[] {
  const { effective, files, folder, home } = around;
  if (asked.kind === 'variable') return variablePlace(asked.name, effective);
  if (asked.kind === 'base') {
    const path = joinPath(folder, withHome(asked.file, home));
    return (files.compose(path)?.documents ?? []).flatMap(
      ({ root }) => fieldsOf(valueAt(root, 'services')).get(asked.name)?.key ?? [],
    );
  }
  if (asked.kind === 'stage' || asked.kind === 'arg') {
    const service = servicesOf(effective).find(({ name }) => name === asked.service);
    const path = service && localBuildOf(service)?.dockerfile;
    if (path === undefined) return [];
    const wanted = asked.name.toLowerCase();
    return (files.dockerfile(path)?.declarations ?? [])
      .filter(({ kind, name }) => kind === asked.kind && name.toLowerCase() === wanted)
      .map(({ span }) => ({ file: path, span }));
  }
  return [fieldsOf(valueAt(effective.config, sections[asked.kind])).get(asked.name)?.key].flatMap((key) => key ?? []);
}

function variablePlace(name: string, { environment }: Effective): readonly Origin[] {
  const origin = environment.get(name)?.origin;
  return origin ? [origin] : [];
}

function placeIn(files: ProjectFiles, { file, span }: Origin): FilePlace | undefined {
  const entry = file === '' ? undefined : files.at(file);
  return entry?.kind === 'file' ? { path: file, text: entry.text, span } : undefined;
}
