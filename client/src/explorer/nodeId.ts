import type { TreeNode } from './treeNodes.ts';

/**
 * The id of a row. Without the state of the thing: an id that changes would lose the selection. Names may hold
 * anything: two that look alike when joined would break the whole view.
 */
export function nodeId(node: TreeNode): string {
  if (node.type === 'group') return `group:${JSON.stringify(node.path)}`;
  if (node.type === 'item') return `${node.ref.kind}:${JSON.stringify([node.ref.id, ...node.path])}`;
  return `${nodeId(node.owner)} ${node.ref.id}`;
}
