import { l10n, Position, Range, type TextDocument, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { Failure } from './failure.ts';
import { withTask } from './tasksText.ts';

/** tasks.json of the workspace; undefined where there is none. Throws a Failure where no folder is open. */
export async function openTasksFile(): Promise<TextDocument | undefined> {
  const file = tasksFile();
  return workspace.fs.stat(file).then(
    () => workspace.openTextDocument(file),
    () => undefined,
  );
}

function tasksFile(): Uri {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Failure(l10n.t('Open a folder first.'));
  return Uri.joinPath(folder, '.vscode', 'tasks.json');
}

/** Adds a task to tasks.json, behind the others, and shows it. The file is made where there is none. */
export async function addTask(task: Readonly<Record<string, unknown>>): Promise<void> {
  const file = tasksFile();
  if (!(await openTasksFile()))
    await workspace.fs.writeFile(file, Buffer.from('{\n  "version": "2.0.0",\n  "tasks": []\n}\n'));
  const document = await workspace.openTextDocument(file);
  const text = withTask(document.getText(), task);
  await replaceText(document, text);
  const at = document.positionAt(text.lastIndexOf(JSON.stringify(task['label'])));
  await window.showTextDocument(document, { selection: new Range(at, at) });
}

/** Puts another text into a document, as one step that can be undone, and saves it. */
export async function replaceText(document: TextDocument, text: string): Promise<void> {
  const change = new WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  change.replace(document.uri, new Range(new Position(0, 0), end), text);
  await workspace.applyEdit(change);
  await document.save();
}
