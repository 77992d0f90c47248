import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser } from 'yaml';
import type { Alias, CST, Document, Pair, ParsedNode, Scalar, YAMLError, YAMLMap, YAMLSeq } from 'yaml';
import type { Span } from '../../text/span.ts';
import { isMergeKey } from './nodes.ts';
import type { AliasNode, Entry, ListNode, MapNode, Node, ScalarNode } from './nodes.ts';
import { loosened } from './loosen.ts';
import { fitsTag, scalarType } from './scalar.ts';
import { scalarText, unknownEscapes } from './scalarText.ts';
import type { YamlDocument, YamlError, YamlFile } from './yamlFile.ts';

/**
 * Parses a YAML stream, which stands at `offset` of a document, by the `yaml` package into nodes of our own. Scalars keep their text: what type they are
 * is decided by `scalarType`, since Docker's YAML differs from the package's.
 */
export function parseYaml(text: string, offset = 0): YamlFile {
  let file = build(text, text, offset);
  if (offset > 0) return file;
  let read = text;
  for (let tries = 0; tries < maxLoose && file.errors.length > 0; tries++) {
    const loose = loosened(read, file);
    const other = loose === undefined ? undefined : build(text, loose, offset);
    if (loose === undefined || !other || other.errors.length >= file.errors.length) break;
    read = loose;
    file = other;
  }
  return file;
}

/** So many values are read whose lines stand too far left: each costs a parse. */
const maxLoose = 8;

/** The file of a text, of which another text of the same length and meaning may be read. */
function build(text: string, read: string, offset: number): YamlFile {
  const file: Builder = {
    text,
    offset,
    documents: [],
    errors: [],
    aliases: [],
    anchorNames: new Set(),
    oddKeys: [],
    repeatedKeys: [],
    merged: [],
    withVariables: [],
    hasComposeTags: false,
    isLoose: read !== text,
    misfits: [],
    anchors: new Map(),
  };
  const tokens = yamlTokens(read);
  if (!tokens) {
    const span = { start: offset, end: offset };
    file.errors.push({ code: 'TOO_DEEP', span, detail: `deeper than ${maxDepth} levels` });
    return file;
  }
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  for (const document of composer.compose(tokens, true, text.length)) file.documents.push(convert(file, document));
  return file;
}

interface Builder extends YamlFile {
  /** Where the text begins in the document that it is a part of: all spans count from there. */
  readonly offset: number;
  readonly documents: YamlDocument[];
  readonly errors: YamlError[];
  readonly aliases: AliasNode[];
  readonly anchorNames: Set<string>;
  readonly oddKeys: Node[];
  readonly repeatedKeys: ScalarNode[];
  readonly merged: Node[];
  readonly withVariables: ScalarNode[];
  readonly misfits: ScalarNode[];
  hasComposeTags: boolean;
  /** The anchors seen so far, also in earlier documents: an alias means the last one before it. */
  readonly anchors: Map<string, Node>;
}

/** Deeper nesting is not parsed: the composer is recursive and would exhaust the stack. */
const maxDepth = 256;

/** The tokens of a text, which hold every character of it; undefined where it is nested too deeply. */
export function yamlTokens(text: string): CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > maxDepth) return undefined;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

function convert(file: Builder, document: Document.Parsed): YamlDocument {
  for (const { code, pos, message } of document.errors) {
    if (isHarmless(file.text, code, pos[0], message)) continue;
    file.errors.push({ code, span: moved(file, clamp(pos, file.text.length)), detail: message });
  }
  return { root: toNode(file, document.contents, document.range[0] + file.offset) };
}

/** What Docker's YAML library takes and the parser does not: `"a"# comment`, and `\\'` in double quotes. */
function isHarmless(text: string, code: YAMLError['code'], position: number, detail: string): boolean {
  if (code === 'MISSING_CHAR') return detail.startsWith('Comments must be separated');
  return code === 'BAD_DQ_ESCAPE' && text.startsWith("\\'", position);
}

function clamp([start, end]: readonly [number, number], length: number): Span {
  const from = Math.min(start, length);
  return { start: from, end: Math.max(from, Math.min(end, length)) };
}

function moved({ offset }: Builder, { start, end }: Span): Span {
  return { start: start + offset, end: end + offset };
}

type Parsed = ParsedNode | null | undefined;

function toNode(file: Builder, node: Parsed, position: number): Node {
  if (isMap(node)) return toMap(file, node);
  if (isSeq(node)) return toList(file, node);
  if (isAlias(node)) return toAlias(file, node);
  if (isScalar(node)) return toScalar(file, node);
  return { ...plain, kind: 'scalar', style: 'plain', text: '', span: { start: position, end: position } };
}

const plain = { anchor: undefined, tag: undefined } as const;

