import { allFindings } from '../core/lint/allFindings.ts';
import type { Diagnostic } from '../core/lint/diagnostic.ts';
import { changeBetween } from '../core/text/change.ts';
import { message } from '../core/text/message.ts';
import type { LintOptions } from '../core/lint/options.ts';
import type { Document } from './documents.ts';
import { lintOptionsOf } from './lintOptions.ts';
import type { Session } from './session.ts';
import { toDiagnostic } from './toLsp.ts';
import { workspaceOf } from './workspace.ts';
import {
  type CancellationToken,
  CancellationTokenSource,
  type Connection,
  type Diagnostic as LspDiagnostic,
} from 'vscode-languageserver';

/** Publishes the diagnostics of documents as soon as they can be known; a newer edit cancels an older run. */
export interface DiagnosticsPublisher {
  schedule(document: Document): void;
  /** The same for a document that was opened: nobody types in it yet. */
  open(document: Document): void;
  /** Looks again at what lies around a document that is as it was. */
  inspect(document: Document): void;
  /** Takes back what was published and publishes no more: the document was closed, or its client pulls. */
  withdraw(uri: string): void;
}

/** What a look at the world around a document has found, and in which text. */
interface Inspection {
  readonly text: string;
  readonly findings: readonly Diagnostic[];
}

/** What the publisher remembers. */
interface Publishing {
  readonly session: Session;
  readonly connection: Connection;
  /** The documents whose clients pull. */
  readonly pulled: Set<string>;
  readonly inspections: Map<string, Inspection>;
  readonly running: Map<string, CancellationTokenSource>;
}

