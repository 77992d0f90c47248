import type { Diagnostic } from '../../core/lint/diagnostic.ts';
import type { LintOptions } from '../../core/lint/options.ts';
import { preferredEdits } from '../../core/lint/preferredEdits.ts';
import type { Span } from '../../core/text/span.ts';
import { message, render } from '../../core/text/message.ts';
import { allFindingsOf } from '../diagnostics.ts';
import type { Document } from '../documents.ts';
import { lintOptionsOf } from '../lintOptions.ts';
import type { Session } from '../session.ts';
import { workspaceOf } from '../workspace.ts';
import { toCodeAction, toWorkspaceEdit, withNewFile } from '../toLsp.ts';
import { type CancellationToken, type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';

/** The kind of the action that applies every preferred fix of a file. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.slipway`;

export async function codeAction(
  session: Session,
  { textDocument, range, context }: CodeActionParams,
  token?: CancellationToken,
): Promise<CodeAction[]> {
  const document = session.documents.get(textDocument.uri);
  if (!document) return [];
  const diagnostics = await allFindingsOf(session, document);
  const options = await lintOptionsOf(session, document);
  const selection = document.positions.span(range);
  const selected = diagnostics.filter(({ span }) => span.start <= selection.end && span.end >= selection.start);
  const wants = (kind: string): boolean => isWanted(kind, context.only);
  return [
    ...(wants(CodeActionKind.QuickFix)
      ? [
          ...quickFixes(session, document, selected),
          ...fixAllOfRules(session, { document, selected, diagnostics }),
          // They come last: mending is better than ignoring.
          ...ignoringFixes(session, document, selected, options),
        ]
      : []),
    ...(wants(fixAllKind) ? fixAll(session, document, diagnostics) : []),
    ...(await refactorings(session, { document, selection, token })).filter(({ kind = '' }) => wants(kind)),
  ];
}

/**
 * Kinds are hierarchical: a client that asks for `source` wants `source.fixAll.slipway` too. One that asks for none in
 * particular wants what it can show at the cursor.
 */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  if (!only) return kind !== fixAllKind;
  return only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

function quickFixes(session: Session, document: Document, selected: readonly Diagnostic[]): CodeAction[] {
  return selected.flatMap((diagnostic) =>
    (diagnostic.fixes ?? []).map((fix) => toCodeAction(session, document, diagnostic, fix)),
  );
}

interface Findings {
  readonly document: Document;
  readonly diagnostics: readonly Diagnostic[];
  readonly selected: readonly Diagnostic[];
}

/** For each rule with a finding in the selection: the fixes of all that it finds in the file. */
function fixAllOfRules(session: Session, { document, diagnostics, selected }: Findings): CodeAction[] {
  const codes = new Set(selected.filter(isMended).map(({ code }) => code));
  return [...codes].flatMap((code): CodeAction[] => {
    const same = diagnostics.filter((diagnostic) => diagnostic.code === code && isMended(diagnostic));
    if (same.length < 2) return [];
    const title = render(message('Fix all of {0} in this file', code), session.translate);
    return [{ title, kind: CodeActionKind.QuickFix, edit: toWorkspaceEdit(document, preferredEdits(same)) }];
  });
}

function isMended({ fixes }: Diagnostic): boolean {
  return fixes?.some(({ preferred }) => preferred) ?? false;
}

/** Comments that turn off what is selected. */
function ignoringFixes(
  session: Session,
  document: Document,
  selected: readonly Diagnostic[],
  options: LintOptions,
): CodeAction[] {
  const model = document.model();
  if (model === undefined) return [];
  return selected.flatMap((diagnostic) =>
    (document.language.ignoreFixes?.(model, diagnostic, options) ?? []).map((fix) =>
      toCodeAction(session, document, diagnostic, fix),
    ),
  );
}

interface RefactoringRequest {
  readonly document: Document;
  readonly selection: Span;
  readonly token: CancellationToken | undefined;
}

async function refactorings(
  session: Session,
  { document, selection, token }: RefactoringRequest,
): Promise<CodeAction[]> {
  const { language } = document;
  const model = document.model();
  if (model === undefined) return [];
  const found = language.refactorings?.(model, selection) ?? [];
  const around = await language.lookupRefactorings?.(model, selection, workspaceOf(session, document, token));
  return [...found, ...(around ?? [])]
    .filter(({ newFile }) => newFile === undefined || session.client.createsFiles)
    .map(({ title, edits, kind, newFile }) => ({
      title: render(title, session.translate),
      kind: kind === undefined ? CodeActionKind.RefactorRewrite : refactoringKinds[kind],
      edit: newFile ? withNewFile(document, edits, newFile) : toWorkspaceEdit(document, edits),
    }));
}

const refactoringKinds = { extract: CodeActionKind.RefactorExtract, inline: CodeActionKind.RefactorInline } as const;

function fixAll(session: Session, document: Document, diagnostics: readonly Diagnostic[]): CodeAction[] {
  const edits = preferredEdits(diagnostics);
  if (edits.length === 0) return [];
  const title = render(message('Fix all problems that Slipway can fix'), session.translate);
  return [{ title, kind: fixAllKind, edit: toWorkspaceEdit(document, edits) }];
}
