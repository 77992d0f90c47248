import type { SemanticToken, SemanticTokenType } from '../language.ts';
import type { Span } from '../text/span.ts';
import { hasVariable } from './check/formats.ts';
import type { ComposeModel } from './model.ts';
import type { SiteKind } from './sites.ts';
import { sitesOf } from './sites.ts';
import { alternatives, rootSpot, stepDown } from './spec/lookup.ts';
import type { Spot } from './spec/lookup.ts';
import type { Shape } from './spec/shape.ts';
import { isMergeKey } from './yaml/nodes.ts';
import type { Entry, Node, ScalarNode } from './yaml/nodes.ts';
import { scalarType } from './yaml/scalar.ts';

/**
 * What the pieces of the text that `span` touches mean: names of the project, images, variables, anchors, and the keys and
 * values that the table knows. Other texts are left to the colours of YAML.
 */
export function semanticTokens(model: ComposeModel, span: Span): readonly SemanticToken[] {
  const found = new Map<number, SemanticToken>();
  for (const { kind, role, span: place } of sitesOf(model)) {
    const token = { start: place.start, end: place.end, type: siteTypes[kind] };
    found.set(place.start, role === 'definition' ? { ...token, modifier: 'declaration' } : token);
  }
  const visit: Visit = { span, text: model.text, found };
  for (const { root } of model.yaml.documents) visitNode(visit, root, rootSpot, '');
  return separate(
    [...found.values()].filter((token) => token.start <= span.end && token.end >= span.start),
    model.text,
  );
}

const siteTypes: Readonly<Record<SiteKind, SemanticTokenType>> = {
  service: 'namespace',
  network: 'namespace',
  volume: 'namespace',
  secret: 'namespace',
  config: 'namespace',
  model: 'namespace',
  profile: 'label',
  anchor: 'label',
  variable: 'variable',
};

interface Visit {
  readonly span: Span;
  readonly text: string;
  readonly found: Map<number, SemanticToken>;
}

function visitNode(visit: Visit, node: Node, spot: Spot | undefined, key: string): void {
  if (node.span.end < visit.span.start || node.span.start > visit.span.end) return;
  if (node.kind === 'list') {
    const inner = spot && stepDown(spot, 'item');
    for (const item of node.items) visitNode(visit, item, inner, key);
  } else if (node.kind === 'map') for (const entry of node.entries) visitEntry(visit, entry, spot);
  else if (node.kind === 'scalar' && spot) visitScalar(visit, node, spot, key);
}

function visitEntry(visit: Visit, { key, value }: Entry, spot: Spot | undefined): void {
  const inner = spot && stepDown(spot, { key: key.text });
  const isKnown = inner?.key !== undefined && inner.free === undefined && spot?.free === inner.free;
  if (isMergeKey(key)) add(visit, key.span, 'operator');
  else if (isKnown || isKeyOf(spot, key.text)) add(visit, key.span, 'property');
  visitNode(visit, value, inner, key.text);
}

/** Whether a key has a meaning of its own at a place. */
function isKeyOf(spot: Spot | undefined, name: string): boolean {
  return (
    spot !== undefined && alternatives(spot).some((shape) => shape.kind === 'map' && Object.hasOwn(shape.keys, name))
  );
}

function visitScalar(visit: Visit, scalar: ScalarNode, spot: Spot, key: string): void {
  const { text, style, span } = scalar;
  if (text === '' || style === 'block' || hasVariable(text)) return;
  const inner = style === 'quoted' ? { start: span.start + 1, end: span.end - 1 } : span;
  const type = key === 'image' ? 'type' : typeOf(scalar, alternatives(spot));
  if (type) add(visit, inner, type);
}

function typeOf(scalar: ScalarNode, shapes: readonly Shape[]): SemanticTokenType | undefined {
  const { text, style } = scalar;
  if (shapes.some((shape) => shape.kind === 'text' && shape.values?.some((value) => value.text === text)))
    return 'enumMember';
  if (shapes.some(({ kind }) => kind === 'flag') && /^(?:true|false|yes|no|on|off|y|n)$/i.test(text)) return 'keyword';
  const isNumber = style === 'plain' && /^(?:integer|float)$/.test(scalarType(scalar));
  if (isNumber && shapes.some(({ kind }) => kind === 'number')) return 'number';
  const formats = shapes.flatMap((shape) => (shape.kind === 'text' ? (shape.format ?? []) : []));
  const isMeasure = formats.some((format) => format === 'duration' || format === 'bytes' || format === 'port');
  const takesBytes = shapes.some((shape) => shape.kind === 'number' && shape.quoted === 'bytes');
  return (isMeasure || takesBytes) && /^[\d.]/.test(text) ? 'number' : undefined;
}

function add({ found }: Visit, { start, end }: Span, type: SemanticTokenType): void {
  if (start < end && !found.has(start)) found.set(start, { start, end, type });
}

/** In the order of the text, each on one line, none over another. */
function separate(tokens: readonly SemanticToken[], text: string): readonly SemanticToken[] {
  const result: SemanticToken[] = [];
  for (const token of tokens.toSorted((a, b) => a.start - b.start)) {
    const before = result.at(-1);
    if (before && before.end > token.start) continue;
    if (!/[\r\n]/.test(text.slice(token.start, token.end))) result.push(token);
  }
  return result;
}
