import { diagnosticsOf } from '../diagnostics.ts';
import type { Session } from '../session.ts';
import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver';

/** Answers a client that pulls diagnostics. */
export async function diagnostic(
  session: Session,
  { textDocument }: DocumentDiagnosticParams,
): Promise<DocumentDiagnosticReport> {
  const document = session.documents.get(textDocument.uri);
  return { kind: DocumentDiagnosticReportKind.Full, items: document ? await diagnosticsOf(session, document) : [] };
}
