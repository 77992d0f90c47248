// Compose projects over the protocol: the preview, what other files change, and the way into them.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ComposePreview,
  composePreviewRequest,
  type ComposeSource,
  composeSourceRequest,
} from '../../protocol/messages.ts';
import { richClient, useLspClients } from '../helpers/lspClient.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  DefinitionRequest,
  DidChangeWatchedFilesNotification,
  ExecuteCommandRequest,
  FileChangeType,
  HoverRequest,
  type Location,
  type PublishDiagnosticsParams,
  ReferencesRequest,
  RenameRequest,
} from 'vscode-languageserver/node';

const start = useLspClients();
let folder = '';
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

const main =
  'services:\n  web:\n    image: nginx:${TAG}\n    depends_on: [db]\n  api:\n    extends: {file: base/ä b.yaml, service: base}\n';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway ö '));
  await mkdir(join(folder, 'base'));
  await writeFile(join(folder, 'compose.yaml'), main);
  await writeFile(join(folder, 'compose.override.yaml'), 'services:\n  db:\n    image: postgres:17\n');
  await writeFile(join(folder, 'base', 'ä b.yaml'), 'services:\n  base:\n    image: api:1\n');
  await writeFile(join(folder, '.env'), 'COMPOSE_PROJECT_NAME=shop\nTAG=1.29\n');
});
afterAll(() => rm(folder, { recursive: true }));

test('the effective configuration, of files on the disk and as they are open, and where it comes from', async () => {
  const client = await start({ capabilities: richClient });
  const uri = uriOf('compose.yaml');
  const ask = (): Promise<ComposePreview> => client.connection.sendRequest(composePreviewRequest, { uri });
  const { name, text } = await ask();
  expect(name).toBe('shop');
  expect(text).toContain('image: nginx:1.29');
  expect(text).toContain('image: postgres:17');
  await client.open('TAG=2.0\n', uriOf('.env'), 'properties');
  const document = await client.open(main, uri);
  expect((await ask()).text).toContain('image: nginx:2.0');
  await document.replace(main.replace('nginx', 'httpd'));
  const edited = (await ask()).text;
  expect(edited).toContain('image: httpd:2.0');
  const line = edited.split('\n').findIndex((one) => one.includes('postgres'));
  const source: ComposeSource = await client.connection.sendRequest(composeSourceRequest, { uri, line, character: 14 });
  expect(decodeURIComponent(source.uri)).toBe(decodeURIComponent(uriOf('compose.override.yaml')));
  expect(source.start).toEqual({ line: 2, character: 11 });
  const command = { command: 'slipway.compose.preview', arguments: [uri] };
  expect(await client.connection.sendRequest(ExecuteCommandRequest.type, command)).toBe(edited);
  await document.replace('services:\n  web:\n    image: "x:${NEVER_SET_42:?say which}"\n');
  expect((await ask()).text).toMatch(
    /^# Docker Compose refuses .*\n# The variable NEVER_SET_42 must be set.*compose\.yaml:3\)\n/,
  );
});

test('definition and hover lead into other files of the project', async () => {
  const client = await start();
  const { uri } = await client.open(main, uriOf('compose.yaml'));
  const targetOf = async (line: number, character: number): Promise<readonly [string, number]> => {
    const params = { textDocument: { uri }, position: { line, character } };
    const found = (await client.connection.sendRequest(DefinitionRequest.type, params)) as Location[];
    const [first] = found;
    return [
      decodeURIComponent(first?.uri ?? '')
        .split('/')
        .at(-1) ?? '',
      first?.range.start.line ?? -1,
    ];
  };
  expect(await targetOf(2, 19)).toEqual(['.env', 1]);
  expect(await targetOf(3, 18)).toEqual(['compose.override.yaml', 1]);
  expect(await targetOf(5, 46)).toEqual(['ä b.yaml', 1]);
  const hover = await client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri },
    position: { line: 2, character: 19 },
  });
  expect(JSON.stringify(hover?.contents)).toContain('TAG=1.29');
});

const missing = ({ diagnostics }: PublishDiagnosticsParams): boolean =>
  diagnostics.some(({ code }) => code === 'undefined-reference');

test('a service is renamed in all files of its project', async () => {
  const client = await start();
  const { uri } = await client.open(main, uriOf('compose.yaml'));
  const place = { textDocument: { uri }, position: { line: 3, character: 18 } };
  const found = await client.connection.sendRequest(ReferencesRequest.type, {
    ...place,
    context: { includeDeclaration: true },
  });
  expect(found?.map((location) => decodeURIComponent(location.uri).split('/').at(-1))).toEqual([
    'compose.yaml',
    'compose.override.yaml',
  ]);
  const edit = await client.connection.sendRequest(RenameRequest.type, { ...place, newName: 'database' });
  const edits = Object.values(edit?.changes ?? {}).flat();
  expect(edits.map(({ newText, range }) => [newText, range.start.line])).toEqual([
    ['database', 3],
    ['database', 1],
  ]);
});

test('a file is judged again when another of its project changes', async () => {
  const client = await start();
  const uri = uriOf('compose.yaml');
  const { diagnostics: opened } = await client.open(main, uri);
  const first = missing(opened) ? await client.published(uri, (params) => !missing(params)) : opened;
  expect(missing(first)).toBe(false);
  const override = await client.open('services:\n  db:\n    image: postgres:17\n', uriOf('compose.override.yaml'));
  const gone = client.published(uri, missing);
  await override.replace('services:\n  other:\n    image: postgres:17\n');
  await gone;
  const back = client.published(uri, (params) => !missing(params));
  await override.replace('services:\n  db:\n    image: postgres:17\n');
  await back;
  await writeFile(join(folder, '.env'), 'COMPOSE_PROJECT_NAME=shop\n');
  const unset = client.published(uri, ({ diagnostics: found }) => found.some(({ code }) => code === 'unset-variable'));
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: uriOf('.env'), type: FileChangeType.Changed }],
  });
  await unset;
});
