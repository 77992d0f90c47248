import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { useLspClients } from '../helpers/lspClient.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CompletionRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DocumentLinkRequest,
  FileChangeType,
  HoverRequest,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';

const start = useLspClients();
let folder = '';
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway ä '));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'src', 'a b.ts'), '');
  await writeFile(join(folder, 'main.ts'), '');
  await writeFile(join(folder, '.dockerignore'), 'src\n');
});
afterAll(() => rm(folder, { recursive: true }));

const hasFindings = ({ diagnostics }: PublishDiagnosticsParams): boolean =>
  diagnostics.some(({ code }) => code === 'CopyIgnoredFile');

test('paths, hovers and links of the folder, and what .dockerignore leaves out', async () => {
  const client = await start();
  const uri = uriOf('Dockerfile');
  const late = client.published(uri, hasFindings);
  await client.open('FROM scratch\nCOPY src main.ts /x/\nCOPY \n', uri);
  expect((await late).diagnostics.map(({ message }) => message)).toContainEqual(
    'COPY does not find src: line 1 of .dockerignore leaves it out of the build context.',
  );
  const textDocument = { uri };
  const offers = await client.connection.sendRequest(CompletionRequest.type, {
    textDocument,
    position: { line: 2, character: 5 },
  });
  const labels = (Array.isArray(offers) ? offers : []).map(({ label }) => label);
  expect(labels).toContain('main.ts');
  expect(labels).not.toContain('src/');
  const hover = await client.connection.sendRequest(HoverRequest.type, {
    textDocument,
    position: { line: 1, character: 10 },
  });
  expect(hover?.contents).toMatchObject({ value: expect.stringContaining('of the build context') });
  const links = await client.connection.sendRequest(DocumentLinkRequest.type, { textDocument });
  expect(links?.map(({ target }) => target)).toEqual([uriOf('main.ts')]);
});

test('an open .dockerignore counts before it is saved, and a changed one on disk counts again', async () => {
  const client = await start();
  const uri = uriOf('Dockerfile');
  await client.open('FROM scratch\nCOPY main.ts /x/\n', uri);
  const ignoreUri = uriOf('.dockerignore');
  const warned = client.published(uri, hasFindings);
  await client.open('src\n', ignoreUri, 'ignore');
  await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri: ignoreUri, version: 2 },
    contentChanges: [{ text: 'main.ts\n' }],
  });
  expect((await warned).diagnostics).toHaveLength(1);
  const again = client.published(uri, hasFindings);
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: ignoreUri, type: FileChangeType.Changed }],
  });
  expect((await again).diagnostics).toHaveLength(1);
});

test('a file without folder is served without paths', async () => {
  const client = await start();
  await client.open('FROM scratch\nCOPY \n', 'untitled:Untitled-1', 'dockerfile');
  const position = { line: 1, character: 5 };
  const textDocument = { uri: 'untitled:Untitled-1' };
  const offers = await client.connection.sendRequest(CompletionRequest.type, { textDocument, position });
  expect((Array.isArray(offers) ? offers : []).every(({ label }) => label.startsWith('--'))).toBe(true);
});
