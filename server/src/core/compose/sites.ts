import { perObject } from '../perObject.ts';
import type { Occurrence } from '../language.ts';
import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { ComposeModel } from './model.ts';
import { nameIn, referencesOf } from './names.ts';
import type { ResourceKind } from './project.ts';
import type { NameKind } from './spec/shape.ts';
import { entriesOf } from './yaml/entries.ts';
import type { Entry, Node, ScalarNode } from './yaml/nodes.ts';
import { entrySpan, resolve, scalarOf } from './yaml/nodes.ts';

/** What a file names: things of the project, anchors, and variables. */
export type SiteKind = NameKind | 'anchor' | 'variable';

/** A place that names something. */
export interface Site extends Occurrence {
  readonly kind: SiteKind;
  readonly name: string;
  /** The file that declares it, as `extends` names it, where that is another one. */
  readonly file?: string;
  /** All that belongs to a definition. */
  readonly whole: Span;
}

/** All places of the file that name the thing that is named at `offset`, in the order of the text. */
export function sitesAt(model: ComposeModel, offset: number): readonly Site[] {
  const sites = sitesOf(model);
  const found = sites.find(({ span }) => touches(span, offset));
  if (!found) return [];
  const same = sites.filter((site) => isSame(site, found));
  return found.kind === 'anchor' ? anchorGroup(same, found) : same;
}

/** Whether two places name the same thing, as far as one file can tell. */
function isSame(a: Site, b: Site): boolean {
  return a.kind === b.kind && a.name === b.name && a.file === b.file;
}

/** An anchor counts from where it stands to the next of the same name. */
function anchorGroup(sites: readonly Site[], { span }: Site): readonly Site[] {
  const groups: Site[][] = [];
  for (const site of sites) {
    if (site.role === 'definition' || groups.length === 0) groups.push([]);
    groups.at(-1)?.push(site);
  }
  return groups.find((group) => group.some((site) => site.span.start === span.start)) ?? [];
}

/** All places of the file that name something, each once, in the order of the text. Editors ask with every move of the cursor. */
export const sitesOf = perObject(findSites);

function findSites(model: ComposeModel): readonly Site[] {
  const all = [...namedThings(model), ...anchors(model), ...variables(model)];
  const byStart = new Map(all.toReversed().map((site) => [site.span.start, site]));
  return [...byStart.values()].sort((a, b) => a.span.start - b.span.start);
}

const sections: Readonly<Record<ResourceKind, NameKind>> = {
  networks: 'network',
  volumes: 'volume',
  secrets: 'secret',
  configs: 'config',
  models: 'model',
};

function namedThings({ yaml }: ComposeModel): readonly Site[] {
  return yaml.documents.flatMap(({ root }) => {
    const top = entriesOf(root);
    const resources = Object.entries(sections).flatMap(([section, kind]) =>
      [...entriesOf(top.get(section)?.value).values()].map((entry) => declaration(kind, entry)),
    );
    const services = [...entriesOf(top.get('services')?.value).values()];
    return [...resources, ...services.flatMap((entry) => [declaration('service', entry), ...usesIn(entry)])];
  });
}

function declaration(kind: NameKind, entry: Entry): Site {
  const span = innerSpan(entry.key);
  return { kind, name: entry.key.text, span, role: 'definition', whole: entrySpan(entry) };
}

/** The text of a scalar without its quotes. */
function innerSpan({ span, style }: ScalarNode): Span {
  return style === 'quoted' ? { start: span.start + 1, end: span.end - 1 } : span;
}

/** What one service names. */
function usesIn(entry: Entry): readonly Site[] {
  const keys = entriesOf(entry.value);
  const service = { name: entry.key.text, entry, keys, always: true };
  const references = referencesOf(service).map(({ kind, name, span }) => use(kind, name, span));
  const profiles = scalarsIn(keys.get('profiles')?.value).map((scalar) => alone('profile', scalar));
  return [...references, ...profiles, ...baseOf(keys.get('extends')?.value)].filter((site) => site.name !== '');
}

/** The service that another is extended from, which may stand in another file. */
function baseOf(base: Node | undefined): readonly Site[] {
  const extended = entriesOf(base);
  const scalar = scalarOf(base) ?? scalarOf(extended.get('service')?.value);
  if (!scalar) return [];
  const file = scalarOf(extended.get('file')?.value)?.text;
  return [file === undefined ? alone('service', scalar) : { ...alone('service', scalar), file }];
}

function alone(kind: NameKind, scalar: ScalarNode): Site {
  const found = nameIn(scalar, 'alone');
  return use(kind, found?.name ?? '', found?.span ?? scalar.span);
}

function use(kind: SiteKind, name: string, span: Span): Site {
  return { kind, name, span, role: 'use', whole: span };
}

function scalarsIn(node: Node | undefined): readonly ScalarNode[] {
  const list = node && resolve(node);
  return list?.kind === 'list' ? list.items.flatMap((item) => scalarOf(item) ?? []) : [];
}

/** Anchors (`&name`) and the aliases that repeat them. */
function anchors({ text, yaml }: ComposeModel): readonly Site[] {
  if (yaml.anchorNames.size === 0) return [];
  const found: Site[] = yaml.aliases.map(({ name, span }) =>
    use('anchor', name, { start: span.start + 1, end: span.end }),
  );
  const visit = (node: Node): void => {
    if (node.anchor !== undefined) {
      const at = text.lastIndexOf(`&${node.anchor}`, node.span.start);
      const span = { start: at + 1, end: at + 1 + node.anchor.length };
      const whole = { start: at, end: node.span.end };
      if (at >= 0) found.push({ kind: 'anchor', name: node.anchor, span, role: 'definition', whole });
    }
    if (node.kind === 'list') for (const item of node.items) visit(item);
    else if (node.kind === 'map') for (const { value } of node.entries) visit(value);
  };
  for (const { root } of yaml.documents) visit(root);
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** Variables in values, as Compose fills them in: `$NAME` and `${NAME…}`, but not `$$`. */
function variables({ text, yaml }: ComposeModel): readonly Site[] {
  return yaml.withVariables.flatMap(({ span }) =>
    [...text.slice(span.start, span.end).matchAll(/\$\$|\$\{?([A-Za-z_]\w*)/g)].flatMap(
      ({ 0: all, 1: name, index }) => {
        if (name === undefined) return [];
        const end = span.start + index + all.length;
        return [use('variable', name, { start: end - name.length, end })];
      },
    ),
  );
}
