import { ignoreFiles, lintConfigFiles, projectFiles } from '../../../protocol/languages.ts';
import { settingsSection } from '../../../protocol/settings.ts';
import { knownLanguages } from '../core/languages.ts';
import type { ClientFacts, Session } from './session.ts';
import * as lsp from 'vscode-languageserver';

/** The character that formatting on type waits for. */
const trigger = { firstTriggerCharacter: '\n' };

/** The capabilities of the formatter for a client that takes no registrations: they hold for all languages. */
export function formattingCapabilities({ formattingRegistration }: ClientFacts): lsp.ServerCapabilities {
  if (formattingRegistration) return {};
  return {
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: trigger,
  };
}

/**
 * Registers what depends on the client. The formatter is registered for the languages that have one: an editor may
 * ask its user to choose between formatters, and shall not do so for one that does nothing.
 */
export async function register({ client, workspace }: lsp.Connection, session: Session): Promise<void> {
  const { client: facts, folders } = session;
  if (facts.tellsFolders) workspace.onDidChangeWorkspaceFolders((event) => folders.change(event));
  if (facts.configurationRegistration) {
    await client.register(lsp.DidChangeConfigurationNotification.type, { section: settingsSection });
  }
  if (facts.watchRegistration) {
    await client.register(lsp.DidChangeWatchedFilesNotification.type, {
      watchers: [ignoreFiles, ...lintConfigFiles, ...projectFiles].map((globPattern) => ({ globPattern })),
    });
  }
  if (!facts.formattingRegistration) return;
  const documentSelector = knownLanguages
    .filter(({ hasFormatter }) => hasFormatter)
    .map(({ id }) => ({ language: id }));
  await client.register(lsp.DocumentFormattingRequest.type, { documentSelector });
  await client.register(lsp.DocumentRangeFormattingRequest.type, { documentSelector });
  await client.register(lsp.DocumentOnTypeFormattingRequest.type, { documentSelector, ...trigger });
}

/** Whether other documents are checked against a file: ignore files, Dockerfiles, and the files of Compose projects. */
export function isSeenByOthers(uri: string): boolean {
  return /\.dockerignore$|\.ya?ml$|\/\.env(?:\.[^/]*)?$|\.env$|dockerfile[^/]*$/i.test(uri);
}
