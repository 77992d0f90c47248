import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { l10n, Position, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { type PasteParams, pasteRequest, type PasteResult } from '../../../protocol/messages.ts';
import { askForOne } from '../ui/ask.ts';
import { Failure } from '../ui/failure.ts';
import { maskVariable } from '../ui/masking.ts';
import { shellLine } from '../ui/shellLine.ts';
import type { AskServer } from '../ui/askServer.ts';
import { placeHere } from './launch.ts';
import { inFolder } from './inFolder.ts';
import { type RunOptions, runLineOf, valuesOf } from './options.ts';
import { splitPair } from './values.ts';

/** Puts a service that is what the options say into a Compose file that the user chooses, and shows it. */
export async function saveService(options: RunOptions, ask: AskServer): Promise<void> {
  const file = await chooseFile();
  const document = await workspace.openTextDocument(file);
  await window.showTextDocument(document);
  const end = document.lineAt(document.lineCount - 1).range.end;
  const text = shellLine(runLineOf(inFolder(options, dirname(file.fsPath), placeHere().folder)));
  // The server puts services where they belong; it wants a line of their own to begin with.
  if (end.character > 0) {
    const edit = new WorkspaceEdit();
    edit.insert(file, end, '\n');
    await workspace.applyEdit(edit);
  }
  const place = document.lineAt(document.lineCount - 1).range.end;
  const params: PasteParams = { uri: file.toString(), start: place, end: place, text };
  const answer = await ask(pasteRequest, params);
  if (!isResult(answer)) throw new Failure(l10n.t('No service can be put into {0}: it cannot be read.', file.fsPath));
  const range = new Range(answer.start.line, answer.start.character, answer.end.line, answer.end.character);
  const edit = new WorkspaceEdit();
  edit.replace(file, range, answer.text);
  await workspace.applyEdit(edit);
  const editor = await window.showTextDocument(document);
  editor.revealRange(new Range(new Position(answer.start.line, 0), new Position(answer.start.line + 20, 0)));
  const secrets = secretsIn(options);
  if (secrets.length > 0) {
    void window.showInformationMessage(
      l10n.t(
        'The values of {0} are not in the file: Compose takes them from its environment or from .env.',
        secrets.join(', '),
      ),
    );
  }
}

function isResult(value: unknown): value is PasteResult {
  return typeof value === 'object' && value !== null && 'text' in value && 'start' in value;
}

async function chooseFile(): Promise<Uri> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Failure(l10n.t('Open a folder first.'));
  const found = await workspace.findFiles('**/{compose,docker-compose}*.{yaml,yml}', '**/node_modules/**', 100);
  const files = found
    .map((uri) => ({ label: workspace.asRelativePath(uri), value: uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const fresh = { icon: 'add', label: l10n.t('New file compose.yaml'), value: Uri.joinPath(folder, 'compose.yaml') };
  const hasOne = (await readdir(folder.fsPath)).includes('compose.yaml');
  if (files.length === 0) return made(fresh.value);
  const chosen = await askForOne(l10n.t('Compose file'), hasOne ? files : [...files, fresh]);
  return chosen === fresh.value && !hasOne ? made(chosen) : chosen;
}

async function made(file: Uri): Promise<Uri> {
  await workspace.fs.writeFile(file, new Uint8Array());
  return file;
}

function secretsIn(options: RunOptions): readonly string[] {
  return valuesOf(options, 'env')
    .filter((variable) => maskVariable(variable) !== variable)
    .map((variable) => splitPair(variable)[0]);
}
