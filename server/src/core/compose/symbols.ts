import type { OutlineItem, OutlineKind } from '../language.ts';
import type { ComposeModel } from './model.ts';
import type { Entry, Node } from './yaml/nodes.ts';
import { entrySpan, isEmpty, scalarOf } from './yaml/nodes.ts';

/** The outline: the sections of the file, what they declare, and its settings. */
export function symbols({ yaml }: ComposeModel): readonly OutlineItem[] {
  return yaml.documents.flatMap(({ root }) => itemsOf(root, []));
}

/** Deeper settings are not listed. */
const maxDepth = 6;

function itemsOf(node: Node, path: readonly string[]): readonly OutlineItem[] {
  // What an alias repeats stands elsewhere.
  if (node.kind !== 'map' || path.length > maxDepth) return [];
  return node.entries.map((entry) => itemOf(entry, path));
}

function itemOf(entry: Entry, path: readonly string[]): OutlineItem {
  const { key, value } = entry;
  return {
    name: shortened(key.text) || '""',
    detail: detailOf(value),
    kind: kindOf(key.text, path),
    span: entrySpan(entry),
    nameSpan: key.span,
    children: itemsOf(value, [...path, key.text]),
  };
}

/** The sections, and what stands in them; all else is a setting. */
const sections: ReadonlyMap<string, OutlineKind> = new Map([
  ['services', 'service'],
  ['networks', 'port'],
  ['volumes', 'folder'],
  ['secrets', 'variable'],
  ['configs', 'file'],
  ['models', 'command'],
]);

function kindOf(key: string, [section, ...deeper]: readonly string[]): OutlineKind {
  if (section === undefined) return sections.has(key) ? 'section' : 'setting';
  return deeper.length === 0 ? (sections.get(section) ?? 'setting') : 'setting';
}

/** A value on one line; of a service its image. */
function detailOf(value: Node): string {
  if (value.kind === 'alias') return `*${value.name}`;
  if (value.kind === 'scalar') return isEmpty(value) ? '' : shortened(value.text);
  if (value.kind === 'list') return '';
  const image = value.entries.find(({ key }) => key.text === 'image');
  return shortened(scalarOf(image?.value)?.text ?? '');
}

const maxLength = 80;

function shortened(text: string): string {
  const plain = text
    .slice(0, 4 * maxLength)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain.length > maxLength ? `${plain.slice(0, maxLength - 1)}…` : plain;
}
