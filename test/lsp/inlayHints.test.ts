import { type LspClient, startLspClient } from '../helpers/lspClient.ts';
import { afterEach, expect, test } from 'vitest';
import {
  DidChangeConfigurationNotification,
  InlayHintRefreshRequest,
  InlayHintRequest,
} from 'vscode-languageserver/node';

let client: LspClient | undefined;

afterEach(async () => {
  expect(client?.log).toEqual([]);
  expect(await client?.stop()).toBe(0);
});

test.each<[string, unknown, readonly unknown[]]>([
  ['stages by default', undefined, [['a:$V', 3, 13]]],
  ['variables when asked for', { variables: true, stages: false }, [['1', 1, 9]]],
  ['nothing when told so', { stages: false }, []],
])('inlay hints show %s', async (_, inlayHints, expected) => {
  client = await startLspClient({ initializationOptions: { settings: { inlayHints } } });
  const { uri } = await client.open('ARG V=1\nFROM a:$V\nFROM b\nCOPY --from=0 x y\n');
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const hints = await client.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range });
  expect(hints?.map(({ label, position }) => [label, position.line, position.character])).toEqual(expected);
});

test('inlay hints are asked for again when the settings change', async () => {
  client = await startLspClient({ capabilities: { workspace: { inlayHint: { refreshSupport: true } } } });
  const { connection } = client;
  const refreshed = new Promise<void>((resolve) => connection.onRequest(InlayHintRefreshRequest.type, () => resolve()));
  await connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { slipway: {} } });
  await refreshed;
});
