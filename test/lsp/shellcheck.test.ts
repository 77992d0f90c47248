import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Diagnostic, DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import { shellcheckProcess } from '../../server/src/host/shellcheck.ts';
import { runShellcheck } from '../../server/src/host/shellcheckRun.ts';
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

/** Answers for files as ShellCheck would: one comment, on the last line of each; and writes down that it ran. */
const forFiles = (log: string): readonly string[] => [
  'const { appendFileSync, readFileSync } = process.getBuiltinModule("node:fs");',
  'const files = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));',
  `appendFileSync(${JSON.stringify(log)}, files.length + "\\n");`,
  'const textOf = (file) => readFileSync(file === "-" ? 0 : file, "utf8").split("\\n");',
  'const texts = files.map((file) => [file, textOf(file)]);',
  'if (files.length > 1 && texts.some(([, lines]) => lines.at(-1).includes("poison"))) process.exit(3);',
  'const comments = texts.map(([file, lines]) => ({',
  '  file, line: lines.length, endLine: lines.length, column: 1, endColumn: 5, level: "info", code: 2086, message: lines.at(-1),',
  '}));',
  'console.log(JSON.stringify({ comments }));',
];

const many = Array.from({ length: 40 }, (_, index) => `RUN tool ${index}\n`);

test.skipIf(process.platform === 'win32')(
  'Many scripts go to few processes, and each gets its own answer',
  async () => {
    const log = join(folder, 'few.log');
    const diagnostics = await found(await program('few', forFiles(log)), `FROM debian:13\n${many.join('')}`);
    expect(diagnostics.map(({ message, range }) => [message, range.start.line])).toEqual(
      many.map((_, index) => [`ShellCheck: tool ${index}`, index + 1]),
    );
    expect(readFileSync(log, 'utf8').trim().split('\n').length).toBeLessThanOrEqual(8);
  },
);

test.skipIf(process.platform === 'win32')(
  'A script that ShellCheck fails for does not silence the others',
  async () => {
    const text = `FROM debian:13\nRUN poison\n${many.slice(0, 5).join('')}`;
    const diagnostics = await found(await program('poisoned', forFiles(join(folder, 'poisoned.log'))), text);
    expect(diagnostics.map(({ range }) => range.start.line)).toEqual([1, 2, 3, 4, 5, 6]);
  },
);

test.skipIf(process.platform === 'win32')('Who still waits gets the answer that another one has given up', async () => {
  const check = shellcheckProcess();
  const path = await program('patient', forFiles(join(folder, 'patient.log')));
  const script = { text: 'tool', dialect: 'sh' } as const;
  const answers = [check(path, script, () => false), check(path, script, () => true)];
  expect((await Promise.all(answers)).map(({ length }) => length)).toEqual([1, 1]);
  expect(await check(path, { ...script, text: 'other' }, () => false)).toEqual([]);
  expect(await check(path, { ...script, text: 'other' }, () => true)).toHaveLength(1);
});

test('Where there is no ShellCheck, nothing is left that keeps the command line from ending', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const run = runShellcheck({ path: join(folder, 'nowhere'), dialect: 'sh', texts: ['echo'] });
    await expect(run).rejects.toMatchObject({ code: 'ENOENT' });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
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
