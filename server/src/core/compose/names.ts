import { perObject } from '../perObject.ts';
import type { NameForm, NameKind } from './spec/shape.ts';
import type { Span } from '../text/span.ts';
import { isHostPath, parseMount } from './mounts.ts';
import { resolve, scalarOf } from './yaml/nodes.ts';
import type { Node, ScalarNode } from './yaml/nodes.ts';
import { entriesOf } from './yaml/entries.ts';
import type { Project, Service } from './project.ts';

/** A place where a service names something that the project declares. */
export interface Reference {
  readonly kind: NameKind;
  readonly name: string;
  /** The name alone, as far as it can be told from what stands around it. */
  readonly span: Span;
  /** The key of the service that it stands under. */
  readonly key: string;
  /** Whether the service waits for the other: such references must not make a circle. */
  readonly isDependency: boolean;
}

/** All references of a service, in the order of the table below. Names with variables are unknown and left out. */
export function referencesOf(service: Service): readonly Reference[] {
  const named = readers.flatMap(({ key, kind, form, isDependency }) => {
    const [first = key, ...path] = key.split('.');
    let value = service.keys.get(first)?.value;
    for (const step of path) value = entriesOf(value).get(step)?.value;
    return (value ? namedBy(value) : []).flatMap(({ scalar, isWhole }) => {
      const found = nameIn(scalar, isWhole ? 'alone' : form);
      return found ? [{ kind, ...found, key: first, isDependency }] : [];
    });
  });
  return [...named, ...contextsOf(service)];
}

/** All references of the services of a project. Editors ask with every move of the cursor. */
export const referencesIn = perObject((project: Project): readonly Reference[] =>
  [...project.services.values()].flatMap(referencesOf),
);

/** The same, by where their names begin: each of many findings asks for its own. */
export const referencesByStart = perObject(
  (project: Project): ReadonlyMap<number, Reference> =>
    new Map(referencesIn(project).map((found) => [found.span.start, found])),
);

/** Services whose images are build contexts: `name: service:other`, or `name=service:other`. */
function contextsOf({ keys }: Service): readonly Reference[] {
  const value = entriesOf(keys.get('build')?.value).get('additional_contexts')?.value;
  const node = value && resolve(value);
  const scalars = node?.kind === 'list' ? node.items : [...entriesOf(node).values()].map((entry) => entry.value);
  return scalars.flatMap((item) => {
    const scalar = scalarOf(item);
    const found = scalar && nameIn(scalar, 'behind service:');
    return found ? [{ kind: 'service' as const, ...found, key: 'build', isDependency: false }] : [];
  });
}

interface Reader {
  readonly key: string;
  readonly kind: NameKind;
  readonly form: NameForm | 'mount';
  readonly isDependency: boolean;
}

/** Where services name other things, and how: compose-go `loader/normalize.go` and `loader/validate.go`. */
const readers: readonly Reader[] = [
  { key: 'depends_on', kind: 'service', form: 'alone', isDependency: true },
  { key: 'links', kind: 'service', form: 'before colon', isDependency: true },
  { key: 'volumes_from', kind: 'service', form: 'before colon', isDependency: true },
  { key: 'network_mode', kind: 'service', form: 'behind service:', isDependency: true },
  { key: 'ipc', kind: 'service', form: 'behind service:', isDependency: true },
  { key: 'pid', kind: 'service', form: 'behind service:', isDependency: true },
  { key: 'uts', kind: 'service', form: 'behind service:', isDependency: true },
  { key: 'cgroup', kind: 'service', form: 'behind service:', isDependency: true },
  { key: 'networks', kind: 'network', form: 'alone', isDependency: false },
  { key: 'volumes', kind: 'volume', form: 'mount', isDependency: false },
  { key: 'secrets', kind: 'secret', form: 'alone', isDependency: false },
  { key: 'configs', kind: 'config', form: 'alone', isDependency: false },
  { key: 'models', kind: 'model', form: 'alone', isDependency: false },
  { key: 'build.secrets', kind: 'secret', form: 'alone', isDependency: false },
];

interface Named {
  readonly scalar: ScalarNode;
  /** Whether the scalar is the name and nothing else, whatever the form of shorter ones. */
  readonly isWhole: boolean;
}

/** The scalars in which names stand: one text, the items of a list (or their `source`), the keys of a map. */
function namedBy(value: Node): readonly Named[] {
  const node = resolve(value);
  if (node?.kind === 'scalar') return [{ scalar: node, isWhole: false }];
  if (node?.kind === 'map') return [...entriesOf(node).values()].map(({ key }) => ({ scalar: key, isWhole: true }));
  return (node?.items ?? []).flatMap((item): readonly Named[] => {
    const short = scalarOf(item);
    if (short) return [{ scalar: short, isWhole: false }];
    const entries = entriesOf(item);
    const type = entries.get('type');
    if (type && scalarOf(type.value)?.text !== 'volume') return [];
    const source = scalarOf(entries.get('source')?.value);
    return source ? [{ scalar: source, isWhole: true }] : [];
  });
}

/** The name in a text of a certain form. */
export function nameIn(scalar: ScalarNode, form: Reader['form']): Pick<Reference, 'name' | 'span'> | undefined {
  const { text } = scalar;
  const name = nameOf(text, form);
  if (name === undefined || name === '' || name.includes('$')) return undefined;
  const offset = form === 'behind service:' ? text.length - name.length : 0;
  return { name, span: spanIn(scalar, offset, name.length) };
}

function nameOf(text: string, form: Reader['form']): string | undefined {
  if (form === 'alone') return text;
  if (form === 'behind service:') return /(?:^|=)service:(.*)$/.exec(text)?.[1];
  if (form === 'before colon') return text.startsWith('container:') ? undefined : (text.split(':')[0] ?? text);
  const source = parseMount(text)?.source ?? '';
  return isHostPath(source) ? undefined : source;
}

/** A part of a scalar's text; the whole scalar where quotes or line breaks hide where the part stands. */
function spanIn({ span, style, text }: ScalarNode, offset: number, length: number): Span {
  const quotes = style === 'quoted' ? 1 : 0;
  if (style === 'block' || span.end - span.start !== text.length + 2 * quotes) return span;
  const start = span.start + quotes + offset;
  return { start, end: start + length };
}
