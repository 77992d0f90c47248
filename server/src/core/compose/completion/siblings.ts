import { entriesOf } from '../yaml/entries.ts';
import { resolve, scalarOf } from '../yaml/nodes.ts';
import type { Node } from '../yaml/nodes.ts';
import type { Step } from './path.ts';
import type { Scene } from './scene.ts';

/** The text of a setting beside the one that is being written, or further up: `up` counts the steps to leave. */
export function settingBeside({ model, cursor }: Scene, key: string, up = 1): string | undefined {
  const path = cursor.path.slice(0, -up);
  for (const { root } of model.yaml.documents) {
    const text = scalarOf(entriesOf(follow(root, path, cursor.span.start)).get(key)?.value)?.text;
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The value at the end of a way; of the items of a list the one that the cursor is in, or the last before it. */
function follow(root: Node, path: readonly Step[], offset: number): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path) {
    const inner: Node | undefined = node && resolve(node);
    if (step !== 'item') node = entriesOf(inner).get(step.key)?.value;
    else node = inner?.kind === 'list' ? inner.items.findLast(({ span }) => span.start <= offset) : undefined;
  }
  return node;
}
