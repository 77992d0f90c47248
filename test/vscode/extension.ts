import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What any user relies on before the first keystroke: the extension is there, whole, and starts when it should. */
export function extensionSuite(): void {
  suite('extension', () => {
    const extension = vscode.extensions.getExtension('slipway.slipway');

    test('activates on a Dockerfile', async () => {
      assert.ok(extension);
      await vscode.workspace.openTextDocument({ language: 'dockerfile', content: 'FROM scratch\n' });
      await until(() => extension.isActive);
    });

    test('registers exactly the commands of its manifest', async () => {
      assert.ok(extension);
      const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
      const declared = manifest.contributes.commands.map(({ command }) => command).toSorted();
      const known = (await vscode.commands.getCommands(true)).filter((command) => command.startsWith('slipway.'));
      // VS Code adds commands of its own for each view.
      const own = known.filter(
        (command) => !/\.(focus|open|resetViewLocation|removeView|toggleVisibility)$/.test(command),
      );
      assert.deepEqual(own.toSorted(), declared);
    });

    test('offers language models the tools of its manifest, and answers them', async () => {
      assert.ok(extension);
      const manifest = extension.packageJSON as { contributes: { languageModelTools: { name: string }[] } };
      const declared = manifest.contributes.languageModelTools.map(({ name }) => name).toSorted();
      const offered = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('slipway_'));
      assert.deepEqual(offered.toSorted(), declared);
      const text = 'FROM alpine:3.22\nWORKDIRS /app\n';
      assert.match(await answerOf('slipway_lint', { file: 'new/Dockerfile', text }), /^new\/Dockerfile:2:1 error /);
      await assert.rejects(answerOf('slipway_lint', { file: '../Dockerfile' }), /in the workspace/);
      await assert.rejects(answerOf('slipway_list', { kind: 'secret' }), /"kind" must be one of/);
    });
  });
}

async function answerOf(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

/** Waits until something is true, ten seconds at most. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come true in ten seconds.');
}
