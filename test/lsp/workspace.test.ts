import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { imageFactsRequest, localImagesRequest } from '../../protocol/messages.ts';
import { richClient, useLspClients } from '../helpers/lspClient.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CodeActionRequest,
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

test('the images of the engine come from the client, and tags from the registry that an image names', async () => {
  const asked: string[] = [];
  const digest = `sha256:${'a'.repeat(64)}`;
  const registry = createServer(({ url, headers }, answer) => {
    asked.push(url ?? '');
    const { port } = registry.address() as AddressInfo;
    if (url?.startsWith('/token') === true) answer.end('{"token":"t"}');
    else if (headers.authorization !== 'Bearer t') {
      const challenge = `Bearer realm="http://localhost:${port}/token",service="s"`;
      answer.writeHead(401, { 'www-authenticate': challenge }).end();
    } else if (url?.endsWith('/manifests/10') === true) {
      answer.writeHead(200, { 'docker-content-digest': digest }).end();
    } else if (url?.includes('last=') === true) answer.end('{"tags":["9","edge"]}');
    else answer.writeHead(200, { link: '</v2/o/app/tags/list?last=10>; rel="next"' }).end('{"tags":["10","latest"]}');
  });
  await new Promise<void>((done) => registry.listen(0, 'localhost', done));
  const image = `localhost:${(registry.address() as AddressInfo).port}/o/app`;
  const offered = async (lookups: boolean): Promise<readonly string[]> => {
    const client = await start({
      initializationOptions: { engine: true },
      capabilities: { ...richClient, workspace: { configuration: true } },
      configuration: () => ({ registry: { lookups } }),
    });
    client.connection.onRequest(localImagesRequest, () => [
      { tags: [`${image}:local`], digests: [], size: '1 MB', created: '2026-01-31', containers: [] },
    ]);
    const { uri } = await client.open(`FROM ${image}:\n`);
    const position = { line: 0, character: 6 + image.length };
    const offers = await client.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    return (Array.isArray(offers) ? offers : []).map(({ label }) => label);
  };
  const pinned = async (lookups: boolean): Promise<readonly string[]> => {
    const client = await start({
      capabilities: { ...richClient, workspace: { configuration: true } },
      configuration: () => ({ registry: { lookups } }),
    });
    const { uri } = await client.open(`FROM ${image}:10\n`);
    const position = { line: 0, character: 6 };
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], only: ['refactor'] },
    });
    return (actions ?? []).flatMap((action) =>
      'edit' in action ? (action.edit?.changes?.[uri] ?? []).map(({ newText }) => newText) : [],
    );
  };
  try {
    expect(await offered(false)).toEqual([`${image}:local`]);
    expect(await pinned(false)).toEqual([]);
    expect(asked).toEqual([]);
    expect(await pinned(true)).toEqual([`@${digest}`]);
    asked.length = 0;
    expect(await offered(true)).toEqual(['local', 'latest', '10', '9', 'edge'].map((tag) => `${image}:${tag}`));
    expect(asked.filter((url) => url.startsWith('/token'))).toEqual([
      '/token?service=s&scope=repository%3Ao%2Fapp%3Apull',
    ]);
  } finally {
    registry.close();
  }
});

test('an engine that does not answer holds nothing up', async () => {
  const client = await start({ initializationOptions: { engine: true } });
  client.connection.onRequest(localImagesRequest, () => new Promise(() => undefined));
  const { uri } = await client.open('FROM node\n');
  const params = { textDocument: { uri }, position: { line: 0, character: 7 } };
  const hover = await client.connection.sendRequest(HoverRequest.type, params);
  expect(hover?.contents).toMatchObject({ value: expect.stringContaining('docker') });
  const offers = await client.connection.sendRequest(CompletionRequest.type, params);
  expect((Array.isArray(offers) ? offers : []).map(({ label }) => label)).toContain('node');
});

test('a hover tells what the engine knows of an image', async () => {
  const client = await start({ initializationOptions: { engine: true } });
  client.connection.onRequest(localImagesRequest, () => [
    { tags: ['web:1'], digests: [], size: '1 MB', created: '2026-01-31', containers: [] },
  ]);
  client.connection.onRequest(imageFactsRequest, (name: string) => ({
    platform: 'linux/amd64',
    user: 'node',
    workdir: '',
    entrypoint: [],
    command: [name],
    ports: [],
    variables: [],
  }));
  const { uri } = await client.open('FROM web:1\n');
  const params = { textDocument: { uri }, position: { line: 0, character: 7 } };
  const hover = await client.connection.sendRequest(HoverRequest.type, params);
  expect(hover?.contents).toMatchObject({ value: expect.stringContaining('User: node') });
  expect(hover?.contents).toMatchObject({ value: expect.stringContaining('web:1') });
});
