import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser } from 'yaml';
import type { Alias, CST, Document, Pair, ParsedNode, Scalar, YAMLError, YAMLMap, YAMLSeq } from 'yaml';
import type { Span } from '../../text/span.ts';
import { isMergeKey } from './nodes.ts';
import type { AliasNode, Entry, ListNode, MapNode, Node, ScalarNode } from './nodes.ts';
import { scalarType } from './scalar.ts';

/** One document of a YAML stream. */
export interface YamlDocument {
  /** The whole content; an empty scalar where there is none. */
  readonly root: Node;
}

/** A place where the text is not YAML, as the parser says it. */
export interface YamlError {
  readonly code: YAMLError['code'] | 'TOO_DEEP';
  readonly span: Span;
  /** The parser's own words, in English. */
  readonly detail: string;
}

/** A parsed YAML text: always complete, whatever the errors. */
export interface YamlFile {
  readonly text: string;
  readonly documents: readonly YamlDocument[];
  readonly errors: readonly YamlError[];
  /** The aliases in the order of the text. */
  readonly aliases: readonly AliasNode[];
  readonly anchorNames: ReadonlySet<string>;
  /** Keys that are no text: numbers, `true`, nothing, or whole lists and maps (which have no entry). */
  readonly oddKeys: readonly Node[];
  /** Keys that stand in their map a second time. */
  readonly repeatedKeys: readonly ScalarNode[];
  /** The values of merge keys. */
  readonly merged: readonly Node[];
  /** The values whose text has a `$`: variables are filled in there. */
  readonly withVariables: readonly ScalarNode[];
  /** Whether a value has one of Compose's own tags, `!reset` or `!override`, which belong into override files. */
  readonly hasComposeTags: boolean;
}

/**
 * Parses a YAML stream, which stands at `offset` of a document, by the `yaml` package into nodes of our own. Scalars keep their text: what type they are
 * is decided by `scalarType`, since Docker's YAML differs from the package's.
 */
export function parseYaml(text: string, offset = 0): YamlFile {
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
    anchors: new Map(),
  };
  const tokens = yamlTokens(text);
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
    file.errors.push({ code, span: moved(file, clamp(pos, file.text.length)), detail: message });
  }
  return { root: toNode(file, document.contents, document.range[0] + file.offset) };
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
  const text = typeof node.value === 'string' ? node.value : node.source;
  const scalar: ScalarNode = {
    kind: 'scalar',
    text,
    style,
    span: moved(file, { start, end: style === 'block' ? trimEnd(file.text, start, end) : end }),
    anchor: node.anchor,
    tag: shortTag(node.tag),
  };
  if (text.includes('$')) file.withVariables.push(scalar);
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
  for (const pair of node.items) addEntry(file, entries, pair);
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