function toScalar(file: Builder, node: Scalar.Parsed): ScalarNode {
  const [start, end] = node.range;
  const style = styles.get(node.type ?? '') ?? 'plain';
  const text = scalarText(file.text, node);
  for (const escape of unknownEscapes(file.text, node)) {
    const detail = `Unknown escape ${file.text.slice(escape.start, escape.end)}`;
    file.errors.push({ code: 'BAD_DQ_ESCAPE', span: moved(file, escape), detail });
  }
  const scalar: ScalarNode = {
    kind: 'scalar',
    text,
    style,
    span: moved(file, { start, end: style === 'block' ? trimEnd(file.text, start, end) : end }),
    anchor: node.anchor,
    tag: shortTag(node.tag),
  };
  if (text.includes('$')) file.withVariables.push(scalar);
  if (scalar.tag !== undefined && !fitsTag(scalar)) file.misfits.push(scalar);
  return remember(file, scalar);
}

const styles: ReadonlyMap<string, ScalarNode['style']> = new Map([
  ['QUOTE_SINGLE', 'quoted'],
  ['QUOTE_DOUBLE', 'quoted'],
  ['BLOCK_LITERAL', 'block'],
  ['BLOCK_FOLDED', 'block'],
]);

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function toMap(file: Builder, node: YAMLMap.Parsed): MapNode {
  const entries: Entry[] = [];
  const span: Mutable<Span> = moved(file, { start: node.range[0], end: node.range[1] });
  const map: MapNode = {
    kind: 'map',
    flow: node.flow === true,
    entries,
    span,
    anchor: node.anchor,
    tag: shortTag(node.tag),
  };
  // An anchor is known inside its own node, so that an alias of itself is found as the cycle that it is.
  remember(file, map);
  const isLong = map.flow && file.text.slice(node.range[0], node.range[1]).includes('\n');
  for (const pair of node.items) {
    addEntry(file, entries, pair);
    if (isLong) findLongKey(file, pair);
  }
  findRepeats(file, entries);
  const last = entries.at(-1);
  if (!map.flow && last) span.end = Math.max(last.key.span.end, last.value.span.end);
  return map;
}

function addEntry(file: Builder, entries: Entry[], pair: Pair<ParsedNode, ParsedNode | null>): void {
  const variables = file.withVariables.length;
  const node = toNode(file, pair.key, 0);
  file.withVariables.length = variables;
  const target = node.kind === 'alias' ? node.target : node;
  const key = target?.kind === 'scalar' ? { ...target, span: node.span } : undefined;
  const value = toNode(file, pair.value, node.span.end);
  if (!key || scalarType(key) !== 'string') file.oddKeys.push(node);
  if (!key) return;
  entries.push({ key, value });
  if (isMergeKey(key)) file.merged.push(value);
}

/** A key of a map in braces must stand in one line with its colon. */
function findLongKey(file: Builder, { key, value }: Pair<ParsedNode, ParsedNode | null>): void {
  const start = key.range[0];
  if (!value || /\?\s+$/.test(file.text.slice(Math.max(0, start - 100), start))) return;
  const colon = file.text.indexOf(':', key.range[1]);
  if (colon === -1 || !file.text.slice(start, colon).includes('\n')) return;
  const span = moved(file, { start, end: key.range[1] });
  file.errors.push({ code: 'MULTILINE_IMPLICIT_KEY', span, detail: 'Keys in braces need to be in one line' });
}

/** Compared as Compose does: by the text, whether in quotes or not. */
function findRepeats(file: Builder, entries: readonly Entry[]): void {
  const seen = new Set<string>();
  for (const { key } of entries) {
    if (seen.has(key.text)) file.repeatedKeys.push(key);
    seen.add(key.text);
  }
}

function toList(file: Builder, node: YAMLSeq.Parsed): ListNode {
  const items: Node[] = [];
  const span: Mutable<Span> = moved(file, { start: node.range[0], end: node.range[1] });
  const list: ListNode = {
    kind: 'list',
    flow: node.flow === true,
    items,
    span,
    anchor: node.anchor,
    tag: shortTag(node.tag),
  };
  remember(file, list);
  for (const item of node.items) items.push(toNode(file, item, 0));
  const last = items.at(-1);
  if (!list.flow && last) span.end = last.span.end;
  return list;
}

function toAlias(file: Builder, node: Alias.Parsed): AliasNode {
  const alias: AliasNode = {
    kind: 'alias',
    name: node.source,
    target: file.anchors.get(node.source),
    span: moved(file, { start: node.range[0], end: node.range[1] }),
    anchor: undefined,
    tag: undefined,
  };
  file.aliases.push(alias);
  return alias;
}

function remember<Kind extends Node>(file: Builder, node: Kind): Kind {
  if (node.anchor !== undefined) {
    file.anchors.set(node.anchor, node);
    file.anchorNames.add(node.anchor);
  }
  if (node.tag === '!reset' || node.tag === '!override') file.hasComposeTags = true;
  return node;
}

function shortTag(tag: string | undefined): string | undefined {
  return tag?.startsWith(coreTags) ? `!!${tag.slice(coreTags.length)}` : tag;
}

const coreTags = 'tag:yaml.org,2002:';

function trimEnd(text: string, start: number, end: number): number {
  let position = end;
  while (position > start && /\s/.test(text.charAt(position - 1))) position--;
  return position;
}
