import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marked } from '../helpers/marks.ts';
import { applyLspEdits, type LspClient, positionAt, richClient, useLspClients } from '../helpers/lspClient.ts';
import { describe, expect, test } from 'vitest';
import {
  type CodeAction,
  CodeActionRequest,
  type CompletionItem,
  CompletionRequest,
  CompletionResolveRequest,
  DidChangeConfigurationNotification,
  DidCloseTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
  MarkupContent,
  type Position,
} from 'vscode-languageserver/node';

const start = useLspClients();

const upperCaseStage = 'FROM alpine:3.22 AS Build\nCOPY --from=Build /a /b\n';

test('diagnostics come with the version, the code and the page of the rule', async () => {
  const client = await start();
  const { diagnostics } = await client.open(upperCaseStage);
  expect(diagnostics.version).toBe(1);
  const casing = diagnostics.diagnostics.find(({ code }) => code === 'StageNameCasing');
  expect(casing?.message).toContain('Build');
  expect(casing?.codeDescription?.href).toMatch(/docs\/rules\/StageNameCasing\.md$/);
});

test('edits are incremental, and each version gets its own diagnostics', async () => {
  const client = await start();
  const document = await client.open('FROM alpine:3.22\nRUN true\n');
  expect(document.diagnostics.diagnostics).toEqual([]);
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const changed = await document.change([
    { range, text: 'RAN' },
    { range: top, text: '# é😀\r\n' },
  ]);
  expect(changed.version).toBe(2);
  expect(changed.diagnostics.map(({ range }) => range.start)).toEqual([{ line: 2, character: 0 }]);
  const { diagnostics } = await document.replace('FROM alpine:3.22\n');
  expect(diagnostics).toEqual([]);
});

test('a quick fix mends what the diagnostic says', async () => {
  const client = await start();
  const text = 'FROM alpine:3.22\nEXPOST 80\n';
  const { uri } = await client.open(text);
  const [action] = await codeActions(client, uri, 1);
  expect(action?.kind).toBe('quickfix');
  expect(applyLspEdits(text, action?.edit?.changes?.[uri] ?? [])).toBe('FROM alpine:3.22\nEXPOSE 80\n');
});

test('fix all applies every preferred fix once', async () => {
  const client = await start();
  const { uri } = await client.open(upperCaseStage);
  const actions = await codeActions(client, uri, 0, ['source.fixAll']);
  expect(actions.map(({ kind }) => kind)).toEqual(['source.fixAll.slipway']);
  const fixed = applyLspEdits(upperCaseStage, actions[0]?.edit?.changes?.[uri] ?? []);
  expect(fixed).toBe('FROM alpine:3.22 AS build\nCOPY --from=build /a /b\n');
});

test('all that one rule finds is fixed by one action', async () => {
  const client = await start();
  const text = 'FROM alpine:3.22\nENV A 1\nENV B 2\nMAINTAINER me\nENV C 3\n';
  const { uri } = await client.open(text);
  const all = 'Fix all of LegacyKeyValueFormat in this file';
  const action = (await codeActions(client, uri, 1, ['quickfix'])).find(({ title }) => title === all);
  expect(applyLspEdits(text, action?.edit?.changes?.[uri] ?? [])).toBe(
    'FROM alpine:3.22\nENV A=1\nENV B=2\nMAINTAINER me\nENV C=3\n',
  );
  // One finding needs no action for all.
  const others = (await codeActions(client, uri, 3, ['quickfix'])).map(({ title }) => title);
  expect(others.filter((title) => title.startsWith('Fix all'))).toEqual([]);
});

test('completion offers instructions, and docs on demand', async () => {
  const client = await start();
  const items = await completions(client, 'FROM alpine:3.22\nWOR▮');
  const item = items.find(({ label }) => label === 'WORKDIR');
  expect(item?.documentation).toBeUndefined();
  const resolved = await client.connection.sendRequest(CompletionResolveRequest.type, item ?? { label: '' });
  expect((resolved.documentation as MarkupContent).kind).toBe('markdown');
  expect((resolved.documentation as MarkupContent).value.length).toBeGreaterThan(20);
});

test('a client without snippets gets plain text', async () => {
  const client = await start({ capabilities: {} });
  const items = await completions(client, 'FROM alpine:3.22\n▮');
  expect(items.length).toBeGreaterThan(10);
  for (const { textEdit, insertTextFormat } of items) {
    expect(insertTextFormat ?? 1).toBe(1);
    expect(textEdit?.newText).not.toMatch(/\$\{|\$\d/);
  }
});

test('what is the same for all offers is told once, where a client can take it so', async () => {
  const [before, text] = ['services:\n  web:\n    ', 'image'];
  const plain = await completions(await start(), `${before}im▮age`, 'compose.yaml');
  const completion = {
    completionItem: { snippetSupport: true },
    completionList: { itemDefaults: ['editRange', 'data'] },
  };
  const client = await start({ capabilities: { textDocument: { completion } } });
  const { uri } = await client.open(before + text, 'compose.yaml');
  const list = await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri },
    position: { line: 2, character: 6 },
  });
  if (!list || Array.isArray(list)) throw new Error('a list was expected');
  expect(list.itemDefaults?.editRange).toEqual({ start: { line: 2, character: 4 }, end: { line: 2, character: 9 } });
  expect(list.items.map(({ label, textEditText }) => textEditText ?? label)).toEqual(
    plain.map(({ textEdit }) => textEdit?.newText),
  );
  expect(JSON.stringify(list).length).toBeLessThan(JSON.stringify(plain).length / 2);
  const image = list.items.find(({ label }) => label === 'image');
  const asked = { ...image, label: 'image', data: list.itemDefaults?.data };
  const resolved = await client.connection.sendRequest(CompletionResolveRequest.type, asked);
  expect(resolved.documentation).toBeDefined();
});

