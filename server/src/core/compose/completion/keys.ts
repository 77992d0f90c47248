import type { Completion, CompletionKind } from '../../language.ts';
import type { Block, Markup } from '../../text/markup.ts';
import { keyDocs, kindOf } from '../docs.ts';
import { unitOf } from '../indentation.ts';
import { knownService } from '../knownServices.ts';
import { isDeclared, namesOf } from '../project.ts';
import { referencesIn } from '../names.ts';
import { hrefOf } from '../spec/lookup.ts';
import { root } from '../spec/root.ts';
import type { Key, MapShape, NameKind, Shape } from '../spec/shape.ts';
import { entriesOf } from '../yaml/entries.ts';
import { escapeSnippet, imageNameOf, offer, pathOf, serviceAt } from './scene.ts';
import type { Scene } from './scene.ts';
import { mayBeEmpty, valueSnippet } from './snippet.ts';
import { pairSuggestions } from './suggestions.ts';
import type { PairSuggestion } from './suggestions.ts';

/** The keys that the cursor's map may have: those of the table, and names and words worth offering. */
export function keyOffers(scene: Scene, shapes: readonly Shape[]): readonly Completion[] {
  const maps = shapes.filter((shape): shape is MapShape => shape.kind === 'map');
  return maps.flatMap((map) => [
    ...Object.entries(map.keys).flatMap(([name, key], index) => keyOffer(scene, { map, name, key, index })),
    ...nameKeys(scene, map),
    ...(map.free && !map.free.names ? freeKeys(scene, map.free.value) : []),
  ]);
}

interface KeyOffer {
  readonly map: MapShape;
  readonly name: string;
  readonly key: Key;
  readonly index: number;
}

function keyOffer(scene: Scene, { map, name, key, index }: KeyOffer): readonly Completion[] {
  const { cursor, spot } = scene;
  if (cursor.used.has(name) && name !== currentWord(scene)) return [];
  const isRequired = map.required.includes(name) || map.needs?.includes(name);
  const rank = key.deprecated ? '3' : isRequired ? '1' : '2';
  // At the top there are few keys, and the table has them in the order in which a file is written.
  const order = map === root ? String(index).padStart(2, '0') : name;
  const docs = keyDocs(key, hrefOf(map, name) ?? spot.href);
  const offer = entryOffer(scene, { name, shape: key.shape, docs, kind: 'property', rank: rank + order });
  return [key.deprecated ? { ...offer, deprecated: true } : offer];
}

/** Keys that are names of what is declared elsewhere, such as those of `depends_on`. */
function nameKeys(scene: Scene, { free }: MapShape): readonly Completion[] {
  if (!free?.names) return [];
  return knownNames(scene, free.names).map((name) =>
    entryOffer(scene, { name, shape: free.value, docs: [], kind: 'reference', rank: `0${name}`, isName: true }),
  );
}

/** Keys that the user chooses: names that services use already and nobody declares, and words that often stand there. */
function freeKeys(scene: Scene, shape: Shape): readonly Completion[] {
  const path = pathOf(scene.cursor);
  const kind = sections.get(path);
  const names = kind ? undeclaredNames(scene, kind) : [];
  return [
    ...names.map((name) =>
      entryOffer(scene, { name, shape, docs: [], kind: 'reference', rank: `0${name}`, isName: true }),
    ),
    ...pairsAt(scene, path).map((pair, index) => pairKey(scene, pair, index)),
  ];
}

const sections: ReadonlyMap<string, NameKind> = new Map([
  ['services', 'service'],
  ['networks', 'network'],
  ['volumes', 'volume'],
  ['secrets', 'secret'],
  ['configs', 'config'],
  ['models', 'model'],
]);

/** What services name and the file does not declare: most likely it is being declared now. */
function undeclaredNames({ model, cursor }: Scene, kind: NameKind): readonly string[] {
  const names = referencesIn(model.project)
    .filter((reference) => reference.kind === kind && !isDeclared(model.project, kind, reference.name))
    .map(({ name }) => name);
  return [...new Set(names)].filter((name) => !cursor.used.has(name));
}

/** The pairs worth offering at a path: those of the table, of the image, and what other services have there. */
function pairsAt(scene: Scene, path: string): readonly PairSuggestion[] {
  const fixed = pairSuggestions[path] ?? [];
  if (path !== 'services.*.environment') return withoutUsed(scene, fixed);
  const known = knownService(imageNameOf(serviceAt(scene)))?.variables ?? [];
  const others = [...scene.model.project.services.values()].flatMap(({ keys }) =>
    environmentNames(keys.get('environment')),
  );
  const names = new Set([...known, ...fixed].map(({ name }) => name));
  const foreign = [...new Set(others)].filter((name) => !names.has(name)).map((name) => ({ name }));
  return withoutUsed(scene, [...known.map(({ name }) => ({ name })), ...foreign, ...fixed]);
}

