import type { Hover, Refactoring } from '../core/language.ts';
import type { Diagnostic } from '../core/lint/diagnostic.ts';
import type { Fix, Severity } from '../core/lint/rule.ts';
import { escapeMarkdown } from '../core/text/markdown.ts';
import type { Block, Markup } from '../core/text/markup.ts';
import { type Message, render } from '../core/text/message.ts';
import type { TextEdit } from '../core/text/textEdit.ts';
import type { Document } from './documents.ts';
import type { Session } from './session.ts';
import { uriInWorkspace } from './workspace.ts';
import * as lsp from 'vscode-languageserver';

const severities: Readonly<Record<Severity, lsp.DiagnosticSeverity>> = {
  error: lsp.DiagnosticSeverity.Error,
  warning: lsp.DiagnosticSeverity.Warning,
  information: lsp.DiagnosticSeverity.Information,
  hint: lsp.DiagnosticSeverity.Hint,
};

const tags = {
  unnecessary: lsp.DiagnosticTag.Unnecessary,
  deprecated: lsp.DiagnosticTag.Deprecated,
} as const;

export function toDiagnostic(session: Session, document: Document, diagnostic: Diagnostic): lsp.Diagnostic {
  const { code, aliases, isRule } = diagnostic;
  const href = isRule ? session.host.rulePage(code) : diagnostic.href;
  return {
    range: document.positions.range(diagnostic.span),
    severity: severities[diagnostic.severity],
    source: 'slipway',
    code,
    message: render(diagnostic.message, session.translate),
    ...(href && { codeDescription: { href } }),
    ...(diagnostic.tag && { tags: [tags[diagnostic.tag]] }),
    ...(aliases.length > 0 && { data: { aliases } }),
  };
}

export function toCodeAction(session: Session, document: Document, diagnostic: Diagnostic, fix: Fix): lsp.CodeAction {
  return {
    title: render(fix.title, session.translate),
    kind: lsp.CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(session, document, diagnostic)],
    isPreferred: fix.preferred ?? false,
    edit: toWorkspaceEdit(document, fix.edits),
  };
}

export function toWorkspaceEdit(document: Document, edits: readonly TextEdit[]): lsp.WorkspaceEdit {
  return { changes: { [document.uri]: edits.map((edit) => toTextEdit(document, edit)) } };
}

/** Edits of a document together with a file beside it that is made, and filled. */
export function withNewFile(
  document: Document,
  edits: readonly TextEdit[],
  { path, text }: NonNullable<Refactoring['newFile']>,
): lsp.WorkspaceEdit {
  const uri = uriInWorkspace(document, path);
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri, options: { ignoreIfExists: true } },
      ...editsOf({ uri, version: null }, text === '' ? [] : [{ range: { start, end: start }, newText: text }]),
      ...editsOf(
        { uri: document.uri, version: document.version },
        edits.map((edit) => toTextEdit(document, edit)),
      ),
    ],
  };
}

function editsOf(
  textDocument: lsp.OptionalVersionedTextDocumentIdentifier,
  edits: lsp.TextEdit[],
): lsp.TextDocumentEdit[] {
  return edits.length > 0 ? [{ textDocument, edits }] : [];
}

export function toTextEdit(document: Document, { span, newText }: TextEdit): lsp.TextEdit {
  return { range: document.positions.range(span), newText };
}

export function toHover(session: Session, document: Document, hover: Hover): lsp.Hover {
  return {
    range: document.positions.range(hover.span),
    contents: toMarkup(hover.content, session, session.client.markdownHover),
  };
}

export function toCompletionDocs(session: Session, docs: Markup): lsp.MarkupContent {
  return toMarkup(docs, session, session.client.markdownCompletion);
}

/** Documentation in the format that the client shows at that place. */
export function toMarkup(markup: Markup, session: Session, asMarkdown: boolean): lsp.MarkupContent {
  const block = asMarkdown ? markdownBlock : plainBlock;
  return {
    kind: asMarkdown ? lsp.MarkupKind.Markdown : lsp.MarkupKind.PlainText,
    value: markup
      .map((part) => block(part, session))
      .filter((part) => part !== '')
      .join('\n\n'),
  };
}

function markdownBlock(block: Block, session: Session): string {
  if (block.kind === 'code') return fenced(block.language, block.code);
  if (block.kind === 'text') return render(escapedArguments(block.text), session.translate);
  const href = addressOf(block, session);
  return href === undefined ? '' : `[${render(escapedArguments(block.label), session.translate)}](${href})`;
}

function addressOf(block: Extract<Block, { readonly href: unknown }>, { host }: Session): string | undefined {
  // A folder's name may hold brackets, which would end the link.
  const page = block.kind === 'rulePage' ? host.rulePage(block.rule) : undefined;
  return page?.replaceAll('(', '%28').replaceAll(')', '%29') ?? block.href;
}

function escapedArguments({ text, args }: Message): Message {
  return { text, args: args.map((value) => escapeMarkdown(String(value))) };
}

/** A code block whose fence is longer than any run of backticks in the code. */
function fenced(language: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

function plainBlock(block: Block, session: Session): string {
  if (block.kind === 'code') return block.code;
  if (block.kind === 'text') return plainText(block.text, session);
  const href = addressOf(block, session);
  return href === undefined ? '' : `${plainText(block.label, session)}: ${href}`;
}

/** A text without its Markdown, for where none is understood. */
export function plainText(text: Message, { translate }: Session): string {
  return render({ ...text, text: translate(text.text).replaceAll(/`|\*\*/g, '') }, (template) => template);
}
