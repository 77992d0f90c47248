import type { InitializationOptions } from '../../../protocol/initialization.ts';
import { envFiles, ignoreFiles, languageIds } from '../../../protocol/languages.ts';
import { imageFactsRequest, localImagesRequest } from '../../../protocol/messages.ts';
import { settingsSection } from '../../../protocol/settings.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { imageFacts } from './imageFacts.ts';
import { localImages } from './localImages.ts';
import { sharedMiddleware } from './sharedMiddleware.ts';
import { type ExtensionContext, Uri } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';

/** Starts the language server, and answers what it asks of the engine. It stops when the extension does. */
export async function startLanguageClient(context: ExtensionContext, engine: LiveEngine): Promise<LanguageClient> {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const server: ServerOptions = { module, transport: TransportKind.ipc };
  const initializationOptions: InitializationOptions = { diagnostics: 'push', engine: true };
  const shared = sharedMiddleware();
  const options: LanguageClientOptions = {
    // Every scheme: the server needs the text only, so unsaved files and virtual workspaces are served too.
    documentSelector: [
      ...languageIds.map((language) => ({ language })),
      { pattern: ignoreFiles },
      { pattern: envFiles },
    ],
    initializationOptions,
    middleware: shared.middleware,
    diagnosticCollectionName: settingsSection,
  };
  const client = new LanguageClient(settingsSection, 'Slipway', server, options);
  context.subscriptions.push(
    client,
    shared.disposable,
    client.onRequest(localImagesRequest, () => localImages(engine)),
    client.onRequest(imageFactsRequest, (name: unknown) => imageFacts(engine, name)),
  );
  await client.start();
  return client;
}
