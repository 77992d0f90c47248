// The request by which a client has a file looked at that need not be open.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lintRequest, type LintResult } from '../../protocol/messages.ts';
import { useLspClients } from '../helpers/lspClient.ts';

const start = useLspClients();
let folder = '';
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway lint '));
  await writeFile(join(folder, 'Dockerfile'), 'FROM alpine:3.22\nCOPY notes.txt gone /app/\n');
  await writeFile(join(folder, 'Dockerfile.bad'), 'FROM alpine:3.22\nWORKDIRS /app\n');
  await writeFile(join(folder, 'notes.txt'), 'FROM\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function codes(uri: string, text?: string): Promise<string | null> {
  const client = await start();
  const result: LintResult | null = await client.connection.sendRequest(lintRequest, { uri, ...(text && { text }) });
  return (
    result && result.problems.map(({ code, start: { line }, severity }) => `${line} ${severity} ${code}`).join('\n')
  );
}

test('a file on the disk, with what its folder says of it', async () => {
  expect(await codes(uriOf('Dockerfile'))).toContain('1 information missing-source');
  expect(await codes(uriOf('Dockerfile.bad'))).toBe('1 error unknown-instruction');
});

test('a text in its place, also of a file that is not there', async () => {
  expect(await codes(uriOf('Dockerfile'), 'FROM alpine\n')).toContain('0 information DL3006');
  expect(await codes(uriOf('compose.yaml'), 'services:\n  web: {imagee: a}\n')).toMatch(/^1 error /);
});

test('an open file as it is typed', async () => {
  const client = await start();
  await client.open('FROM alpine:3.22 AS A\n', uriOf('Dockerfile'));
  const result: LintResult = await client.connection.sendRequest(lintRequest, { uri: uriOf('Dockerfile') });
  expect(result.problems.map(({ code }) => code)).toContain('StageNameCasing');
  expect(result.problems[0]?.message).not.toBe('');
});

test('other files are not looked at', async () => {
  expect(await codes(uriOf('notes.txt'))).toBeNull();
  expect(await codes(uriOf('gone/Dockerfile'))).toBeNull();
});
