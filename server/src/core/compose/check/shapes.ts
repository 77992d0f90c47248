import type { Diagnostic } from '../../lint/diagnostic.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { ComposeModel } from '../model.ts';
import { root } from '../spec/root.ts';
import { options } from '../spec/shape.ts';
import type { ListShape, MapShape, Shape } from '../spec/shape.ts';
import { scalarType } from '../yaml/scalar.ts';
import { isEmpty, isMergeKey, resolve, scalarOf } from '../yaml/nodes.ts';
import type { Entry, ListNode, MapNode, Node } from '../yaml/nodes.ts';
import { mapEntries } from '../yaml/entries.ts';
import { mustBe } from './expected.ts';
import { invalidName, missingKey, unknownKey } from './keys.ts';
import type { Place } from './place.ts';
import { problem, replaceFix } from './problem.ts';
import { checkScalar } from './scalars.ts';

/** Holds every value of a file against the table of keys: unknown and missing keys, wrong types, wrong values. */
export function checkShapes(model: ComposeModel): Diagnostic[] {
  const check: ShapeCheck = { model, found: [], reported: new Set(), visited: new Map(), lax: false };
  for (const { root: node } of model.yaml.documents) {
    if (!isEmpty(node)) checkNode(check, { node, shape: root, name: '', at: node.span });
  }
  return check.found;
}

interface ShapeCheck {
  readonly model: ComposeModel;
  readonly found: Diagnostic[];
  /** Keys that were reported already: a shared fragment is told its mistake once. */
  readonly reported: Set<Node>;
  /** What was held against which shapes, for nodes behind aliases, so that piled-up aliases cost nothing. */
  readonly visited: Map<Node, Set<Shape>>;
  /** Whether Compose lets unknown keys and absent values pass here. */
  readonly lax: boolean;
}

function checkNode(check: ShapeCheck, place: Place): void {
  const { node } = place;
  if (node.tag === '!reset') return;
  if (node.kind === 'alias') return checkShared(check, place);
  if (node.kind === 'map') return checkMap(check, place, node);
  if (node.kind === 'list') return checkList(check, place, node);
  if (place.name === '') return wrongType(check, place);
  if (!check.lax || !isEmpty(node)) check.found.push(...checkScalar(node, place));
}

function checkShared(check: ShapeCheck, place: Place): void {
  const target = resolve(place.node);
  if (!target) return;
  const shapes = check.visited.get(target) ?? new Set();
  if (shapes.has(place.shape)) return;
  check.visited.set(target, shapes.add(place.shape));
  checkNode(check, { ...place, node: target });
}

function checkList(check: ShapeCheck, place: Place, node: ListNode): void {
  const shape = options(place.shape).find((option): option is ListShape => option.kind === 'list');
  if (!shape) return wrongType(check, place);
  if (shape.unique) check.found.push(...repeats(node));
  for (const [index, item] of node.items.entries()) {
    checkNode(check, { node: item, shape: shape.item, name: `${place.name}[${index}]`, at: item.span });
  }
}

function repeats(list: ListNode): readonly Diagnostic[] {
  const seen = new Set<string>();
  return list.items.flatMap((item) => {
    const scalar = scalarOf(item);
    const text = scalar && `${scalarType(scalar)} ${scalar.text}`;
    if (text === undefined || !seen.has(text)) {
      if (text !== undefined) seen.add(text);
      return [];
    }
    return [problem('duplicate-item', item.span, message('{0} stands in this list twice.', scalar?.text ?? ''))];
  });
}

function checkMap(check: ShapeCheck, place: Place, node: MapNode): void {
  const shape = options(place.shape).find((option): option is MapShape => option.kind === 'map');
  if (!shape) return isPairItem(place, node) ? pairItem(check, place, node) : wrongType(check, place);
  const merges = node.entries.some(({ key }) => isMergeKey(key));
  const entries = merges ? [...mapEntries(node).values()] : node.entries;
  for (const entry of entries) checkEntry(check, shape, entry);
  for (const name of [...shape.required, ...(shape.needs ?? [])]) {
    if (!entries.some(({ key }) => key.text === name)) check.found.push(missingKey(check.model, place, name));
  }
}

/** `- A: b` where `A=b` belongs: a map, by YAML, in a list of texts. */
function isPairItem({ shape }: Place, { entries, flow }: MapNode): boolean {
  const [first] = entries;
  return (
    shape.kind === 'text' &&
    shape.isPair === true &&
    entries.length === 1 &&
    !flow &&
    scalarOf(first?.value) !== undefined
  );
}

function pairItem(check: ShapeCheck, { name }: Place, { entries, span }: MapNode): void {
  const [first] = entries;
  const pair = `${first?.key.text ?? ''}=${scalarOf(first?.value)?.text ?? ''}`;
  const fixes = /[\s#:"'{}[\],]/.test(pair) ? [] : [replaceFix(span, pair)];
  const text = message('{0} must be written {1} in a list. Without the dash, a map with a colon is right.', name, pair);
  check.found.push(problem('wrong-type', span, text, { fixes }));
}

function checkEntry(check: ShapeCheck, shape: MapShape, entry: Entry): void {
  const { key, value } = entry;
  const name = key.text;
  const known = Object.hasOwn(shape.keys, name) ? shape.keys[name] : undefined;
  if (known) {
    const below = known.lax ? { ...check, lax: true } : check;
    return checkNode(below, { node: value, shape: known.shape, name, at: key.span });
  }
  if (shape.extensions && name.startsWith('x-')) return;
  const { free } = shape;
  if (free && (!free.pattern || free.pattern.test(name))) {
    return checkNode(check, { node: value, shape: free.value, name, at: key.span });
  }
  if (shape.open || check.reported.has(key)) return;
  check.reported.add(key);
  const found = free ? invalidName(key) : unknownKey(check.model, shape, entry);
  check.found.push(check.lax ? { ...found, severity: 'warning' } : found);
}

function wrongType(check: ShapeCheck, { node, shape, name, at }: Place): void {
  if (check.reported.has(node)) return;
  check.reported.add(node);
  const text = name === '' ? topLevelMap : mustBe(name, shape);
  check.found.push(problem('wrong-type', name === '' ? firstLine(check.model.text, node.span) : at, text));
}

const topLevelMap = message('The top level of a Compose file must be a map, with keys such as `services:`.');

function firstLine(text: string, { start, end }: Span): Span {
  const newline = text.indexOf('\n', start);
  return { start, end: newline === -1 ? end : Math.min(end, newline) };
}
