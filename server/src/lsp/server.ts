import type { InitializationOptions } from '../../../protocol/initialization.ts';
import {
  type BuildPlanParams,
  buildPlanRequest,
  type ComposePreviewParams,
  composePreviewRequest,
  type ComposeFaultParams,
  type ComposeServicesParams,
  composeFaultRequest,
  composeServicesRequest,
  type ComposeSourceParams,
  composeSourceRequest,
  type ImageFacts,
  imageFactsRequest,
  type LocalImage,
  localImagesRequest,
  type PasteParams,
  pasteRequest,
} from '../../../protocol/messages.ts';
import { settingsSection } from '../../../protocol/settings.ts';
import { languages } from '../core/languages.ts';
import { isConfigFile } from '../core/lint/configFiles.ts';
import { type DiagnosticsPublisher, diagnosticsPublisher } from './diagnostics.ts';
import { type Document, documentsIn } from './documents.ts';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './handlers/callHierarchy.ts';
import { buildPlan } from './handlers/buildPlan.ts';
import { codeAction, fixAllKind } from './handlers/codeAction.ts';
import { completion, resolveCompletion } from './handlers/completion.ts';
import { composePreview, composePreviewCommand, composeSource, executeCommand } from './handlers/composePreview.ts';
import { composeFault } from './handlers/composeFault.ts';
import { composeServices } from './handlers/composeServices.ts';
import { definition } from './handlers/definition.ts';
import { diagnostic } from './handlers/diagnostic.ts';
import { documentHighlight } from './handlers/documentHighlight.ts';
import { documentLink } from './handlers/documentLink.ts';
import { documentSymbol } from './handlers/documentSymbol.ts';
import { foldingRange } from './handlers/foldingRange.ts';
import { formatting, formattingOnType } from './handlers/formatting.ts';
import { hover } from './handlers/hover.ts';
import { inlayHint } from './handlers/inlayHint.ts';
import { linkedEditingRange } from './handlers/linkedEditingRange.ts';
import { references } from './handlers/references.ts';
import { paste } from './handlers/paste.ts';
import { prepareRename, rename } from './handlers/rename.ts';
import { selectionRange } from './handlers/selectionRange.ts';
import { workspaceSymbol } from './handlers/workspaceSymbol.ts';
import { semanticTokens, semanticTokensDelta, semanticTokensOfRange } from './handlers/semanticTokens.ts';
import { signatureHelp } from './handlers/signatureHelp.ts';
import { lintFileProblems } from './lintFileProblems.ts';
import { lintFilesOf } from './lintFiles.ts';
import type { Encoding } from './positions.ts';
import { formattingCapabilities, isSeenByOthers, register } from './registration.ts';
import { sentTokens } from './sentTokens.ts';
import { clientFacts, type EngineFacts, type ServerHost, type Session } from './session.ts';
import { settingsOf } from './settings.ts';
import { semanticTokensLegend } from './toLsp/semanticTokens.ts';
import * as lsp from 'vscode-languageserver';

/** A session with the connection it came by and the publisher that serves it. */
interface Server {
  readonly session: Session;
  readonly publisher: DiagnosticsPublisher;
  readonly encoding: Encoding;
  readonly pushesOnly: boolean;
}