test('Compose files get completion, hover and diagnostics too', async () => {
  const client = await start();
  const items = await completions(client, 'services:\n  web:\n    ima▮', 'compose.yaml');
  expect(items.map(({ label }) => label)).toContain('image');
  const document = await client.open('services:\n  web:\n    imagee: nginx\n', 'docker-compose.yaml');
  expect(document.diagnostics.diagnostics.map(({ severity }) => severity)).toContain(1);
});

test.each([
  ['yaml', 'compose.yaml', 'services:\n  web:\n    imagee: nginx\n'],
  ['plaintext', 'Containerfile', 'FORM alpine\n'],
  ['docker-compose', 'stack.yml', 'services:\n  web:\n    imagee: nginx\n'],
])('language id %s of another editor is served for %s', async (languageId, file, text) => {
  const client = await start();
  const { diagnostics } = await client.open(text, file, languageId);
  expect(diagnostics.diagnostics).not.toEqual([]);
});

test('hover is Markdown or plain text, as the client can show it', async () => {
  const { text, cursor } = marked('FROM alpine:3.22\nEXP▮OSE 80\n');
  for (const [client, kind] of [
    [await start(), 'markdown'],
    [await start({ capabilities: {} }), 'plaintext'],
  ] as const) {
    const { uri } = await client.open(text);
    const position = positionAt(text, cursor);
    const hover = await hoverAt(client, uri, position);
    expect(hover.kind).toBe(kind);
    expect(hover.value).not.toBe('');
  }
});

test('a Chinese client reads Chinese', async () => {
  const client = await start({ locale: 'zh-cn' });
  const text = 'FROM alpine:3.22 AS Build\n';
  const { uri, diagnostics } = await client.open(text);
  expect(diagnostics.diagnostics[0]?.message).toMatch(/\p{Script=Han}/u);
  const position = { line: 0, character: 1 };
  expect((await hoverAt(client, uri, position)).value).toMatch(/\p{Script=Han}/u);
});

test('positions are UTF-8 where the client offers it', async () => {
  const capabilities = { ...richClient, general: { positionEncodings: ['utf-8', 'utf-16'] } };
  const client = await start({ capabilities });
  expect(client.initializeResult.capabilities.positionEncoding).toBe('utf-8');
  const { diagnostics } = await client.open('FROM alpine:3.22\nLABEL a="é😀" b\n');
  expect(diagnostics.diagnostics[0]?.range.start).toEqual({ line: 1, character: 'LABEL a="'.length + 6 + '" '.length });
});

test('a client that pulls diagnostics gets them, and is not sent them twice', async () => {
  const client = await start({ capabilities: { ...richClient, textDocument: { diagnostic: {} } } });
  expect(client.initializeResult.capabilities.diagnosticProvider).toBeDefined();
  const { uri } = await client.open('FORM alpine\n');
  const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  expect(report.kind === 'full' ? report.items.length : 0).toBeGreaterThan(0);
});

describe('settings', () => {
  test('a rule can be turned off and made louder, and a change shows at once', async () => {
    let rules: Record<string, string> = { StageNameCasing: 'off' };
    const capabilities = { ...richClient, workspace: { configuration: true } };
    const client = await start({ capabilities, configuration: () => ({ lint: { rules } }) });
    const document = await client.open('FROM alpine:3.22 AS Build\n');
    expect(document.diagnostics.diagnostics).toEqual([]);
    rules = { StageNameCasing: 'error', nonsense: 'loud' };
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    const { diagnostics } = await document.replace('FROM alpine:3.22 AS Build\n\n');
    expect(diagnostics.map(({ severity }) => severity)).toEqual([1]);
  });

  test('a client that cannot be asked sends them at the start', async () => {
    const settings = { lint: { rules: { StageNameCasing: 'off' } } };
    const client = await start({ initializationOptions: { settings } });
    const document = await client.open('FROM alpine:3.22 AS Build\n');
    expect(document.diagnostics.diagnostics).toEqual([]);
  });
});

