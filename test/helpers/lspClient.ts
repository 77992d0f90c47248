import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  type InitializeParams,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type TextEdit,
} from 'vscode-languageserver/node';

/** A language client of our own, over the standard streams of a server built into dist/. */
export interface LspClient {
  readonly connection: ProtocolConnection;
  readonly initializeResult: InitializeResult;
  /** Opens a document, by name or address, and waits for its first diagnostics. */
  open(text: string, file?: string, languageId?: string): Promise<OpenDocument>;
  /** The next diagnostics of a document that are such as `isWanted` says, of whatever version. */
  published(uri: string, isWanted: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams>;
  /** What the server logged, which is nothing as long as nothing went wrong. */
  readonly log: readonly string[];
  /** What the server registered: methods and their options. */
  readonly registrations: readonly (readonly [string, unknown])[];
  /** Shuts the server down and returns its exit code. */
  stop(): Promise<number | null>;
}

export interface OpenDocument {
  readonly uri: string;
  /** Sends edits and waits for the diagnostics of that version. */
  change(contentChanges: TextDocumentContentChangeEvent[]): Promise<PublishDiagnosticsParams>;
  /** Sends a whole new text and waits for the diagnostics of that version. */
  replace(text: string): Promise<PublishDiagnosticsParams>;
  readonly diagnostics: PublishDiagnosticsParams;
}

export interface LspClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly locale?: string;
  readonly initializationOptions?: unknown;
  /** The address of the folder that is open. */
  readonly folder?: string;
  /** The `slipway` section of the configuration. */
  readonly configuration?: () => unknown;
}

/** What a full-grown editor can do. */
export const richClient: ClientCapabilities = {
  textDocument: {
    completion: {
      completionItem: {
        snippetSupport: true,
        insertReplaceSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
      },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: { versionSupport: true },
  },
};

/**
 * Starts a client for a test. Each is stopped after its test, which fails where the server logged an error or did not
 * end well. To be called once in a file.
 */
export function useLspClients(): (options?: LspClientOptions) => Promise<LspClient> {
  const clients: LspClient[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) {
      expect(client.log).toEqual([]);
      expect(await client.stop()).toBe(0);
    }
  });
  return async (options) => {
    const client = await startLspClient(options);
    clients.push(client);
    return client;
  };
}

async function startLspClient(options: LspClientOptions = {}): Promise<LspClient> {
  const server = spawn(process.execPath, [join(import.meta.dirname, '../../dist/server.js'), '--stdio']);
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const log: string[] = [];
  connection.onNotification(LogMessageNotification.type, ({ message }) => void log.push(message));
  const registrations: [string, unknown][] = [];
  connection.onRequest(RegistrationRequest.type, (params) => {
    for (const { method, registerOptions } of params.registrations) registrations.push([method, registerOptions]);
  });
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => options.configuration?.() ?? null));
  const diagnostics = diagnosticsOf(connection);
  connection.listen();
  const initializeResult = await connection.sendRequest(InitializeRequest.type, initializeParams(options));
  await connection.sendNotification(InitializedNotification.type, {});
  let documents = 0;
  return {
    connection,
    initializeResult,
    log,
    registrations,
    async open(text, file = `Dockerfile.${++documents}`, languageId = languageIdOf(file)) {
      const uri = file.includes(':') ? file : `file:///work/${file}`;
      const textDocument = { uri, languageId, version: 1, text };
      const first = diagnostics.of(uri, 1);
      await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
      let version = 1;
      const change: OpenDocument['change'] = async (contentChanges) => {
        const next = diagnostics.of(uri, ++version);
        const params = { textDocument: { uri, version }, contentChanges };
        await connection.sendNotification(DidChangeTextDocumentNotification.type, params);
        return next;
      };
      return { uri, diagnostics: await first, change, replace: (newText) => change([{ text: newText }]) };
    },
    published: diagnostics.where,
    stop: () => stop(connection, server),
  };
}

function languageIdOf(file: string): string {
  return file.endsWith('.yaml') ? 'dockercompose' : 'dockerfile';
}

function initializeParams(options: LspClientOptions): InitializeParams {
  return {
    processId: process.pid,
    rootUri: null,
    capabilities: options.capabilities ?? richClient,
    locale: options.locale ?? 'en',
    initializationOptions: options.initializationOptions,
    ...(options.folder !== undefined && { workspaceFolders: [{ uri: options.folder, name: 'folder' }] }),
  };
}

interface PublishedDiagnostics {
  /** The diagnostics of one version of a document, whenever they come. */
  of(uri: string, version: number): Promise<PublishDiagnosticsParams>;
  where: LspClient['published'];
}

function diagnosticsOf(connection: ProtocolConnection): PublishedDiagnostics {
  const waiting = new Map<string, (params: PublishDiagnosticsParams) => void>();
  const early = new Map<string, PublishDiagnosticsParams>();
  const listeners = new Set<(params: PublishDiagnosticsParams) => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    for (const listener of listeners) listener(params);
    const key = `${params.uri} ${params.version}`;
    const resolve = waiting.get(key);
    waiting.delete(key);
    if (resolve) resolve(params);
    else early.set(key, params);
  });
  return {
    where: (uri, isWanted) =>
      new Promise((resolve) => {
        const listener = (params: PublishDiagnosticsParams): void => {
          if (params.uri !== uri || !isWanted(params)) return;
          listeners.delete(listener);
          resolve(params);
        };
        listeners.add(listener);
      }),
    of(uri, version) {
      const key = `${uri} ${version}`;
      const known = early.get(key);
      return known ? Promise.resolve(known) : new Promise((resolve) => waiting.set(key, resolve));
    },
  };
}

async function stop(connection: ProtocolConnection, server: ChildProcess): Promise<number | null> {
  if (server.exitCode !== null) return server.exitCode;
  const closed = once(server, 'exit');
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  await closed;
  connection.dispose();
  return server.exitCode;
}

/** The position of an offset, counted as UTF-16, in a text whose lines end in LF. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** The text after edits in the positions of the protocol. */
export function applyLspEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character;
  return edits
    .toSorted((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (result, { range, newText }) => result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
      text,
    );
}
