import type { Refactoring } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { Workspace } from '../../workspace.ts';
import { entryAt } from '../../workspace.ts';
import type { ComposeModel } from '../model.ts';
import { joinPath } from '../paths.ts';
import { alternatives, lookUp } from '../spec/lookup.ts';
import { entriesOf } from '../yaml/entries.ts';
import { pathAt } from '../yaml/nodeAt.ts';
import type { NodePath } from '../yaml/nodeAt.ts';
import { scalarOf } from '../yaml/nodes.ts';

/** Makes the file that a path names and that is not there: an env file, a Dockerfile, the source of a secret. */
export async function createFile(
  model: ComposeModel,
  selection: Span,
  workspace: Workspace,
): Promise<Refactoring | undefined> {
  const path = fileAt(pathAt(model.yaml, selection.start));
  if (path === undefined || path === '' || path.startsWith('..')) return undefined;
  const [folder, entry] = await Promise.all([workspace.listFolder(''), entryAt(workspace, path)]);
  if (!folder || entry) return undefined;
  return { title: message('Create the file {0}', path), edits: [], newFile: { path, text: '' } };
}

/** The path of a file that stands at a place, from the folder of the document. Mounts may be folders as well. */
function fileAt({ steps, value, key }: NodePath): string | undefined {
  if (key || value?.kind !== 'scalar') return undefined;
  const spot = lookUp(steps.map((step) => (typeof step === 'number' ? 'item' : { key: step.key.text })));
  const keys = steps.flatMap((step) => (typeof step === 'number' ? [] : [step.key.text]));
  const isFile =
    spot && alternatives(spot).some((shape) => shape.kind === 'text' && shape.path === 'file' && !shape.format);
  if (!isFile || keys.at(-1) === 'source' || keys.includes('watch')) return undefined;
  return joinPath((keys.at(-1) === 'dockerfile' && contextBeside(steps)) || '.', value.text);
}

/** The build context beside a Dockerfile. */
function contextBeside(steps: NodePath['steps']): string | undefined {
  const build = steps.at(-2);
  return typeof build === 'object' ? scalarOf(entriesOf(build.value).get('context')?.value)?.text : undefined;
}
