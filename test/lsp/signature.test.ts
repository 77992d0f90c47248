import { useLspClients } from '../helpers/lspClient.ts';
import { expect, test } from 'vitest';
import { SignatureHelpRequest } from 'vscode-languageserver/node';

const start = useLspClients();

test('the signature of an instruction, with its parameters as text for a client that knows no offsets', async () => {
  const client = await start();
  const { uri } = await client.open('COPY a \n');
  const params = { textDocument: { uri }, position: { line: 0, character: 7 } };
  const help = await client.connection.sendRequest(SignatureHelpRequest.type, params);
  expect(help).toMatchObject({ activeSignature: 0, activeParameter: 2 });
  expect(help?.signatures[0]?.parameters?.map(({ label }) => label)).toEqual([
    '[flags]',
    '<source> …',
    '<destination>',
  ]);
});

test('the signature of a mount, in Chinese, with places of its parameters', async () => {
  const signatureInformation = {
    documentationFormat: ['markdown' as const],
    parameterInformation: { labelOffsetSupport: true },
  };
  const client = await start({
    locale: 'zh-cn',
    capabilities: { textDocument: { signatureHelp: { signatureInformation } } },
  });
  const { uri } = await client.open('FROM a\nRUN --mount=type=tmpfs,size=1 b\n');
  const params = { textDocument: { uri }, position: { line: 1, character: 28 } };
  const help = await client.connection.sendRequest(SignatureHelpRequest.type, params);
  const [first] = help?.signatures ?? [];
  const parameter = first?.parameters?.[help?.activeParameter ?? 0];
  const [from, to] = typeof parameter?.label === 'object' ? parameter.label : [];
  expect(first?.label.slice(from, to)).toBe('size=<size>');
  expect(JSON.stringify(parameter?.documentation)).toMatch(/"markdown".*\p{Script=Han}/u);
});
