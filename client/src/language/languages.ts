import { languageIds } from '../../../protocol/languages.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { type Disposable, type ExtensionContext, type LogOutputChannel, type TextDocument, workspace } from 'vscode';

/** Starts the language server when the first document that it knows is open, and not before. */
export function serveLanguages(context: ExtensionContext, log: LogOutputChannel, engine: LiveEngine): Disposable {
  const start = async (): Promise<void> => {
    // The client's library is loaded with it: who only looks at containers does not wait for it.
    const { startLanguageClient } = await import('./languageClient.ts');
    await startLanguageClient(context, engine);
  };
  const startOnce = once(() => {
    start().catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
  });
  if (workspace.textDocuments.some(isServed)) startOnce();
  return workspace.onDidOpenTextDocument((document) => {
    if (isServed(document)) startOnce();
  });
}

function isServed({ languageId, fileName }: TextDocument): boolean {
  return languageIds.some((id) => id === languageId) || fileName.endsWith('.dockerignore');
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}
