import type { Span } from '../../text/span.ts';
import type { Shape } from '../spec/shape.ts';
import type { Node } from '../yaml/nodes.ts';

/** A value and what it must be. */
export interface Place {
  readonly node: Node;
  readonly shape: Shape;
  /** What the value is called in messages: its key, with the number of the item in a list. */
  readonly name: string;
  /** Where to point when the value itself cannot be pointed at: its key. */
  readonly at: Span;
}
