import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import {
  CallHierarchyIncomingCallsRequest,
  type CallHierarchyItem,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  DidChangeWorkspaceFoldersNotification,
  DocumentLinkRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  type SelectionRange,
  SelectionRangeRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';
import { useLspClients } from '../helpers/lspClient.ts';

const start = useLspClients();

const text = 'FROM a AS build\nENV A=1\nRUN <<EOF\nx\nEOF\nFROM b\n';

test('the outline is a tree, or a list for clients that know no tree', async () => {
  const capabilities = { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } };
  const client = await start({ capabilities });
  const { uri } = await client.open(text);
  const textDocument = { uri };
  const tree = (await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument })) as DocumentSymbol[];
  expect(tree.map(({ name, children }) => [name, children?.map((child) => child.name)])).toEqual([
    ['build', ['ENV A', 'RUN <<EOF']],
    ['b', undefined],
  ]);
  const plain = await start();
  await plain.open(text, 'Dockerfile.1');
  const list = await plain.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
  expect(list?.map(({ name }) => name)).toEqual(['build', 'ENV A', 'RUN <<EOF', 'b']);
});

test('the stages of all open files can be searched', async () => {
  const client = await start();
  await client.open(text, 'Dockerfile.one');
  await client.open('FROM x AS bundle\n', 'Dockerfile.two');
  await client.open('services: {}\n', 'compose.yaml');
  const find = async (query: string): Promise<readonly (readonly [string, string | undefined])[] | undefined> =>
    (await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query }))?.map((found) => [
      found.name,
      found.containerName,
    ]);
  expect(await find('')).toHaveLength(3);
  expect(await find('Bld')).toEqual([['build', 'Dockerfile.one']]);
  expect(await find('bu')).toHaveLength(2);
  expect(await find('blu')).toEqual([]);
  expect(await find('env')).toEqual([]);
});

test('files of the open folder are searched, too, as they are now', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway ü '));
  await mkdir(join(folder, 'apps', 'node_modules'), { recursive: true });
  await writeFile(join(folder, 'apps', 'Dockerfile'), 'FROM a AS closed\n');
  await writeFile(join(folder, 'apps', 'node_modules', 'Dockerfile'), 'FROM a AS foreign\n');
  await writeFile(join(folder, 'compose.yaml'), 'services:\n  shop:\n    image: x\n');
  await writeFile(join(folder, 'note.txt'), 'FROM a AS note\n');
  const uri = pathToFileURL(folder).href;
  const client = await start({ capabilities: { workspace: { workspaceFolders: true } }, folder: uri });
  await client.open('FROM a AS opened\n', pathToFileURL(join(folder, 'Dockerfile')).href, 'dockerfile');
  await writeFile(join(folder, 'Dockerfile'), 'FROM a AS saved\n');
  const find = async (): Promise<readonly string[] | undefined> =>
    (await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: '' }))?.map(
      ({ name, containerName }) => `${name} in ${containerName}`,
    );
  expect(await find()).toEqual(['opened in Dockerfile', 'shop in compose.yaml', 'closed in Dockerfile']);
  await writeFile(join(folder, 'compose.yaml'), 'services:\n  other:\n    image: x\n');
  expect(await find()).toContain('other in compose.yaml');
  const event = { added: [], removed: [{ uri, name: 'folder' }] };
  await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  expect(await find()).toEqual(['opened in Dockerfile']);
  await rm(folder, { recursive: true });
});

test('folding and selection', async () => {
  const client = await start();
  const { uri } = await client.open(text);
  const folds = await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } });
  expect(folds).toEqual([
    { startLine: 0, endLine: 4 },
    { startLine: 2, endLine: 3 },
  ]);
  const positions = [{ line: 1, character: 4 }];
  const ranges = await client.connection.sendRequest(SelectionRangeRequest.type, { textDocument: { uri }, positions });
  const ends: unknown[] = [];
  for (let at: SelectionRange | undefined = ranges?.[0]; at; at = at.parent) ends.push(at.range.end);
  expect(ends).toEqual([
    { line: 1, character: 5 },
    { line: 1, character: 7 },
    { line: 1, character: 7 },
    { line: 4, character: 3 },
    { line: 6, character: 0 },
  ]);
});

test('images lead to their pages', async () => {
  const client = await start({ locale: 'zh-cn' });
  const { uri } = await client.open('FROM alpine:3.22\n');
  const links = await client.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri } });
  expect(links).toEqual([
    {
      range: { start: { line: 0, character: 5 }, end: { line: 0, character: 16 } },
      target: 'https://hub.docker.com/_/alpine',
      tooltip: '打开镜像 alpine:3.22 的页面',
    },
  ]);
});

test('the stages that take from a stage, and those that it takes from', async () => {
  const client = await start();
  const { uri } = await client.open('FROM a AS build\nFROM build AS last\n');
  const { connection } = client;
  const item = async (line: number): Promise<CallHierarchyItem> => {
    const params = { textDocument: { uri }, position: { line, character: 0 } };
    const [found] = (await connection.sendRequest(CallHierarchyPrepareRequest.type, params)) ?? [];
    if (!found) throw new Error('no item');
    return found;
  };
  const fromRanges = [{ start: { line: 1, character: 5 }, end: { line: 1, character: 10 } }];
  const incoming = await connection.sendRequest(CallHierarchyIncomingCallsRequest.type, { item: await item(0) });
  expect(incoming).toMatchObject([{ from: { name: 'last' }, fromRanges }]);
  const outgoing = await connection.sendRequest(CallHierarchyOutgoingCallsRequest.type, { item: await item(1) });
  expect(outgoing).toMatchObject([{ to: { name: 'build' }, fromRanges }]);
});

test('a language without folding of its own gives no answer, so that the editor folds by indentation', async () => {
  const client = await start();
  const { uri } = await client.open('node_modules\n# logs\n', '.dockerignore', 'dockerignore');
  expect(await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } })).toBeNull();
});
