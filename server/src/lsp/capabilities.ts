import { knownLanguages } from '../core/languages.ts';
import { fixAllKind } from './handlers/codeAction.ts';
import { composePreviewCommand } from './handlers/composePreview.ts';
import { formattingCapabilities } from './registration.ts';
import type { Running } from './running.ts';
import { semanticTokensLegend } from './toLsp/semanticTokens.ts';
import * as lsp from 'vscode-languageserver';

/** They ask for completion in every language. */
const triggerCharacters = [' ', '-', '=', '$', '{', ':', ',', '/', '<', '@'];

/** What the server can do for a client. */
export function capabilities({ session, pushesOnly }: Running): lsp.ServerCapabilities {
  const pull = session.client.pullDiagnostics && !pushesOnly;
  return {
    positionEncoding: session.encoding,
    textDocumentSync: { openClose: true, change: lsp.TextDocumentSyncKind.Incremental },
    completionProvider: {
      triggerCharacters: [...triggerCharacters, ...knownLanguages.flatMap(({ triggers }) => triggers)],
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
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
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
