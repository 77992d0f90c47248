import type { Span } from '../../text/span.ts';

/** A node of a YAML document. Every place where a value may stand has one, if only an empty scalar. */
export type Node = ScalarNode | ListNode | MapNode | AliasNode;

interface NodeBase {
  /** The text of the value itself, without anchor and tag, without trailing blanks and comments. */
  readonly span: Span;
  /** The name behind `&`. */
  readonly anchor: string | undefined;
  /** The tag as it was written, such as `!reset` or `!!str`. */
  readonly tag: string | undefined;
}

/** How a scalar was written: without quotes, in quotes, or as a block after `|` or `>`. */
export type ScalarStyle = 'plain' | 'quoted' | 'block';

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  /** The text after unquoting and folding. Empty for a value that is not there. */
  readonly text: string;
  readonly style: ScalarStyle;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  /** Whether it stands in brackets. */
  readonly flow: boolean;
  readonly items: readonly Node[];
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  /** Whether it stands in braces. */
  readonly flow: boolean;
  readonly entries: readonly Entry[];
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  /** The node that the alias repeats; absent where no anchor of that name stands before it. May contain the alias. */
  readonly target: Node | undefined;
}

/** A key with its value. */
export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}

/** The text of an entry, from its key to the end of its value. */
export function entrySpan(entry: Entry): Span {
  return { start: entry.key.span.start, end: Math.max(entry.key.span.end, entry.value.span.end) };
}

/** Whether a node is a value that was left out, as after `key:`. */
export function isEmpty(node: Node): boolean {
  return node.kind === 'scalar' && node.style === 'plain' && node.text === '';
}

/** Whether a key is the merge key `<<`, which takes over the entries of other maps. */
export function isMergeKey(key: ScalarNode): boolean {
  return key.style === 'plain' && key.text === '<<';
}

/** The node behind aliases; undefined for an alias of nothing, or of itself. */
export function resolve(node: Node): Exclude<Node, AliasNode> | undefined {
  let current: Node | undefined = node;
  for (let steps = 0; current?.kind === 'alias'; steps++) {
    if (steps > maxAliasSteps) return undefined;
    current = current.target;
  }
  return current;
}

/** The scalar that a node is or repeats; undefined for lists and maps. */
export function scalarOf(node: Node | undefined): ScalarNode | undefined {
  const target = node && resolve(node);
  return target?.kind === 'scalar' ? target : undefined;
}

const maxAliasSteps = 100;
