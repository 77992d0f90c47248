import type { ComposeModel } from './model.ts';
import type { ShapeStep } from './spec/lookup.ts';
import { pathAt } from './yaml/nodeAt.ts';
import type { NodePath } from './yaml/nodeAt.ts';
import { isMergeKey } from './yaml/nodes.ts';
import type { Node } from './yaml/nodes.ts';

/**
 * The way that leads to what a place means. Inside of an extension, as `x-common: &common`, that is the way from the first
 * place that takes the anchor over, as `<<: *common` does in a service.
 */
export function meantPath(model: ComposeModel, path: readonly ShapeStep[]): readonly ShapeStep[] {
  let meant = path;
  for (let tries = 0; tries < maxTries && isExtension(meant); tries++) {
    const next = throughAlias(model, meant);
    if (!next) return path;
    meant = next;
  }
  return meant;
}

/** The steps of a way through the nodes, as the table has them. */
export function stepsOf({ steps }: NodePath): readonly ShapeStep[] {
  return steps.map((step) => (typeof step === 'number' ? 'item' : { key: step.key.text }));
}

/** Extensions may be taken over by extensions. */
const maxTries = 5;

function isExtension([first]: readonly ShapeStep[]): boolean {
  return typeof first === 'object' && first.key.startsWith('x-');
}

/** The way by way of the innermost anchor on it that something outside takes over. */
function throughAlias({ yaml }: ComposeModel, path: readonly ShapeStep[]): readonly ShapeStep[] | undefined {
  const nodes = nodesOn(yaml.documents, path);
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index];
    if (node?.anchor === undefined) continue;
    const alias = yaml.aliases.find(({ target, span }) => target === node && !isIn(span.start, node));
    if (alias) return [...withoutMerge(pathAt(yaml, alias.span.start)), ...path.slice(index + 1)];
  }
  return undefined;
}

function isIn(offset: number, { span }: Node): boolean {
  return offset >= span.start && offset < span.end;
}

/** The nodes behind each step, as far as they can be told: items of lists cannot. */
function nodesOn(documents: ComposeModel['yaml']['documents'], path: readonly ShapeStep[]): readonly Node[] {
  const found: Node[] = [];
  const [first] = path;
  const isFirst = ({ root }: { readonly root: Node }): boolean => valueOf(root, first) !== undefined;
  let node = documents.find(isFirst)?.root;
  for (const step of path) {
    node = node && valueOf(node, step);
    if (!node) break;
    found.push(node);
  }
  return found;
}

function valueOf(node: Node, step: ShapeStep | undefined): Node | undefined {
  if (node.kind !== 'map' || typeof step !== 'object') return undefined;
  return node.entries.find(({ key }) => key.text === step.key)?.value;
}

function withoutMerge(path: NodePath): readonly ShapeStep[] {
  const merge = path.steps.findIndex((step) => typeof step === 'object' && isMergeKey(step.key));
  return merge < 0 ? stepsOf(path) : stepsOf(path).slice(0, merge);
}
