import { languageIds } from '../../../protocol/languages.ts';
import type { LiveEngine } from '../engine/engine.ts';
import type { startLanguageClient } from './languageClient.ts';
import { type Disposable, type ExtensionContext, type LogOutputChannel, type TextDocument, workspace } from 'vscode';

/** The language server, as other parts see it. */
export interface LanguageServer {
  readonly disposable: Disposable;
  /** Asks the server, which is started for it where it does not run yet. */
  ask(method: string, params: unknown): Promise<unknown>;
}

/** Starts the language server when the first document that it knows is open, and not before. */
export function serveLanguages(context: ExtensionContext, log: LogOutputChannel, engine: LiveEngine): LanguageServer {
  const start = async (): ReturnType<typeof startLanguageClient> => {
    // The client's library is loaded with it: who only looks at containers does not wait for it.
    const module = await import('./languageClient.ts');
    return module.startLanguageClient(context, engine);
  };
  const client = once(start);
  const startOnce = (): void => {
    client().catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
  };
  if (workspace.textDocuments.some(isServed)) startOnce();
  return {
    disposable: workspace.onDidOpenTextDocument((document) => {
      if (isServed(document)) startOnce();
    }),
    ask: async (method, params) => (await client()).sendRequest(method, params),
  };
}

function isServed({ languageId, fileName }: TextDocument): boolean {
  return languageIds.some((id) => id === languageId) || otherFiles.test(fileName);
}

/** What `ignoreFiles` and `envFiles` say: these have no language id of their own in all versions. */
const otherFiles = /\.dockerignore$|[\\/]\.env(?:\.[^\\/]*)?$|\.env$/;

function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => (made ??= make());
}
