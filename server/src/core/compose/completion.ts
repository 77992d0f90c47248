import type { Completion, CompletionKind } from '../language.ts';
import type { Markup } from '../text/markup.ts';
import type { Message } from '../text/message.ts';
import { cursorAt } from './completion/cursor.ts';
import type { Cursor } from './completion/cursor.ts';
import { pragmaCompletions } from './completion/pragmas.ts';
import { mayBeEmpty, valueSnippet } from './completion/snippet.ts';
import { keyDocs, kindOf, valueDocs } from './docs.ts';
import type { ComposeModel } from './model.ts';
import { namesOf } from './project.ts';
import { alternatives, hrefOf, lookUp } from './spec/lookup.ts';
import type { Spot } from './spec/lookup.ts';
import { root } from './spec/root.ts';
import type { Key, MapShape, NameKind, Shape, TextShape } from './spec/shape.ts';

/** What can be written at the cursor: keys, values, and the names of what the project declares. */
export function completion(model: ComposeModel, offset: number): readonly Completion[] {
  const inComment = pragmaCompletions(model, offset);
  if (inComment) return inComment;
  const cursor = cursorAt(model, offset);
  const spot = cursor && lookUp(cursor.path);
  if (!cursor || !spot) return [];
  const scene: Scene = { model, cursor, spot };
  const shapes = alternatives(spot);
  if (cursor.position === 'flow key') return keys(scene, shapes);
  if (cursor.position === 'value' || cursor.position === 'flow value') return values(scene, shapes);
  if (cursor.hasColon) return keys(scene, shapes);
  const offers = [...keys(scene, shapes), ...(cursor.inItem ? values(scene, shapes) : [])];
  return cursor.inItem ? offers : [...offers, ...items(scene)];
}

interface Scene {
  readonly model: ComposeModel;
  readonly cursor: Cursor;
  readonly spot: Spot;
}

function keys(scene: Scene, shapes: readonly Shape[]): readonly Completion[] {
  const maps = shapes.filter((shape): shape is MapShape => shape.kind === 'map');
  return maps.flatMap((map) => [
    ...Object.entries(map.keys).flatMap(([name, key], index) => keyOffer(scene, { map, name, key, index })),
    ...nameKeys(scene, map),
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
  const newText = alone ? name : `${name}:${value}`;
  return offer(cursor, { label: name, kind, newText, isSnippet: !alone, rank, docs, detail: kindOf(shape) });
}

/** Single values: those of the table, true and false, and names. */
function values(scene: Scene, shapes: readonly Shape[]): readonly Completion[] {
  return shapes.flatMap((shape) => {
    if (shape.kind === 'flag')
      return scene.cursor.quote === '' ? ['true', 'false'].map((word) => valueOffer(scene, word, [])) : [];
    return shape.kind === 'text' ? textValues(scene, shape) : [];
  });
}

function textValues(scene: Scene, { values = [], names }: TextShape): readonly Completion[] {
  const { cursor } = scene;
  const fixed = values
    .filter(({ text }) => !cursor.used.has(text))
    .map((value) => valueOffer(scene, value.text, valueDocs(value)));
  if (!names) return fixed;
  const known = knownNames(scene, names.kind).map((name) => {
    const text = names.form === 'behind service:' ? `service:${name}` : names.kind === 'volume' ? `${name}:` : name;
    return { ...valueOffer(scene, text, []), kind: 'reference' as const };
  });
  return [...fixed, ...known];
}

function valueOffer({ cursor }: Scene, text: string, docs: Markup): Completion {
  return offer(cursor, {
    label: text,
    kind: 'value',
    newText: text,
    isSnippet: false,
    rank: `0${text}`,
    docs,
    detail: undefined,
  });
}

/** Items of a list that has no dash yet. */
function items(scene: Scene): readonly Completion[] {
  const { cursor } = scene;
  const inner = lookUp([...cursor.path, 'item']);
  if (!inner || cursor.quote !== '') return [];
  const dashed = { ...scene, spot: inner, cursor: { ...cursor, indent: `${cursor.indent}  ` } };
  const shapes = alternatives(inner);
  const offers = [...values(dashed, shapes), ...keys(dashed, shapes)];
  return offers.map((each) => ({
    ...each,
    label: `- ${each.label}`,
    newText: `${cursor.lead}- ${each.newText.slice(cursor.lead.length)}`,
  }));
}

/** The names of a kind, but for those that stand there already, and for the service itself. */
function knownNames({ model, cursor }: Scene, kind: NameKind): readonly string[] {
  const [first, second] = cursor.path;
  const isService = typeof first === 'object' && first.key === 'services' && typeof second === 'object';
  const own = kind === 'service' && isService ? second.key : undefined;
  const current = cursor.word;
  return [...namesOf(model.project, kind)].filter(
    (name) => name !== own && (name === current || ![...cursor.used].some((used) => used.split(':')[0] === name)),
  );
}

function currentWord({ model, cursor }: Scene): string {
  return model.text.slice(cursor.span.start, cursor.span.end).trim();
}

interface Offer {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly newText: string;
  readonly isSnippet: boolean;
  readonly rank: string;
  readonly docs: Markup;
  readonly detail: Message | undefined;
}

function offer(cursor: Cursor, { label, kind, newText, isSnippet, rank, docs, detail }: Offer): Completion {
  return {
    label,
    kind,
    span: cursor.span,
    newText: cursor.lead + newText,
    isSnippet,
    sortText: rank,
    docs,
    ...(detail ? { detail } : {}),
  };
}

/** One level of indentation as the file has it: that of its first indented line. */
function unitOf(text: string): string {
  return /^[^\s#][^\n]*:[^\n]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( +)[^\s#-]/m.exec(text)?.[1] ?? '  ';
}
