import type { Refactoring } from '../../language.ts';
import { touches } from '../../text/span.ts';
import type { Span } from '../../text/span.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import { alphabetical } from '../alphabetical.ts';
import { byServiceKey, byTopKey } from '../keyOrder.ts';
import type { ComposeModel } from '../model.ts';
import { listDisorder, mapDisorder } from '../ordering.ts';
import { pathAt } from '../yaml/nodeAt.ts';
import { scalarOf } from '../yaml/nodes.ts';
import type { Entry, Node } from '../yaml/nodes.ts';

/** What can be sorted where the cursor is on a key: what stands below it, or beside it at the top. */
export function sortings(model: ComposeModel, selection: Span): readonly Refactoring[] {
  const { steps, key, nodes } = pathAt(model.yaml, selection.start);
  const entry = steps.at(-1);
  if (!key || typeof entry !== 'object' || !touches(entry.key.span, selection.start)) return [];
  const [root] = nodes;
  const path = steps.map((step, at) => (typeof step === 'number' ? '[]' : at === 1 ? '*' : step.key.text)).join('.');
  const top =
    steps.length === 1 && root ? sorted(model, root, { title: message('Sort the top level'), compare: byTopKey }) : [];
  return [...top, ...below(model, entry, path)];
}

interface Sorting {
  readonly title: Message;
  readonly compare: (a: string, b: string) => number;
}

function below(model: ComposeModel, { value }: Entry, path: string): readonly Refactoring[] {
  const sorting =
    path === 'services'
      ? { title: message('Sort the services'), compare: alphabetical }
      : path === 'services.*'
        ? { title: message('Sort the keys of the service'), compare: byServiceKey }
        : unordered.test(path)
          ? { title: message('Sort alphabetically'), compare: alphabetical }
          : undefined;
  return sorting ? sorted(model, value, sorting) : [];
}

/** Places where the order means nothing. */
const unordered =
  /^(?:networks|volumes|secrets|configs|models|services\.\*\.(?:environment|labels|annotations|sysctls|depends_on|networks|volumes|secrets|configs|models|cap_add|cap_drop|profiles|ulimits|expose|build\.args|build\.labels|deploy\.labels))$/;

function sorted({ text }: ComposeModel, node: Node, { title, compare }: Sorting): readonly Refactoring[] {
  const found =
    node.kind === 'map'
      ? mapDisorder(text, node, compare)
      : node.kind === 'list' && node.items.every((item) => nameOf(item) !== '')
        ? listDisorder(text, node, (a, b) => compare(nameOf(a), nameOf(b)))
        : undefined;
  return found && found.edits.length > 0 ? [{ title, edits: found.edits }] : [];
}

function nameOf(item: Node): string {
  return scalarOf(item)?.text ?? '';
}
