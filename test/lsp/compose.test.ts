import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type PasteParams, pasteRequest, readRunsRequest } from '../../protocol/messages.ts';
import { applyLspEdits, type LspClient, richClient, useLspClients } from '../helpers/lspClient.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ClientCapabilities,
  CodeActionRequest,
  type CompletionItem,
  CompletionRequest,
  CompletionResolveRequest,
  CompletionTriggerKind,
  DocumentLinkRequest,
  HoverRequest,
  InlayHintRequest,
  LinkedEditingRangeRequest,
  type Position,
  SemanticTokensRequest,
  SignatureHelpRequest,
} from 'vscode-languageserver/node';

const start = useLspClients();
let folder = '';
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway ä '));
  await mkdir(join(folder, 'api'));
  await writeFile(join(folder, 'api', 'Dockerfile'), 'FROM a AS build\nARG VERSION\nFROM b AS final\n');
  await writeFile(join(folder, '.env'), 'TAG=1.2\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function offers(
  client: LspClient,
  uri: string,
  position: Position,
  character?: string,
): Promise<CompletionItem[]> {
  const context = character
    ? { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: character }
    : { triggerKind: CompletionTriggerKind.Invoked };
  const found = await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri },
    position,
    context,
  });
  return Array.isArray(found) ? found : [];
}

test('a new line asks for completion in Compose files, and in no others', async () => {
  const client = await start();
  expect(client.initializeResult.capabilities.completionProvider?.triggerCharacters).toEqual(
    expect.arrayContaining(['\n', '"', '*', ' ', '-']),
  );
  const { uri } = await client.open('services:\n  web:\n    image: a\n    \n', 'compose.yaml');
  const keys = await offers(client, uri, { line: 3, character: 4 }, '\n');
  expect(keys.map(({ label }) => label)).toContain('ports');
  const other = await client.open('FROM a\n\n');
  expect(await offers(client, other.uri, { line: 1, character: 0 }, '\n')).toEqual([]);
  expect(await offers(client, other.uri, { line: 1, character: 0 })).not.toEqual([]);
});

test('behind the colon of a key, values come with a blank when asked for, and do not get in the way of Enter', async () => {
  const client = await start();
  const { uri } = await client.open('services:\n  web:\n    restart:\n    depends_on:\n  db: {}\n', 'compose.yaml');
  expect(await offers(client, uri, { line: 2, character: 12 }, ':')).toEqual([]);
  expect(await offers(client, uri, { line: 3, character: 15 }, ':')).toEqual([]);
  const asked = await offers(client, uri, { line: 2, character: 12 });
  expect(asked.find(({ label }) => label === 'always')?.textEdit?.newText).toBe(' always');
});

test('a whole service declares its volume, and has its docs later', async () => {
  const client = await start();
  const { uri } = await client.open('services:\n  \nnetworks:\n  a:\n', 'compose.yaml');
  const found = await offers(client, uri, { line: 1, character: 2 });
  const redis = found.find(({ label }) => label === 'redis');
  expect(redis?.additionalTextEdits?.map(({ newText }) => newText)).toEqual(['\nvolumes:\n  redis-data:\n']);
  expect(redis?.documentation).toBeUndefined();
  const resolved = redis && (await client.connection.sendRequest(CompletionResolveRequest.type, redis));
  expect(resolved?.documentation).toMatchObject({ value: expect.stringContaining('redis-cli') });
});

test('files, stages and variables around the file', async () => {
  const client = await start({ initializationOptions: { settings: { inlayHints: { variables: true } } } });
  const text =
    'services:\n  web:\n    image: a:${TAG}\n    build:\n      context: ./api\n      dockerfile: Dockerfile\n      target: \n    ports: ["8080:80"]\n';
  const { uri } = await client.open(text, uriOf('compose.yaml'));
  const textDocument = { uri };
  const stages = await offers(client, uri, { line: 6, character: 14 });
  expect(stages.map(({ label }) => label)).toEqual(['build', 'final']);
  const hover = await client.connection.sendRequest(HoverRequest.type, {
    textDocument,
    position: { line: 5, character: 20 },
  });
  expect(hover?.contents).toMatchObject({ value: expect.stringContaining('The file api') });
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const hints = await client.connection.sendRequest(InlayHintRequest.type, { textDocument, range });
  expect(hints?.map(({ label, position }) => [label, position.line])).toEqual([['1.2', 2]]);
  const links = await client.connection.sendRequest(DocumentLinkRequest.type, { textDocument });
  expect(links?.map(({ target }) => target)).toEqual([
    'https://hub.docker.com/_/a',
    'http://localhost:8080',
    uriOf('api/Dockerfile'),
  ]);
});

