import type { InitializationOptions } from '../../../protocol/initialization.ts';
import {
  type BuildPlanParams,
  buildPlanRequest,
  composePreviewRequest,
  type ComposeFaultParams,
  type ComposeServicesParams,
  composeFaultRequest,
  composeServicesRequest,
  composeSourceRequest,
  type ImageFacts,
  imageFactsRequest,
  lintRequest,
  type LocalImage,
  localImagesRequest,
  pasteRequest,
  type ReadRunsParams,
  readRunsRequest,
} from '../../../protocol/messages.ts';
import { capabilities } from './capabilities.ts';
import { diagnosticsPublisher } from './diagnostics.ts';
import { documentsIn } from './documents.ts';
import { foldersOf } from './folders.ts';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './handlers/callHierarchy.ts';
import { buildPlan } from './handlers/buildPlan.ts';
import { codeAction } from './handlers/codeAction.ts';
import { completion, resolveCompletion } from './handlers/completion.ts';
import { composePreview, composeSource, executeCommand } from './handlers/composePreview.ts';
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
import { lint } from './handlers/lint.ts';
import { linkedEditingRange } from './handlers/linkedEditingRange.ts';
import { readRuns } from './handlers/readRuns.ts';
import { references } from './handlers/references.ts';
import { paste } from './handlers/paste.ts';
import { prepareRename, rename } from './handlers/rename.ts';
import { selectionRange } from './handlers/selectionRange.ts';
import { workspaceSymbol } from './handlers/workspaceSymbol.ts';
import { semanticTokens, semanticTokensDelta, semanticTokensOfRange } from './handlers/semanticTokens.ts';
import { signatureHelp } from './handlers/signatureHelp.ts';
import { lintFileProblems } from './lintFileProblems.ts';
import { lintFilesOf } from './lintFiles.ts';
import { serveNotifications } from './notifications.ts';
import { register } from './registration.ts';
import type { Running } from './running.ts';
import { sentTokens } from './sentTokens.ts';
import { clientFacts, type EngineFacts, type ServerHost, type Session } from './session.ts';
import { settingsOf } from './settings.ts';
import { turns } from './turns.ts';
import * as lsp from 'vscode-languageserver';

/** Speaks the Language Server Protocol over a connection until it closes. */
export function startServer(connection: lsp.Connection, host: ServerHost): void {
  let server: Running | undefined;
  const running = (): Running => {
    if (!server) throw new lsp.ResponseError(lsp.ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
    return server;
  };
  connection.onInitialize((params) => {
    server = createServer(connection, host, params);
    return { capabilities: capabilities(server), serverInfo: { name: 'Slipway' } };
  });
  connection.onInitialized(() => register(connection, running().session));
  serveNotifications(connection, running);
  serveRequests(connection, running);
  connection.listen();
}

function createServer(connection: lsp.Connection, host: ServerHost, params: lsp.InitializeParams): Running {
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
    folders: foldersOf(params),
    settings: settingsOf(client.configuration ? ask : undefined, options.settings),
    lintFiles: lintFilesOf((uri) => host.readFile(uri), lintFileProblems(connection, translate, encoding)),
    translate,
    sentTokens: sentTokens(),
    engine: options.engine === true ? engineFacts(connection) : undefined,
  };
  const publisher = diagnosticsPublisher(session, connection);
  const pushesOnly = options.diagnostics === 'push';
  return { session, publisher, pushesOnly, languages: new Map(), turns: turns() };
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

/** The protocol's table: method, handler. One error boundary stands around all of them. */
function serveRequests(connection: lsp.Connection, running: () => Running): void {
  const serve = <P, R, PR, E, RO>(type: lsp.ProtocolRequestType<P, R, PR, E, RO>, handler: Handler<P, R>): void => {
    connection.onRequest(type.method, (params: P, token: lsp.CancellationToken) =>
      inTurn(running, () => answer(connection, token, () => handler({ ...running(), token }, params))),
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
  serve(lsp.WorkspaceSymbolRequest.type, ({ session, token }, params) => workspaceSymbol(session, params, token));
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
function serveOwn(connection: lsp.Connection, running: () => Running): void {
  const serve = <Params, Answer>(method: string, handler: OwnHandler<Params, Answer>): void => {
    connection.onRequest(method, (params: Params, token: lsp.CancellationToken) =>
      inTurn(running, () => answer(connection, token, () => handler(running().session, params))),
    );
  };
  serve(composePreviewRequest, composePreview);
  serve(composeSourceRequest, composeSource);
  serve(lintRequest, lint);
  serve(pasteRequest, paste);
  serve(buildPlanRequest, (_, params: BuildPlanParams) => buildPlan(params));
  serve(composeFaultRequest, (_, params: ComposeFaultParams) => composeFault(params));
  serve(readRunsRequest, (_, params: ReadRunsParams) => readRuns(params));
  serve(composeServicesRequest, (_, params: ComposeServicesParams) => composeServices(params));
}

type OwnHandler<Params, Answer> = (session: Session, params: Params) => Answer | Promise<Answer>;

/** Before `initialize` there are no turns to take: the answer is an error. */
function inTurn<Answer>(running: () => Running, run: () => Promise<Answer>): Promise<Answer> {
  return Promise.resolve(running().turns.take(run));
}

/** The server, and the token that says whether the answer is still wanted. */
type Request = Running & { readonly token: lsp.CancellationToken };

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
