import { isRemote } from './project/paths.ts';
import type { Span } from '../text/span.ts';
import type { ComposeModel } from './model.ts';
import type { Service } from './project.ts';
import { entriesOf } from './yaml/entries.ts';
import { resolve, scalarOf } from './yaml/nodes.ts';
import type { Node } from './yaml/nodes.ts';

/** A place where a Compose file names another file that Compose reads with it. */
export interface FileReference {
  readonly path: string;
  readonly span: Span;
  /** Whether the file is a Compose file, or has variables or labels. */
  readonly kind: 'compose' | 'variables' | 'labels';
  /** Whether Compose fails where the file is not there. */
  readonly isRequired: boolean;
}

/**
 * The files that `docker compose config` reads besides this one: `include`, `extends.file`, `env_file`, `label_file`.
 * Whether they are there, only the outside can tell. Paths with variables and addresses of other machines are left out.
 */
export function fileReferences({ yaml, project }: ComposeModel): readonly FileReference[] {
  const includes = yaml.documents.flatMap(({ root }) => itemsOf(entriesOf(root).get('include')?.value));
  return [...includes.flatMap(included), ...[...project.services.values()].flatMap(ofService)];
}

function included(item: Node): readonly FileReference[] {
  const entries = entriesOf(item);
  const paths = scalarOf(item) ? [item] : itemsOf(entries.get('path')?.value);
  return [
    ...paths.flatMap((path) => reference(path, 'compose', true)),
    ...itemsOf(entries.get('env_file')?.value).flatMap((path) => reference(path, 'variables', true)),
  ];
}

function ofService({ keys, always }: Service): readonly FileReference[] {
  const base = entriesOf(keys.get('extends')?.value).get('file')?.value;
  return [
    ...(base ? reference(base, 'compose', true) : []),
    ...itemsOf(keys.get('env_file')?.value).flatMap((item) => environmentFile(item, always)),
    ...itemsOf(keys.get('label_file')?.value).flatMap((path) => reference(path, 'labels', always)),
  ];
}

function environmentFile(item: Node, always: boolean): readonly FileReference[] {
  if (scalarOf(item)) return reference(item, 'variables', always);
  const entries = entriesOf(item);
  const path = entries.get('path')?.value;
  const isOptional = /^(?:false|n|no|off)$/i.test(scalarOf(entries.get('required')?.value)?.text ?? '');
  return path ? reference(path, 'variables', always && !isOptional) : [];
}

/** The items of a list, or the one value that stands in its place. */
function itemsOf(value: Node | undefined): readonly Node[] {
  const node = value && resolve(value);
  if (!node) return [];
  return node.kind === 'list' ? node.items : [node];
}

function reference(node: Node, kind: FileReference['kind'], isRequired: boolean): readonly FileReference[] {
  const scalar = scalarOf(node);
  if (!scalar || scalar.text === '' || scalar.text.includes('$') || isRemote(scalar.text)) return [];
  return [{ path: scalar.text, span: scalar.span, kind, isRequired }];
}
