import type { Workspace } from '../workspace.ts';
import { fileReferences } from './files.ts';
import { isComposeFile } from './fileNames.ts';
import type { ComposeModel } from './model.ts';

/** Whether other Compose files may belong to the project of a file: it names them, or they lie beside it. */
export async function hasOtherFiles(model: ComposeModel, workspace: Workspace): Promise<boolean> {
  if (fileReferences(model).some(({ kind }) => kind === 'compose')) return true;
  const folder = await workspace.listFolder('');
  return folder?.entries.some(({ name }) => name !== workspace.fileName && isComposeFile(name)) === true;
}
