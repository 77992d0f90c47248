import { expect, test } from 'vitest';
import {
  DefinitionRequest,
  DocumentHighlightRequest,
  LinkedEditingRangeRequest,
  type LocationLink,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  type TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import { applyLspEdits, type LspClient, positionAt, useLspClients } from '../helpers/lspClient.ts';
import { marked } from '../helpers/marks.ts';

const start = useLspClients();

interface Opened {
  readonly client: LspClient;
  readonly uri: string;
  readonly text: string;
  readonly params: TextDocumentPositionParams;
}

async function open(source: string, ...options: Parameters<typeof start>): Promise<Opened> {
  const client = await start(...options);
  const { text, cursor } = marked(source);
  const { uri } = await client.open(text);
  return { client, uri, text, params: { textDocument: { uri }, position: positionAt(text, cursor) } };
}

const stages = 'FROM a AS build\nFROM b\nCOPY --from=bu▮ild /a /b\n';

test('a definition is a place, or a link where the client takes it', async () => {
  const plain = await open(stages);
  expect(await plain.client.connection.sendRequest(DefinitionRequest.type, plain.params)).toEqual([
    { uri: plain.uri, range: { start: { line: 0, character: 10 }, end: { line: 0, character: 15 } } },
  ]);
  const capabilities = { textDocument: { definition: { linkSupport: true } } };
  const rich = await open(stages, { capabilities });
  const [link] = (await rich.client.connection.sendRequest(DefinitionRequest.type, rich.params)) as LocationLink[];
  expect(link?.targetRange.start).toEqual({ line: 0, character: 0 });
  expect(link?.originSelectionRange?.start).toEqual({ line: 2, character: 12 });
});

test('references and highlights', async () => {
  const { client, params } = await open(stages);
  const lines = async (includeDeclaration: boolean): Promise<readonly number[] | undefined> => {
    const context = { includeDeclaration };
    const found = await client.connection.sendRequest(ReferencesRequest.type, { ...params, context });
    return found?.map(({ range }) => range.start.line);
  };
  expect(await lines(true)).toEqual([0, 2]);
  expect(await lines(false)).toEqual([2]);
  const highlights = await client.connection.sendRequest(DocumentHighlightRequest.type, params);
  expect(highlights?.map(({ kind }) => kind)).toEqual([3, 2]);
});

test('a rename is prepared and done, or refused in words', async () => {
  const capabilities = { textDocument: { rename: { prepareSupport: true } } };
  const { client, text, uri, params } = await open(stages, { capabilities, locale: 'zh-cn' });
  expect(client.initializeResult.capabilities.renameProvider).toEqual({ prepareProvider: true });
  const { connection } = client;
  expect(await connection.sendRequest(PrepareRenameRequest.type, params)).toMatchObject({ placeholder: 'build' });
  const edit = await connection.sendRequest(RenameRequest.type, { ...params, newName: 'deps' });
  expect(applyLspEdits(text, edit?.changes?.[uri] ?? [])).toBe('FROM a AS deps\nFROM b\nCOPY --from=deps /a /b\n');
  const refused = connection.sendRequest(RenameRequest.type, { ...params, newName: 'Deps' });
  await expect(refused).rejects.toThrow('阶段名必须以小写字母开头');
});

test('the names of a heredoc are edited together', async () => {
  const { client, params } = await open('FROM a\nRUN <<EO▮F\nx\nEOF\n');
  const linked = await client.connection.sendRequest(LinkedEditingRangeRequest.type, params);
  expect(linked?.ranges.map(({ start }) => start)).toEqual([
    { line: 1, character: 6 },
    { line: 3, character: 0 },
  ]);
});

test('where nothing has a name there is no answer', async () => {
  const { client, params } = await open('FROM a\n▮\n');
  const { connection } = client;
  expect(await connection.sendRequest(DefinitionRequest.type, params)).toBeNull();
  expect(await connection.sendRequest(PrepareRenameRequest.type, params)).toBeNull();
  expect(await connection.sendRequest(RenameRequest.type, { ...params, newName: 'x' })).toBeNull();
  expect(await connection.sendRequest(LinkedEditingRangeRequest.type, params)).toBeNull();
  expect(await connection.sendRequest(DocumentHighlightRequest.type, params)).toEqual([]);
});
