import type { Hover } from '../language.ts';
import type { Block, Markup } from '../text/markup.ts';
import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import { message } from '../text/message.ts';
import { keyDocs, valueDocs } from './docs.ts';
import { block, describe, describePort } from './hover/describe.ts';
import { describePlace } from './hover/places.ts';
import type { PlacedValue } from './hover/places.ts';
import { meantPath, stepsOf } from './meantPath.ts';
import { shortPort } from './ports.ts';
import { sitesAt } from './sites.ts';
import type { ComposeModel } from './model.ts';
import { nameIn } from './names.ts';
import { declarationOf } from './project.ts';
import { alternatives, lookUp } from './spec/lookup.ts';
import type { ShapeStep, Spot } from './spec/lookup.ts';
import type { NameKind, TextShape } from './spec/shape.ts';
import { pathAt } from './yaml/nodeAt.ts';
import type { NodePath } from './yaml/nodeAt.ts';
import { entrySpan } from './yaml/nodes.ts';
import type { Entry, Node, ScalarNode } from './yaml/nodes.ts';

/** What a key means, what a value stands for, or what stands behind a name or an alias. */
export function hover(model: ComposeModel, offset: number): Hover | undefined {
  const path = pathAt(model.yaml, offset);
  if (path.key) return keyHover(model, path, path.key);
  const { value } = path;
  const anchor = anchorHover(model, offset);
  if (anchor) return anchor;
  if (value?.kind === 'alias') return { span: value.span, content: source(model, value.target) };
  if (value?.kind !== 'scalar') return undefined;
  const steps = meantPath(model, stepsOf(path));
  const spot = lookUp(steps);
  const place = { path: placeOf(steps), text: value.text, map: path.nodes.at(-2) };
  return spot && (valueHover(model, spot, { value, offset }) ?? meaningHover(model, spot, { value, place }));
}

/** How often an anchor is repeated. */
function anchorHover(model: ComposeModel, offset: number): Hover | undefined {
  if (model.yaml.anchorNames.size === 0) return undefined;
  const sites = sitesAt(model, offset);
  const anchor = sites.find(
    ({ kind, role, span }) => kind === 'anchor' && role === 'definition' && touches(span, offset),
  );
  if (!anchor) return undefined;
  const times = sites.length - 1;
  const text = times === 1 ? message('An anchor, repeated once') : message('An anchor, repeated {0} times', times);
  return { span: anchor.span, content: [block(text)] };
}

interface Meaning {
  readonly value: ScalarNode;
  readonly place: PlacedValue;
}

/** What a value means by its form and its place. */
function meaningHover(model: ComposeModel, spot: Spot, { value, place }: Meaning): Hover | undefined {
  if (value.text === '') return undefined;
  const isPort = place.path === 'services.*.ports.[]';
  const shapes = alternatives(spot).map((shape) => describe(value.text, shape));
  const content = shapes.find((docs) => docs.length > 0) ?? describePlace(model, place);
  const all = isPort && content.length === 0 ? describePort(shortPort(value.text)) : content;
  return all.length > 0 ? { span: value.span, content: all } : undefined;
}

/** The way to a value as text, with a star for the names of services, volumes and so on. */
function placeOf(steps: readonly ShapeStep[]): string {
  return steps.map((step, index) => (step === 'item' ? '[]' : index === 1 ? '*' : step.key)).join('.');
}

function keyHover(model: ComposeModel, path: NodePath, key: ScalarNode): Hover | undefined {
  const steps = meantPath(model, stepsOf(path));
  const above = lookUp(steps.slice(0, -1));
  const spot = lookUp(steps);
  if (!spot || !above) return undefined;
  const names = spot.free?.names;
  if (names && above.free !== spot.free) return nameHover(model, { kind: names, name: key.text, span: key.span });
  if (names === undefined && spot.free && steps.length === 2) return usesHover(model, key);
  if (!spot.key || spot.free) return undefined;
  return { span: key.span, content: keyDocs(spot.key, spot.href) };
}

/** Which services use what is declared here. */
function usesHover(model: ComposeModel, key: ScalarNode): Hover | undefined {
  const [declared, ...others] = sitesAt(model, key.span.start);
  if (!declared) return undefined;
  const users = [...model.project.services.values()].filter(({ entry }) => {
    const { start, end } = entrySpan(entry);
    return [declared, ...others].some(({ role, span }) => role === 'use' && span.start >= start && span.end <= end);
  });
  if (users.length === 0) return undefined;
  const text = message('Used by: {0}', users.map(({ name }) => name).join(', '));
  return { span: key.span, content: [block(text)] };
}

interface ValueAt {
  readonly value: ScalarNode;
  readonly offset: number;
}

function valueHover(model: ComposeModel, spot: Spot, { value, offset }: ValueAt): Hover | undefined {
  for (const shape of alternatives(spot)) {
    if (shape.kind !== 'text') continue;
    const known = shape.values?.find(({ text }) => text === value.text);
    if (known?.doc) return { span: value.span, content: valueDocs(known) };
    const found = namedAt(shape, value);
    if (found && touches(found.span, offset)) return nameHover(model, found);
  }
  return undefined;
}

interface NamedThing {
  readonly kind: NameKind;
  readonly name: string;
  readonly span: Span;
}

function namedAt({ names, format }: TextShape, value: ScalarNode): NamedThing | undefined {
  const found = names && nameIn(value, format === 'mount' ? 'mount' : names.form);
  return found && { kind: names.kind, ...found };
}

function nameHover(model: ComposeModel, { kind, name, span }: NamedThing): Hover | undefined {
  const entry = declarationOf(model.project, kind, name);
  return entry && { span, content: source(model, entry) };
}

/** The text of a declaration, as it stands in the file. */
function source({ text }: ComposeModel, part: Entry | Node | undefined): Markup {
  if (!part) return [];
  const { start, end } = 'key' in part ? entrySpan(part) : part.span;
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const lines = text.slice(start, end).split(/\r?\n/);
  const shown = lines.slice(0, maxLines).map((line, index) => (index === 0 ? line : line.slice(column)));
  const blocks: Block[] = [{ kind: 'code', language: 'yaml', code: shown.join('\n') }];
  if (lines.length <= maxLines) return blocks;
  return [...blocks, { kind: 'text', text: message('… and {0} more lines', lines.length - maxLines) }];
}

const maxLines = 20;
