import type { ResourceRef } from '../engine/engine.ts';

/**
 * An element of a view. The same thing is always the same object, so that one row can be drawn again by itself; what it
 * tells of its thing is read when it is asked.
 */
export type TreeNode = ItemNode | GroupNode | UserNode;

export interface ItemNode extends OfEngine {
  readonly type: 'item';
  /** What commands are given. */
  readonly ref: ResourceRef;
  /** The groups it stands in. */
  readonly path: readonly string[];
}

/** A container below the thing that it uses. */
export interface UserNode extends OfEngine {
  readonly type: 'user';
  readonly ref: ResourceRef;
  readonly owner: ItemNode;
}

export interface GroupNode extends OfEngine {
  readonly type: 'group';
  readonly name: string;
  readonly path: readonly string[];
  /** What commands on the whole group are given. */
  readonly refs: readonly ResourceRef[];
}

interface OfEngine {
  /** The key of the engine that has it. */
  readonly engine: string;
}
