import { useLspClients } from '../helpers/lspClient.ts';
import { expect, test } from 'vitest';
import {
  DidChangeConfigurationNotification,
  InlayHintRefreshRequest,
  InlayHintRequest,
} from 'vscode-languageserver/node';

const start = useLspClients();

test.each<[string, unknown, readonly unknown[]]>([
  ['stages by default', undefined, [['a:$V', 3, 13]]],
  ['variables when asked for', { variables: true, stages: false }, [['1', 1, 9]]],
  ['nothing when told so', { stages: false }, []],
])('inlay hints show %s', async (_, inlayHints, expected) => {
  const client = await start({ initializationOptions: { settings: { inlayHints } } });
  const { uri } = await client.open('ARG V=1\nFROM a:$V\nFROM b\nCOPY --from=0 x y\n');
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const hints = await client.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range });
  expect(hints?.map(({ label, position }) => [label, position.line, position.character])).toEqual(expected);
});

test('inlay hints are asked for again when the settings change', async () => {
  const client = await start({ capabilities: { workspace: { inlayHint: { refreshSupport: true } } } });
  const { connection } = client;
  const refreshed = new Promise<void>((resolve) => connection.onRequest(InlayHintRefreshRequest.type, () => resolve()));
  await connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { slipway: {} } });
  await refreshed;
});
