import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Diagnostic, DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import { richClient, useLspClients } from '../helpers/lspClient.ts';

const start = useLspClients();
let folder = '';

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'slipway-shellcheck-'))));
afterAll(() => rm(folder, { recursive: true }));

/** A program that answers as ShellCheck would. */
async function program(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, [`#!${process.execPath}`, ...lines].join('\n'));
  await chmod(path, 0o755);
  return path;
}

async function found(path: string, text: string): Promise<readonly Diagnostic[]> {
  const client = await start({
    capabilities: { ...richClient, workspace: { configuration: true } },
    configuration: () => ({ shellcheck: { path } }),
  });
  const { uri } = await client.open(text);
  const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  return 'items' in report ? report.items.filter(({ code }) => String(code).startsWith('SC')) : [];
}

test.skipIf(process.platform === 'win32')('What ShellCheck says stands at its place', async () => {
  const path = await program('good', [
    'let text = "";',
    'process.stdin.on("data", (chunk) => (text += chunk)).on("end", () => {',
    '  const column = [...text].indexOf("$") + 1;',
    '  const comment = { line: 1, endLine: 1, column, endColumn: column + 2, level: "info", code: 2086, message: "quote" };',
    '  console.log(JSON.stringify({ comments: process.argv.includes("--shell=sh") ? [comment, { line: 1 }] : [] }));',
    '});',
  ]);
  const [diagnostic, ...others] = await found(path, 'FROM debian:13\nRUN echo 😀 \\\n  $a\n');
  expect(others).toEqual([]);
  expect(diagnostic).toMatchObject({
    code: 'SC2086',
    message: 'ShellCheck: quote',
    severity: 3,
    codeDescription: { href: 'https://www.shellcheck.net/wiki/SC2086' },
    range: { start: { line: 2, character: 2 }, end: { line: 2, character: 4 } },
  });
});

test.skipIf(process.platform === 'win32').each([
  ['rubbish', 'console.log("not json")'],
  ['silence', ''],
  ['failure', 'process.exit(3)'],
])('A program that answers with %s has nothing to say', async (name, line) => {
  expect(await found(await program(name, [line]), 'FROM debian:13\nRUN echo $a\n')).toEqual([]);
});

test('Without ShellCheck nothing is said', async () => {
  expect(await found(join(folder, 'nowhere'), 'FROM debian:13\nRUN echo $a\n')).toEqual([]);
});

test.skipIf(!hasShellcheck())('The real ShellCheck, where it is installed, finds an unquoted variable', async () => {
  const [diagnostic] = await found('shellcheck', 'FROM debian:13\nARG b\nRUN cd /x || exit; rm $b\n');
  expect(diagnostic).toMatchObject({ code: 'SC2086', range: { start: { line: 2, character: 22 } } });
});

function hasShellcheck(): boolean {
  try {
    execFileSync('shellcheck', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