test('signature help, semantic tokens and linked anchors', async () => {
  const client = await start();
  const text = 'x-a: &base {tty: true}\nservices:\n  web:\n    <<: *base\n    ports: ["80:"]\n';
  const { uri } = await client.open(text, 'compose.yaml');
  const textDocument = { uri };
  const help = await client.connection.sendRequest(SignatureHelpRequest.type, {
    textDocument,
    position: { line: 4, character: 16 },
  });
  expect(help?.signatures[help.activeSignature ?? 0]?.label).toBe('<host-port>:<container-port>[/<protocol>]');
  expect(help?.activeParameter).toBe(1);
  const tokens = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
  expect((tokens?.data.length ?? 0) / 5).toBeGreaterThan(4);
  const position = { line: 0, character: 7 };
  const linked = await client.connection.sendRequest(LinkedEditingRangeRequest.type, { textDocument, position });
  expect(linked?.ranges.map(({ start: { line } }) => line)).toEqual([0, 3]);
});

test('a setting moves into an override file, for editors that can make one', async () => {
  const workspaceEdit = { documentChanges: true, resourceOperations: ['create' as const] };
  const capabilities: ClientCapabilities = { ...richClient, workspace: { workspaceEdit } };
  const text = 'services:\n  web:\n    image: a\n    tty: true\n';
  const position = { line: 3, character: 5 };
  const range = { start: position, end: position };
  const params = { textDocument: { uri: uriOf('compose.yaml') }, range, context: { diagnostics: [] } };
  const titleOf = 'Move tty into compose.override.yaml';
  const poor = await start();
  await poor.open(text, uriOf('compose.yaml'));
  const none = await poor.connection.sendRequest(CodeActionRequest.type, params);
  expect(none?.map(({ title }) => title)).not.toContain(titleOf);
  const client = await start({ capabilities });
  await client.open(text, uriOf('compose.yaml'));
  const actions = await client.connection.sendRequest(CodeActionRequest.type, params);
  const action = actions?.find(({ title }) => title === titleOf);
  expect(action && 'edit' in action ? action.edit : undefined).toEqual({
    documentChanges: [
      { kind: 'create', uri: uriOf('compose.override.yaml'), options: { ignoreIfExists: true } },
      {
        textDocument: { uri: uriOf('compose.override.yaml'), version: null },
        edits: [expect.objectContaining({ newText: 'services:\n  web:\n    tty: true\n' })],
      },
      {
        textDocument: { uri: uriOf('compose.yaml'), version: 1 },
        edits: [expect.objectContaining({ newText: '' })],
      },
    ],
  });
});

test('a pasted docker run becomes a service', async () => {
  const client = await start();
  const text = 'services:\n  docker run -p 80:80 nginx:1.29\n';
  const { uri } = await client.open(text, 'compose.yaml');
  const position = { line: 1, character: 10 };
  const actions = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [], only: ['refactor'] },
  });
  const [action] = actions ?? [];
  const edits = action && 'edit' in action ? (action.edit?.changes?.[uri] ?? []) : [];
  expect(applyLspEdits(text, edits)).toBe('services:\n  nginx:\n    image: nginx:1.29\n    ports:\n      - "80:80"\n');
});

test('the calls of docker run in a text are read', async () => {
  const client = await start();
  const text = '# It is easy:\n$ docker run -dp 80:80 \\\n  -v $(pwd):/app nginx | tee log';
  expect(await client.connection.sendRequest(readRunsRequest, { text })).toEqual({
    runs: [
      {
        flags: [
          { name: 'detach', value: [] },
          { name: 'publish', value: ['80:80'] },
          { name: 'volume', value: [{ variable: 'PWD', source: '$(pwd)' }, ':/app'] },
        ],
        image: ['nginx'],
        command: [],
        around: ['tee log'],
      },
    ],
  });
});

test('what is pasted is looked at', async () => {
  const client = await start();
  const { uri } = await client.open('services:\n  \n', 'compose.yaml');
  const place = { line: 1, character: 2 };
  const params: PasteParams = { uri, start: place, end: place, text: 'docker run nginx' };
  expect(await client.connection.sendRequest(pasteRequest, params)).toEqual({
    title: 'Make a service of this docker run',
    start: { line: 1, character: 2 },
    end: { line: 1, character: 2 },
    text: 'nginx:\n    image: nginx',
  });
  expect(await client.connection.sendRequest(pasteRequest, { ...params, text: 'nginx' })).toBeNull();
});