export function diagnosticsPublisher(session: Session, connection: Connection): DiagnosticsPublisher {
  const publishing: Publishing = {
    session,
    connection,
    pulled: new Set(),
    inspections: new Map(),
    running: new Map(),
  };
  const { pulled, inspections, running } = publishing;
  const failed = (error: unknown): void => connection.console.error(String(error));
  return {
    schedule(document) {
      running.get(document.uri)?.cancel();
      session.host.defer(() => {
        publish(publishing, document).catch(failed);
      });
    },
    open(document) {
      session.host.defer(() => {
        publishOpened(publishing, document).catch(failed);
      });
    },
    inspect(document) {
      lookAround(publishing, document).catch(failed);
    },
    withdraw(uri) {
      const isOpen = session.documents.get(uri) !== undefined;
      if (isOpen && pulled.has(uri)) return;
      if (isOpen) pulled.add(uri);
      else pulled.delete(uri);
      inspections.delete(uri);
      running.get(uri)?.cancel();
      running.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  };
}

function isCurrent({ session, pulled }: Publishing, document: Document): boolean {
  return session.documents.get(document.uri) === document && !pulled.has(document.uri);
}

async function send(publishing: Publishing, document: Document, around: readonly Diagnostic[]): Promise<void> {
  const { session, connection } = publishing;
  const options = await lintOptionsOf(session, document);
  if (!isCurrent(publishing, document)) return;
  const { uri, version } = document;
  const diagnostics = allFindings(findingsOf(document, options), around);
  await connection.sendDiagnostics({
    uri,
    version,
    diagnostics: diagnostics.map((diagnostic) => toDiagnostic(session, document, diagnostic)),
  });
}

async function publish(publishing: Publishing, document: Document): Promise<void> {
  if (!isCurrent(publishing, document)) return;
  // What was found around the document stands until it is looked for again.
  await send(publishing, document, carriedOver(publishing.inspections.get(document.uri), document.text));
  if (document.language.inspect) await lookAround(publishing, document);
}

/** The first time, what lies around the document is waited for a moment, so that nothing is said and taken back. */
async function publishOpened(publishing: Publishing, document: Document): Promise<void> {
  const { session, inspections } = publishing;
  if (!isCurrent(publishing, document) || document.language.inspectionRevises !== true) {
    return publish(publishing, document);
  }
  const token = begin(publishing, document);
  const late = session.host.wait(openTime).then(() => undefined);
  const looking = inspectionOf(session, document, await lintOptionsOf(session, document), token);
  const early = await Promise.race([looking, late]);
  if (!early) await send(publishing, document, []);
  const findings = early ?? (await looking);
  if (!isCurrent(publishing, document) || token.isCancellationRequested) return;
  inspections.set(document.uri, { text: document.text, findings });
  if (early || findings.length > 0) await send(publishing, document, findings);
}

async function lookAround(publishing: Publishing, document: Document): Promise<void> {
  const { session, inspections } = publishing;
  const { uri, text } = document;
  const token = begin(publishing, document);
  const isWanted = (): boolean => isCurrent(publishing, document) && !token.isCancellationRequested;
  // Files are not looked at on every key.
  await session.host.wait(restTime);
  if (!isWanted()) return;
  const findings = await inspectionOf(session, document, await lintOptionsOf(session, document), token);
  if (!isWanted()) return;
  const known = carriedOver(inspections.get(uri), text);
  inspections.set(uri, { text, findings });
  if (!isSame(findings, known)) await send(publishing, document, findings);
}

/** Begins to look around a document; an earlier look at it ends. */
function begin({ running }: Publishing, { uri }: Document): CancellationToken {
  running.get(uri)?.cancel();
  const source = new CancellationTokenSource();
  running.set(uri, source);
  return source.token;
}

/** So long the first diagnostics of an opened document wait for what lies around it: milliseconds. */
const openTime = 80;

/** Somebody who types presses the next key within this time: milliseconds. */
const restTime = 150;

/** Findings in an earlier text, where they are now; those that the change touches are dropped. */
function carriedOver(inspection: Inspection | undefined, text: string): readonly Diagnostic[] {
  if (!inspection || inspection.findings.length === 0) return [];
  const { start, oldEnd, newEnd } = changeBetween(inspection.text, text);
  const shift = newEnd - oldEnd;
  return inspection.findings.flatMap((finding) => {
    const { span } = finding;
    if (span.end <= start) return [finding];
    return span.start >= oldEnd ? [{ ...finding, span: { start: span.start + shift, end: span.end + shift } }] : [];
  });
}

function isSame(findings: readonly Diagnostic[], others: readonly Diagnostic[]): boolean {
  return findings.length === others.length && findings.every((finding, index) => isSameFinding(finding, others[index]));
}

function isSameFinding({ code, severity, span, message: words }: Diagnostic, other: Diagnostic | undefined): boolean {
  if (code !== other?.code || severity !== other.severity || span.start !== other.span.start) return false;
  return words.text === other.message.text && words.args.join('\n') === other.message.args.join('\n');
}

/** All diagnostics of a document as its client sees them, with the user's settings. */
export async function diagnosticsOf(session: Session, document: Document): Promise<LspDiagnostic[]> {
  const diagnostics = await allFindingsOf(session, document);
  return diagnostics.map((diagnostic) => toDiagnostic(session, document, diagnostic));
}

/** What the language finds in a document and around it, with the severities of the user's settings. */
export async function allFindingsOf(session: Session, document: Document): Promise<readonly Diagnostic[]> {
  const options = await lintOptionsOf(session, document);
  const around = await inspectionOf(session, document, options);
  return allFindings(findingsOf(document, options), around);
}

/** What a look at the world around the document finds. */
async function inspectionOf(
  session: Session,
  document: Document,
  options: LintOptions,
  token?: CancellationToken,
): Promise<readonly Diagnostic[]> {
  const model = document.model();
  if (model === undefined) return [];
  return (await document.language.inspect?.(model, workspaceOf(session, document, token), options)) ?? [];
}

/** What the language finds in a document; one note where the document is too large to be read. */
function findingsOf(document: Document, options: LintOptions): readonly Diagnostic[] {
  const { language } = document;
  const model = document.model();
  return model === undefined ? [tooLarge(language.maxLength)] : language.diagnose(model, options);
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
