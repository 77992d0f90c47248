import { applyLspEdits, richClient, useLspClients } from '../helpers/lspClient.ts';
import { expect, test } from 'vitest';
import {
  type ClientCapabilities,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
} from 'vscode-languageserver/node';

const start = useLspClients();

const text = 'from a\nRUN b &&  \\\n  c\n';
const options = { tabSize: 2, insertSpaces: false };

test('a document is formatted with the options of the editor and the settings of the user', async () => {
  const settings = { format: { keywordCase: 'upper', lineContinuation: 'one-space', blankLinesBetweenStages: -1 } };
  const client = await start({ initializationOptions: { settings } });
  const { uri } = await client.open(text);
  const edits = await client.connection.sendRequest(DocumentFormattingRequest.type, { textDocument: { uri }, options });
  expect(applyLspEdits(text, edits ?? [])).toBe('FROM a\nRUN b && \\\n\tc\n');
});

test('a range is formatted, and what was typed', async () => {
  const client = await start();
  const { uri } = await client.open(text);
  const position = { line: 2, character: 0 };
  const range = { start: position, end: position };
  const params = { textDocument: { uri }, options };
  const ranged = await client.connection.sendRequest(DocumentRangeFormattingRequest.type, { ...params, range });
  expect(applyLspEdits(text, ranged ?? [])).toBe('from a\nRUN b &&  \\\n\tc\n');
  const typed = await client.connection.sendRequest(DocumentOnTypeFormattingRequest.type, {
    ...params,
    position,
    ch: '\n',
  });
  expect(applyLspEdits(text, typed ?? [])).toBe('from a\nRUN b &&  \\\n\tc\n');
});

test('a language without a formatter is left to others where the client takes registrations', async () => {
  const dynamic = { dynamicRegistration: true };
  const capabilities: ClientCapabilities = {
    textDocument: {
      ...richClient.textDocument,
      formatting: dynamic,
      rangeFormatting: dynamic,
      onTypeFormatting: dynamic,
    },
  };
  const client = await start({ capabilities });
  expect(client.initializeResult.capabilities.documentFormattingProvider).toBeUndefined();
  const { uri } = await client.open(text);
  const edits = await client.connection.sendRequest(DocumentFormattingRequest.type, { textDocument: { uri }, options });
  expect(edits).toHaveLength(1);
  expect(client.registrations).toContainEqual([
    'textDocument/formatting',
    { documentSelector: [{ language: 'dockerfile' }, { language: 'dockercompose' }] },
  ]);
});

test('a Compose file: a document, a range, and Enter', async () => {
  const client = await start();
  const { uri } = await client.open(
    'services:\n    web:\n        image:   a\n        ports:\n        \n',
    'compose.yaml',
  );
  const params = { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } };
  const whole = await client.connection.sendRequest(DocumentFormattingRequest.type, params);
  expect(whole?.length).toBeGreaterThan(2);
  const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } };
  const ranged = await client.connection.sendRequest(DocumentRangeFormattingRequest.type, { ...params, range });
  expect(ranged?.map(({ newText }) => newText)).toEqual([' ']);
  const position = { line: 4, character: 8 };
  const typed = await client.connection.sendRequest(DocumentOnTypeFormattingRequest.type, {
    ...params,
    position,
    ch: '\n',
  });
  expect(typed?.map(({ newText }) => newText)).toEqual([' '.repeat(10)]);
});
