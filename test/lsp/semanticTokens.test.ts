import { useLspClients } from '../helpers/lspClient.ts';
import { expect, test } from 'vitest';
import {
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver/node';

const start = useLspClients();

test('semantic tokens of a document and of a range, as the legend numbers them', async () => {
  const client = await start();
  const { semanticTokensProvider } = client.initializeResult.capabilities;
  const { tokenTypes = [] } = semanticTokensProvider?.legend ?? {};
  const { uri } = await client.open('FROM é AS b\n  USER 1\n');
  const keyword = tokenTypes.indexOf('keyword');
  const number = tokenTypes.indexOf('number');
  const full = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });
  const from = [0, 0, 4, keyword, 0, 0, 5, 1, tokenTypes.indexOf('type'), 0, 0, 2, 2, keyword, 0];
  const name = [0, 3, 1, tokenTypes.indexOf('namespace'), 1];
  expect(full?.data).toEqual([...from, ...name, 1, 2, 4, keyword, 0, 0, 5, 1, number, 0]);
  const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
  const ranged = await client.connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument: { uri }, range });
  expect(ranged?.data).toEqual([1, 2, 4, keyword, 0, 0, 5, 1, number, 0]);
});

test('what has changed since the tokens that the client has', async () => {
  const client = await start();
  const document = await client.open('FROM a\nUSER 1\nRUN x\n');
  const textDocument = { uri: document.uri };
  const first = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
  await document.replace('FROM a\nUSER 1\nWORKDIR /y\nRUN x\n');
  const previousResultId = first?.resultId ?? '';
  const delta = await client.connection.sendRequest(SemanticTokensDeltaRequest.type, {
    textDocument,
    previousResultId,
  });
  const whole = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
  if (!delta || !('edits' in delta)) throw new Error('There is no delta.');
  const data = [...(first?.data ?? [])];
  for (const edit of delta.edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
  expect(data).toEqual(whole?.data);
  expect(delta.edits[0]?.data?.length).toBeLessThan(data.length);
  const unknown = await client.connection.sendRequest(SemanticTokensDeltaRequest.type, {
    textDocument,
    previousResultId,
  });
  expect(unknown).toMatchObject({ data: whole?.data });
});