/** Speaks the Language Server Protocol over a connection until it closes. */
export function startServer(connection: lsp.Connection, host: ServerHost): void {
  let server: Server | undefined;
  const running = (): Server => {
    if (!server) throw new lsp.ResponseError(lsp.ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
    return server;
  };
  connection.onInitialize((params) => {
    server = createServer(connection, host, params);
    return { capabilities: capabilities(server), serverInfo: { name: 'Slipway' } };
  });
  connection.onInitialized(() => register(connection, running().session));
  serveDocuments(connection, running);
  serveRequests(connection, running);
  connection.listen();
}

function createServer(connection: lsp.Connection, host: ServerHost, params: lsp.InitializeParams): Server {
  const options = initializationOptions(params.initializationOptions);
  const encoding = params.capabilities.general?.positionEncodings?.includes('utf-8') ? 'utf-8' : 'utf-16';
  const client = clientFacts(params.capabilities);
  const ask = (scopeUri: string, section: string): Promise<unknown> =>
    connection.workspace.getConfiguration({ scopeUri, section });
  const translate = host.translations(params.locale ?? 'en');
  const session: Session = {
    host,
    client,
    encoding,
    documents: documentsIn(encoding),
    settings: settingsOf(client.configuration ? ask : undefined, options.settings),
    lintFiles: lintFilesOf((uri) => host.readFile(uri), lintFileProblems(connection, translate, encoding)),
    translate,
    sentTokens: sentTokens(),
    engine: options.engine === true ? engineFacts(connection) : undefined,
  };
  const publisher = diagnosticsPublisher(session, connection);
  return { session, publisher, encoding, pushesOnly: options.diagnostics === 'push' };
}

function engineFacts(connection: lsp.Connection): EngineFacts {
  return {
    localImages: () => connection.sendRequest<LocalImage[]>(localImagesRequest),
    imageFacts: async (name) => (await connection.sendRequest<ImageFacts | null>(imageFactsRequest, name)) ?? undefined,
  };
}

function initializationOptions(value: unknown): InitializationOptions {
  return typeof value === 'object' && value !== null ? value : {};
}

/** They ask for completion in every language. */
const triggerCharacters = [' ', '-', '=', '$', '{', ':', ',', '/', '<', '@'];

function capabilities({ session, encoding, pushesOnly }: Server): lsp.ServerCapabilities {
  const pull = session.client.pullDiagnostics && !pushesOnly;
  return {
    positionEncoding: encoding,
    textDocumentSync: { openClose: true, change: lsp.TextDocumentSyncKind.Incremental },
    completionProvider: {
      triggerCharacters: [...triggerCharacters, ...languages.flatMap(({ triggers }) => triggers ?? [])],
      resolveProvider: true,
    },
    hoverProvider: true,
    signatureHelpProvider: { triggerCharacters: [' ', '=', ',', ':'] },
    inlayHintProvider: true,
    ...formattingCapabilities(session.client),
    semanticTokensProvider: { legend: semanticTokensLegend, full: { delta: true }, range: true },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: session.client.preparesRename ? { prepareProvider: true } : true,
    linkedEditingRangeProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    callHierarchyProvider: true,
    documentLinkProvider: { resolveProvider: false },
    selectionRangeProvider: true,
    codeActionProvider: {
      codeActionKinds: [
        lsp.CodeActionKind.QuickFix,
        lsp.CodeActionKind.RefactorRewrite,
        lsp.CodeActionKind.RefactorExtract,
        lsp.CodeActionKind.RefactorInline,
        fixAllKind,
      ],
    },
    // Our own client has the command already, and asks by a request.
    ...(!session.engine && { executeCommandProvider: { commands: [composePreviewCommand] } }),
    ...(pull && { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }),
  };
}

function serveDocuments(connection: lsp.Connection, running: () => Server): void {
  connection.onDidOpenTextDocument(({ textDocument }) => {
    const { session, publisher } = running();
    // Where nobody tells of a changed file, a document that is opened is a good time to look.
    if (!session.client.watchRegistration) session.lintFiles.forget();
    const document = session.documents.open(textDocument);
    if (document) publisher.open(document);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const { session, publisher } = running();
    const document = session.documents.change(textDocument.uri, textDocument.version, contentChanges);
    if (!document) return;
    publisher.schedule(document);
    if (isSeenByOthers(document.uri)) inspectAgain(running(), document);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    const { session, publisher } = running();
    if (!session.documents.get(uri)) return;
    session.documents.close(uri);
    session.settings.forget(uri);
    session.sentTokens.forget(uri);
    publisher.withdraw(uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => isConfigFile(uri))) lintAgain(running(), connection);
    else {
      inspectAgain(running());
      pullAgain(running(), connection);
    }
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    const { session, publisher } = running();
    session.settings.reset(sectionOf(settings));
    for (const document of session.documents.all()) publisher.schedule(document);
    const failed = (error: unknown): void => connection.console.error(String(error));
    if (session.client.refreshesInlayHints) connection.languages.inlayHint.refresh().catch(failed);
    if (session.client.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch(failed);
  });
}

/** Checks all documents again with what the files of other linters say now. */
function lintAgain({ session, publisher }: Server, { languages, console }: lsp.Connection): void {
  session.lintFiles.forget();
  for (const document of session.documents.all()) publisher.schedule(document);
  if (!session.client.refreshesDiagnostics) return;
  languages.diagnostics.refresh().catch((error: unknown) => console.error(String(error)));
}

/** Asks a client that pulls diagnostics to do so again. */
function pullAgain({ session, pushesOnly }: Server, { languages, console }: lsp.Connection): void {
  if (pushesOnly || !session.client.pullDiagnostics || !session.client.refreshesDiagnostics) return;
  languages.diagnostics.refresh().catch((error: unknown) => console.error(String(error)));
}

/** Looks again around the documents that a file may count for, all but that file itself. */
function inspectAgain({ session, publisher }: Server, changed?: Document): void {
  for (const document of session.documents.all()) {
    if (document === changed || !document.language.inspect) continue;
    // Somebody who types in one file does not want the others to be checked as a whole on every key.
    if (changed) publisher.inspect(document);
    else publisher.schedule(document);
  }
}

/** The protocol's table: method, handler. One error boundary stands around all of them. */
function serveRequests(connection: lsp.Connection, running: () => Server): void {
  const serve = <P, R, PR, E, RO>(type: lsp.ProtocolRequestType<P, R, PR, E, RO>, handler: Handler<P, R>): void => {
    connection.onRequest(type.method, (params: P, token: lsp.CancellationToken) =>
      answer(connection, token, () => handler({ ...running(), token }, params)),
    );
  };
  serve(lsp.HoverRequest.type, ({ session, token }, params) => hover(session, params, token));
  serve(lsp.DefinitionRequest.type, ({ session, token }, params) => definition(session, params, token));
  serve(lsp.ReferencesRequest.type, ({ session, token }, params) => references(session, params, token));
  serve(lsp.DocumentHighlightRequest.type, ({ session }, params) => documentHighlight(session, params));
  serve(lsp.PrepareRenameRequest.type, ({ session }, params) => prepareRename(session, params));
  serve(lsp.RenameRequest.type, ({ session }, params) => rename(session, params));
  serve(lsp.LinkedEditingRangeRequest.type, ({ session }, params) => linkedEditingRange(session, params));
  serve(lsp.DocumentSymbolRequest.type, ({ session }, params) => documentSymbol(session, params));
  serve(lsp.WorkspaceSymbolRequest.type, ({ session }, params) => workspaceSymbol(session, params));
  serve(lsp.FoldingRangeRequest.type, ({ session }, params) => foldingRange(session, params));
  serve(lsp.CallHierarchyPrepareRequest.type, ({ session }, params) => prepareCallHierarchy(session, params));
  serve(lsp.CallHierarchyIncomingCallsRequest.type, ({ session }, params) => incomingCalls(session, params));
  serve(lsp.CallHierarchyOutgoingCallsRequest.type, ({ session }, params) => outgoingCalls(session, params));
  serve(lsp.DocumentLinkRequest.type, ({ session }, params) => documentLink(session, params));
  serve(lsp.SelectionRangeRequest.type, ({ session }, params) => selectionRange(session, params));
  serve(lsp.CompletionRequest.type, ({ session, token }, params) => completion(session, params, token));
  serve(lsp.CompletionResolveRequest.type, ({ session }, params) => resolveCompletion(session, params));
  serve(lsp.DocumentFormattingRequest.type, ({ session }, params) => formatting(session, params));
  serve(lsp.DocumentRangeFormattingRequest.type, ({ session }, params) => formatting(session, params));
  serve(lsp.SignatureHelpRequest.type, ({ session }, params) => signatureHelp(session, params));
  serve(lsp.InlayHintRequest.type, ({ session, token }, params) => inlayHint(session, params, token));
  serve(lsp.SemanticTokensRequest.type, ({ session }, params) => semanticTokens(session, params));
  serve(lsp.SemanticTokensDeltaRequest.type, ({ session }, params) => semanticTokensDelta(session, params));
  serve(lsp.SemanticTokensRangeRequest.type, ({ session }, params) => semanticTokensOfRange(session, params));
  serve(lsp.DocumentOnTypeFormattingRequest.type, ({ session }, params) => formattingOnType(session, params));
  serve(lsp.CodeActionRequest.type, ({ session, token }, params) => codeAction(session, params, token));
  serve(lsp.ExecuteCommandRequest.type, ({ session }, params) => executeCommand(session, params));
  serveOwn(connection, running);
  serve(lsp.DocumentDiagnosticRequest.type, ({ session, publisher }, params) => {
    publisher.withdraw(params.textDocument.uri);
    return diagnostic(session, params);
  });
}

/** The requests of our own: see protocol/messages.ts. */
function serveOwn(connection: lsp.Connection, running: () => Server): void {
  connection.onRequest(composePreviewRequest, (params: ComposePreviewParams, token: lsp.CancellationToken) =>
    answer(connection, token, () => composePreview(running().session, params)),
  );
  connection.onRequest(pasteRequest, (params: PasteParams, token: lsp.CancellationToken) =>
    answer(connection, token, () => paste(running().session, params)),
  );
  connection.onRequest(buildPlanRequest, (params: BuildPlanParams, token: lsp.CancellationToken) =>
    answer(connection, token, () => buildPlan(params)),
  );
  connection.onRequest(composeFaultRequest, (params: ComposeFaultParams, token: lsp.CancellationToken) =>
    answer(connection, token, () => composeFault(params)),
  );
  connection.onRequest(composeServicesRequest, (params: ComposeServicesParams, token: lsp.CancellationToken) =>
    answer(connection, token, () => composeServices(params)),
  );
  connection.onRequest(composeSourceRequest, (params: ComposeSourceParams, token: lsp.CancellationToken) =>
    answer(connection, token, () => composeSource(running().session, params)),
  );
}

/** The server, and the token that says whether the answer is still wanted. */
type Request = Server & { readonly token: lsp.CancellationToken };

type Handler<P, R> = (request: Request, params: P) => R | Promise<R>;

async function answer<R>(
  connection: lsp.Connection,
  token: lsp.CancellationToken,
  handle: () => R | Promise<R>,
): Promise<R | lsp.ResponseError> {
  if (token.isCancellationRequested) return new lsp.ResponseError(lsp.LSPErrorCodes.RequestCancelled, 'Cancelled.');
  try {
    return await handle();
  } catch (error) {
    if (error instanceof lsp.ResponseError) return new lsp.ResponseError(error.code, error.message);
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(detail);
    return new lsp.ResponseError(lsp.ErrorCodes.InternalError, detail);
  }
}

function sectionOf(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null) return undefined;
  return new Map<string, unknown>(Object.entries(settings)).get(settingsSection);
}
