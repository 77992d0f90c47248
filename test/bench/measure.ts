import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** A language server to measure. */
export interface Subject {
  readonly name: string;
  /** The script and its arguments, run by this Node. */
  readonly command: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Times in milliseconds, medians where a thing is done often; memory in megabytes. */
export interface Figures {
  readonly start: number;
  readonly open: number;
  readonly edit: number;
  readonly completion: number;
  readonly hover: number;
  readonly memory: number;
}

interface BenchDocument {
  readonly languageId: string;
  readonly file: string;
  readonly text: string;
}

const edits = 30;
const requests = 20;

/** Measures one fresh process of a server on one document. */
export async function measureServer({ command, settings }: Subject, document: BenchDocument): Promise<Figures> {
  const started = performance.now();
  const server = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ section }) => settings?.[section ?? ''] ?? null),
  );
  const published = nextDiagnostics(connection);
  connection.listen();
  try {
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true },
        textDocument: {
          completion: { completionItem: { snippetSupport: true } },
          hover: { contentFormat: ['markdown'] },
          publishDiagnostics: { versionSupport: true },
        },
      },
    });
    const start = performance.now() - started;
    await connection.sendNotification(InitializedNotification.type, {});
    const session = { connection, published, document };
    const open = await opened(session);
    const edit = await edited(session);
    const [completion, hover] = await asked(session);
    return { start, open, edit, completion, hover, memory: peakMemory(server.pid) };
  } finally {
    connection.dispose();
    server.kill('SIGKILL');
  }
}

interface BenchSession {
  readonly connection: ProtocolConnection;
  readonly published: () => Promise<void>;
  readonly document: BenchDocument;
}

/** A promise of the next diagnostics for each call; resolves after 30 seconds at the latest. */
function nextDiagnostics(connection: ProtocolConnection): () => Promise<void> {
  let resolveNext: (() => void) | undefined;
  connection.onNotification(PublishDiagnosticsNotification.type, () => resolveNext?.());
  return () =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, 30_000);
      resolveNext = () => {
        clearTimeout(timer);
        resolve();
      };
    });
}

function uriOf({ file }: BenchDocument): string {
  return `file:///bench/${file}`;
}

async function opened({ connection, published, document }: BenchSession): Promise<number> {
  const { languageId, text } = document;
  const begin = performance.now();
  const done = published();
  const textDocument = { uri: uriOf(document), languageId, version: 1, text };
  await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  await done;
  return performance.now() - begin;
}

/** A comment in the middle of the file grows by one character at a time. */
async function edited({ connection, published, document }: BenchSession): Promise<number> {
  const line = Math.floor(document.text.split('\n').length / 2);
  const times: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const at = { line, character: 0 };
    const text = edit === 0 ? '# note\n' : 'n';
    const position = edit === 0 ? at : { line, character: 2 };
    const begin = performance.now();
    const done = published();
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uriOf(document), version: edit + 2 },
      contentChanges: [{ range: { start: position, end: position }, text }],
    });
    await done;
    times.push(performance.now() - begin);
  }
  return median(times);
}

async function asked({ connection, document }: BenchSession): Promise<readonly [number, number]> {
  const { position, key } = places(document);
  const textDocument = { uri: uriOf(document) };
  const completion = await timed(() => connection.sendRequest(CompletionRequest.type, { textDocument, position }));
  const hover = await timed(() => connection.sendRequest(HoverRequest.type, { textDocument, position: key }));
  return [completion, hover];
}

/** The last lines of the file: behind an instruction's first letters, and on a keyword. */
function places({ text, languageId }: BenchDocument): { position: Place; key: Place } {
  const lines = text.split('\n');
  const wanted = languageId === 'dockerfile' ? /^EXPOSE/ : /^ {4}image/;
  // One line was put in before this one by the edits.
  const line = lines.findLastIndex((candidate) => wanted.test(candidate)) + 1;
  const character = languageId === 'dockerfile' ? 2 : 6;
  return { position: { line, character }, key: { line, character } };
}

interface Place {
  readonly line: number;
  readonly character: number;
}

async function timed(request: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < requests; count++) {
    const begin = performance.now();
    await request();
    times.push(performance.now() - begin);
  }
  return median(times);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The high-water mark of the resident set, as Linux counts it. */
function peakMemory(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
