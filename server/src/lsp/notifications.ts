import { settingsSection } from '../../../protocol/settings.ts';
import type { Language } from '../core/language.ts';
import { isConfigFile } from '../core/lint/configFiles.ts';
import { type Document, languageOf } from './documents.ts';
import { isSeenByOthers } from './registration.ts';
import type { Running } from './running.ts';
import type * as lsp from 'vscode-languageserver';

/** The notifications of the client: documents, files and settings. */
export function serveNotifications(connection: lsp.Connection, running: () => Running): void {
  const inTurn =
    <Params>(handle: (server: Running, params: Params) => void | Promise<void>) =>
    (params: Params): Promise<void> =>
      heeded(connection, () => running().turns.take(() => handle(running(), params)));
  connection.onDidOpenTextDocument(inTurn(openDocument));
  connection.onDidChangeTextDocument(
    inTurn((server, { textDocument, contentChanges }) => {
      const { session, publisher } = server;
      const document = session.documents.change(textDocument.uri, textDocument.version, contentChanges);
      if (!document) return;
      publisher.schedule(document);
      if (isSeenByOthers(document.uri)) inspectAgain(server, document);
    }),
  );
  connection.onDidCloseTextDocument(
    inTurn(({ session, publisher }, { textDocument: { uri } }) => {
      if (!session.documents.get(uri)) return;
      session.documents.close(uri);
      session.settings.forget(uri);
      session.sentTokens.forget(uri);
      publisher.withdraw(uri);
    }),
  );
  connection.onDidChangeWatchedFiles(
    inTurn((server, { changes }) => {
      if (changes.some(({ uri }) => isConfigFile(uri))) lintAgain(server, connection);
      else {
        inspectAgain(server);
        pullAgain(server, connection);
      }
    }),
  );
  connection.onDidChangeConfiguration(
    inTurn(({ session, publisher }, { settings }) => {
      session.settings.reset(sectionOf(settings));
      for (const document of session.documents.all()) publisher.schedule(document);
      const failed = (error: unknown): void => connection.console.error(String(error));
      if (session.client.refreshesInlayHints) connection.languages.inlayHint.refresh().catch(failed);
      if (session.client.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch(failed);
    }),
  );
}

/** Nobody waits for the answer to a notification: what goes wrong is told to the log. */
async function heeded({ console }: lsp.Connection, handle: () => void | Promise<void>): Promise<void> {
  try {
    await handle();
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** Opens a document, when the code of its language is there: it is read with the first document of that language. */
function openDocument(
  { session, publisher, languages, turns }: Running,
  { textDocument }: lsp.DidOpenTextDocumentParams,
): void | Promise<void> {
  // Where nobody tells of a changed file, a document that is opened is a good time to look.
  if (!session.client.watchRegistration) session.lintFiles.forget();
  const known = languageOf(textDocument);
  if (!known) return;
  const open = (language: Language<unknown>): void => publisher.open(session.documents.open(textDocument, language));
  const language = languages.get(known.id);
  if (language) {
    open(language);
    return;
  }
  const opened = (async () => {
    const read = await known.load();
    languages.set(known.id, read);
    open(read);
  })();
  turns.hold(opened);
  return opened;
}

/** Checks all documents again with what the files of other linters say now. */
function lintAgain({ session, publisher }: Running, { languages, console }: lsp.Connection): void {
  session.lintFiles.forget();
  for (const document of session.documents.all()) publisher.schedule(document);
  if (!session.client.refreshesDiagnostics) return;
  languages.diagnostics.refresh().catch((error: unknown) => console.error(String(error)));
}

/** Asks a client that pulls diagnostics to do so again. */
function pullAgain({ session, pushesOnly }: Running, { languages, console }: lsp.Connection): void {
  if (pushesOnly || !session.client.pullDiagnostics || !session.client.refreshesDiagnostics) return;
  languages.diagnostics.refresh().catch((error: unknown) => console.error(String(error)));
}

/** Looks again around the documents that a file may count for, all but that file itself. */
function inspectAgain({ session, publisher }: Running, changed?: Document): void {
  for (const document of session.documents.all()) {
    if (document === changed || !document.language.inspect) continue;
    // Somebody who types in one file does not want the others to be checked as a whole on every key.
    if (changed) publisher.inspect(document);
    else publisher.schedule(document);
  }
}

function sectionOf(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null) return undefined;
  return new Map<string, unknown>(Object.entries(settings)).get(settingsSection);
}
