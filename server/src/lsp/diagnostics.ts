import { withSeverities } from '../core/lint/severities.ts';
import type { Diagnostic } from '../core/lint/diagnostic.ts';
import { message } from '../core/text/message.ts';
import type { Document } from './documents.ts';
import type { Session } from './session.ts';
import { toDiagnostic } from './toLsp.ts';
import type { Connection, Diagnostic as LspDiagnostic } from 'vscode-languageserver';

/** Publishes the diagnostics of documents as soon as they can be known; a newer edit cancels an older run. */
export interface DiagnosticsPublisher {
  schedule(document: Document): void;
  /** Takes back what was published and publishes no more: the document was closed, or its client pulls. */
  withdraw(uri: string): void;
}

export function diagnosticsPublisher(session: Session, connection: Connection): DiagnosticsPublisher {
  const pulled = new Set<string>();
  const isCurrent = (document: Document): boolean => session.documents.get(document.uri) === document;
  const publish = async (document: Document): Promise<void> => {
    if (!isCurrent(document)) return;
    const diagnostics = await diagnosticsOf(session, document);
    if (!isCurrent(document) || pulled.has(document.uri)) return;
    const { uri, version } = document;
    await connection.sendDiagnostics({ uri, version, diagnostics });
  };
  return {
    schedule(document) {
      session.host.defer(() => {
        publish(document).catch((error: unknown) => connection.console.error(String(error)));
      });
    },
    withdraw(uri) {
      const isOpen = session.documents.get(uri) !== undefined;
      if (isOpen && pulled.has(uri)) return;
      if (isOpen) pulled.add(uri);
      else pulled.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  };
}

/** The diagnostics of a document as its client sees them, with the user's settings. */
export async function diagnosticsOf(session: Session, document: Document): Promise<LspDiagnostic[]> {
  const settings = await session.settings.of(document.uri);
  const diagnostics = withSeverities(findingsOf(document), settings.lint.rules);
  return diagnostics.map((diagnostic) => toDiagnostic(session, document, diagnostic));
}

/** What the language finds in a document; one note where the document is too large to be read. */
export function findingsOf(document: Document): readonly Diagnostic[] {
  const { language } = document;
  const model = document.model();
  return model === undefined ? [tooLarge(language.maxLength)] : language.diagnose(model);
}

function tooLarge(maxLength: number): Diagnostic {
  return {
    code: 'file-too-large',
    aliases: [],
    severity: 'information',
    isRule: false,
    span: { start: 0, end: 0 },
    message: message('Slipway does not check this file: it is larger than {0} characters.', maxLength),
  };
}