describe('hostile input is answered, and the server lives on', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['binary', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)).toString('latin1')],
    ['one line of 5 MB', `FROM alpine:3.22\nRUN ${'x'.repeat(5_000_000)}`],
    ['10 MB', 'RUN echo hello \\\n'.repeat(620_000)],
    ['lone surrogates', 'FROM \ud800alpine\nRUN \udc00 $\ud83d\n'],
    ['CRLF and BOM', '\ufeffFROM alpine:3.22\r\nRUN a \\\r\n  b\r\n'],
    ['deep nesting', '{'.repeat(20_000)],
    ['only anchors', 'a: &a [*a]\n'.repeat(1000)],
  ];
  for (const [name, text] of cases) {
    test.each(['Dockerfile', 'compose.yaml'])(`${name} in a %s`, async (file) => {
      const client = await start();
      const { uri } = await client.open(text, file);
      const position = { line: 1, character: 2 };
      const params = { textDocument: { uri }, position };
      await client.connection.sendRequest(HoverRequest.type, params);
      await client.connection.sendRequest(CompletionRequest.type, params);
      const { diagnostics } = await client.open('FROM alpine:3.22\n', 'after.Dockerfile');
      expect(diagnostics.diagnostics).toEqual([]);
    });
  }
});

test('hover on the name of a rule leads to the page that comes with Slipway', async () => {
  const client = await start();
  const { uri } = await client.open('FROM alpine:3.22\n# hadolint ignore=DL3008,apt-update-alone\nRUN a\n');
  const textOf = async (character: number): Promise<string> => {
    const params = { textDocument: { uri }, position: { line: 1, character } };
    return JSON.stringify(await client.connection.sendRequest(HoverRequest.type, params));
  };
  expect(await textOf(20)).toMatch(/\(file:[^)]*\/docs\/rules\/DL3008\.md\)/);
  expect(await textOf(30)).toMatch(/\(file:[^)]*\/docs\/rules\/apt-update-alone\.md\)/);
});

test('a closed document is forgotten and its diagnostics are taken back', async () => {
  const client = await start();
  const { uri } = await client.open('FORM alpine\n');
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  const params = { textDocument: { uri }, position: { line: 0, character: 1 } };
  expect(await client.connection.sendRequest(HoverRequest.type, params)).toBeNull();
});

describe('the command line', () => {
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const runCli = (...args: readonly string[]): Promise<{ code: unknown; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, [cli, ...args], { env: { ...process.env, LC_ALL: 'C' } }, (error, stdout, stderr) =>
        resolve({ code: error ? error.code : 0, stdout, stderr }),
      );
    });

  test('finds the same as the server, with exit codes that a pipeline can use', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-cli-'));
    const file = join(folder, 'Dockerfile');
    await writeFile(file, 'FROM alpine:3.22 AS Build\n');
    const human = await runCli('lint', file);
    expect(human).toMatchObject({ code: 1, stderr: '' });
    expect(human.stdout).toContain(`${file}:1:21 warning StageNameCasing: `);
    const json = await runCli('lint', '--format', 'json', file);
    expect(JSON.parse(json.stdout)).toMatchObject([{ code: 'StageNameCasing', line: 1, column: 21 }]);
    await writeFile(file, 'FROM alpine:3.22\n');
    expect(await runCli('lint', file)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await runCli('lint', join(folder, 'Containerfile'))).toMatchObject({ code: 2 });
    expect(await runCli('lint', '--nonsense', file)).toMatchObject({ code: 2 });
  });

  test('formats files: prints, checks, writes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-cli-'));
    const file = join(folder, 'Dockerfile');
    const shaped = 'FROM alpine:3.22\nRUN a && \\\n    b\n';
    await writeFile(file, 'FROM   alpine:3.22\nRUN a && \\\nb\n');
    expect(await runCli('format', file)).toEqual({ code: 0, stdout: shaped, stderr: '' });
    expect(await runCli('format', '--check', file)).toEqual({ code: 1, stdout: `${file}\n`, stderr: '' });
    expect(await runCli('format', '--write', file)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await readFile(file, 'utf8')).toBe(shaped);
    expect(await runCli('format', '--check', file)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await runCli('format', join(folder, 'compose.yaml'))).toMatchObject({ code: 2 });
  });
});

async function completions(client: LspClient, source: string, file?: string): Promise<readonly CompletionItem[]> {
  const { text, cursor } = marked(source);
  const { uri } = await client.open(text, file);
  const params = { textDocument: { uri }, position: positionAt(text, cursor) };
  const result = await client.connection.sendRequest(CompletionRequest.type, params);
  return Array.isArray(result) ? result : [];
}

async function hoverAt(client: LspClient, uri: string, position: Position): Promise<MarkupContent> {
  const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  if (!hover || !MarkupContent.is(hover.contents)) throw new Error('There is no hover.');
  return hover.contents;
}

async function codeActions(
  client: LspClient,
  uri: string,
  line: number,
  only?: readonly string[],
): Promise<readonly CodeAction[]> {
  const range = { start: { line, character: 0 }, end: { line, character: 100 } };
  const context = { diagnostics: [], ...(only && { only: [...only] }) };
  const result = await client.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range, context });
  return (result ?? []).filter((action): action is CodeAction => 'edit' in action);
}
