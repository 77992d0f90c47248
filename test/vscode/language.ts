import assert from 'node:assert/strict';
import { until } from './extension.ts';
import * as vscode from 'vscode';

/** The language server as VS Code's own commands see it. */
export function languageSuite(): void {
  suite('languages', () => {
    test('an unsaved Dockerfile gets diagnostics and a quick fix', async () => {
      const document = await open('dockerfile', 'FROM alpine:3.22\nWORKDIRS /app\n');
      await until(() => vscode.languages.getDiagnostics(document.uri).length > 0);
      const [diagnostic] = vscode.languages.getDiagnostics(document.uri);
      assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Error);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        diagnostic.range,
      );
      const fix = actions.find(({ isPreferred }) => isPreferred);
      assert.ok(fix?.edit);
      await vscode.workspace.applyEdit(fix.edit);
      assert.equal(document.getText(), 'FROM alpine:3.22\nWORKDIR /app\n');
      await until(() => vscode.languages.getDiagnostics(document.uri).length === 0);
    });

    test('completion inserts a whole instruction', async () => {
      const document = await open('dockerfile', 'FROM alpine\nWOR');
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(1, 3),
      );
      assert.ok(list.items.some(({ label }) => label === 'WORKDIR'));
    });

    test('hover explains instructions and Compose keys', async () => {
      const dockerfile = await open('dockerfile', 'FROM alpine\n');
      assert.match(await hoverText(dockerfile, new vscode.Position(0, 1)), /stage|image/i);
      const compose = await open('dockercompose', 'services:\n  web:\n    image: nginx\n');
      assert.match(await hoverText(compose, new vscode.Position(2, 6)), /image/i);
    });

    test('the effective configuration of a project opens beside its file, and leads back to it', async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      const file = vscode.Uri.joinPath(folder.uri, 'compose.yaml');
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
      await vscode.commands.executeCommand('slipway.compose.preview');
      await until(() => shownPreview()?.getText().includes('VERSION: "1.0"') === true);
      const preview = shownPreview();
      assert.ok(preview);
      assert.match(preview.getText(), /^name: slipway-sample\nservices:\n/);
      const position = preview.positionAt(preview.getText().indexOf('busybox:1.37'));
      const [found] = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeDefinitionProvider',
        preview.uri,
        position,
      );
      assert.equal(found?.uri.toString(), file.toString());
    });

    test('the files of the sample have the language they should', async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      const languages = { Dockerfile: 'dockerfile', 'compose.yaml': 'dockercompose', '.dockerignore': 'ignore' };
      for (const [file, language] of Object.entries(languages)) {
        const document: vscode.TextDocument = await vscode.workspace.openTextDocument(
          vscode.Uri.joinPath(folder.uri, file),
        );
        assert.equal(document.languageId, language, file);
      }
    });
  });
}

function shownPreview(): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'slipway-compose');
}

async function open(language: string, content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
  return document;
}

async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  let text = '';
  await until(async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    text = hovers
      .flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)))
      .join('\n');
    return text !== '';
  });
  return text;
}