function environmentNames(entry: { readonly value: Parameters<typeof entriesOf>[0] } | undefined): readonly string[] {
  return [...entriesOf(entry?.value).keys()];
}

function withoutUsed({ cursor }: Scene, pairs: readonly PairSuggestion[]): readonly PairSuggestion[] {
  const used = new Set([...cursor.used].map((text) => text.split('=')[0]));
  return pairs.filter(({ name }) => !used.has(name) || name === cursor.word);
}

function pairKey({ cursor }: Scene, { name, value, doc }: PairSuggestion, index: number): Completion {
  const alone = cursor.hasColon || cursor.quote !== '';
  const body = value === undefined ? '$1' : `\${1:${escapeSnippet(JSON.stringify(value))}}`;
  return offer(cursor, {
    label: name,
    kind: 'property',
    newText: alone ? name : `${escapeSnippet(name)}: ${body}`,
    isSnippet: !alone,
    rank: `1${String(index).padStart(3, '0')}`,
    docs: docOf(doc),
    detail: undefined,
  });
}

function docOf(doc: PairSuggestion['doc']): readonly Block[] {
  return doc ? [{ kind: 'text', text: doc }] : [];
}

/** The same pairs as items of a list: `NAME=value`. */
export function pairItems(scene: Scene): readonly Completion[] {
  const path = pathOf(scene.cursor);
  if (scene.cursor.word.includes('=')) return [];
  return pairsAt(scene, path.replace(/\.\[\]$/, '')).map(({ name, value, doc }, index) =>
    offer(scene.cursor, {
      label: name,
      kind: 'property',
      newText: `${escapeSnippet(name)}=\${1${value === undefined ? '' : `:${escapeSnippet(value)}`}}`,
      isSnippet: true,
      rank: `1${String(index).padStart(3, '0')}`,
      docs: docOf(doc),
      detail: undefined,
    }),
  );
}

/** `<<`, where there are anchors to take over. */
export function mergeKey({ model, cursor }: Scene, shapes: readonly Shape[]): readonly Completion[] {
  if (model.yaml.anchorNames.size === 0 || cursor.hasColon || cursor.quote !== '') return [];
  if (cursor.used.has('<<') || !shapes.some(({ kind }) => kind === 'map') || cursor.path.length === 0) return [];
  return [
    offer(cursor, {
      label: '<<',
      kind: 'keyword',
      newText: '<<: *$1',
      isSnippet: true,
      rank: '4<<',
      docs: [],
      detail: undefined,
    }),
  ];
}

interface EntryOffer {
  readonly name: string;
  readonly shape: Shape;
  readonly docs: Markup;
  readonly kind: CompletionKind;
  readonly rank: string;
  /** Whether the name alone may do. */
  readonly isName?: boolean;
}

/** A key with the beginnings of its value. Where a colon follows, or a quote is open, the key alone. */
function entryOffer({ model, cursor }: Scene, { name, shape, docs, kind, rank, isName }: EntryOffer): Completion {
  const alone = cursor.hasColon || cursor.quote !== '';
  const layout = {
    unit: unitOf(model.text),
    indent: cursor.indent + cursor.lead,
    isFlow: cursor.position === 'flow key',
  };
  const value = isName && mayBeEmpty(shape) ? '' : valueSnippet(shape, layout);
  const newText = alone ? name : `${escapeSnippet(name)}:${value}`;
  return offer(cursor, { label: name, kind, newText, isSnippet: !alone, rank, docs, detail: kindOf(shape) });
}

/** The names of a kind, but for those that stand there already, and for the service itself. */
export function knownNames(scene: Scene, kind: NameKind): readonly string[] {
  const { model, cursor } = scene;
  const own = kind === 'service' ? serviceNameAt(scene) : undefined;
  const current = cursor.word;
  return [...namesOf(model.project, kind)].filter(
    (name) => name !== own && (name === current || ![...cursor.used].some((used) => used.split(':')[0] === name)),
  );
}

function serviceNameAt({ cursor }: Scene): string | undefined {
  const [first, second] = cursor.path;
  const isService = typeof first === 'object' && first.key === 'services';
  return isService && typeof second === 'object' ? second.key : undefined;
}

function currentWord({ model, cursor }: Scene): string {
  return model.text.slice(cursor.span.start, cursor.span.end).trim();
}
