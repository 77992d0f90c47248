import type { LintParams, LintProblem, LintResult } from '../../../../protocol/messages.ts';
import { diagnosticsOf } from '../diagnostics.ts';
import { type Document, documentsIn, languageOf } from '../documents.ts';
import type { Session } from '../session.ts';
import { DiagnosticSeverity } from 'vscode-languageserver';

/** What is wrong with a file, or would be with a text in its place. Null where it is in no language of ours. */
export async function lint(session: Session, params: LintParams): Promise<LintResult | null> {
  const document = await documentOf(session, params);
  if (!document) return null;
  const found = await diagnosticsOf(session, document);
  return {
    problems: found.map(({ range, severity, code, message, codeDescription }): LintProblem => ({
      start: range.start,
      severity: severities[severity ?? DiagnosticSeverity.Information] ?? 'information',
      code: String(code ?? ''),
      message: typeof message === 'string' ? message : message.value,
      ...(codeDescription ? { page: codeDescription.href } : {}),
    })),
  };
}

const severities: Readonly<Partial<Record<DiagnosticSeverity, LintProblem['severity']>>> = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'information',
  [DiagnosticSeverity.Hint]: 'hint',
};

/** As it is open, else as it is on the disk. A text that was given is a document of its own, which nobody keeps. */
async function documentOf(session: Session, { uri, text }: LintParams): Promise<Document | undefined> {
  const open = session.documents.get(uri);
  if (open && text === undefined) return open;
  const content = text ?? (await session.host.readFile(uri));
  if (content === undefined) return undefined;
  const item = { uri, languageId: '', version: 0, text: content };
  const language = open?.language ?? (await languageOf(item)?.load());
  return language && documentsIn(session.encoding).open(item, language);
}
