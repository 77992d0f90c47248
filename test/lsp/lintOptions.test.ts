// Suppressions, and the configuration files of other linters.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { applyLspEdits, richClient, useLspClients } from '../helpers/lspClient.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CodeActionRequest,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';

const start = useLspClients();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-config-'));
  await mkdir(join(folder, 'deep', 'er'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
const codesOf = ({ diagnostics }: PublishDiagnosticsParams): readonly unknown[] => diagnostics.map(({ code }) => code);

const configuration = (): unknown => ({ lint: { rules: { MaintainerDeprecated: 'hint' } } });

test('files of other linters count, until they change; settings win', async () => {
  const workspace = { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } };
  const client = await start({ capabilities: { ...richClient, workspace }, configuration });
  await writeFile(join(folder, '.hadolint.yaml'), 'ignored: [StageNameCasing, DL4000]\n');
  const uri = uriOf('deep/er/Dockerfile');
  const { diagnostics } = await client.open('FROM alpine:3 AS Build\nMAINTAINER a\n', uri);
  expect(codesOf(diagnostics)).toContain('MaintainerDeprecated');
  expect(codesOf(diagnostics)).not.toContain('StageNameCasing');
  const watched = client.registrations.find(([method]) => method === DidChangeWatchedFilesNotification.method);
  expect(watched?.[1]).toMatchObject({
    watchers: expect.arrayContaining([{ globPattern: '**/.hadolint.{yaml,yml}' }]),
  });
  const configUri = uriOf('deep/.hadolint.yml');
  await writeFile(join(folder, 'deep', '.hadolint.yml'), 'override: { error: [StageNameCasing] }\n');
  const again = client.published(uri, (params) => codesOf(params).includes('StageNameCasing'));
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: configUri, type: FileChangeType.Created }],
  });
  expect((await again).diagnostics.find(({ code }) => code === 'StageNameCasing')).toMatchObject({ severity: 1 });
});

test('what is wrong with such a file is shown in it, until it is mended', async () => {
  const workspace = { didChangeWatchedFiles: { dynamicRegistration: true } };
  const client = await start({ capabilities: { ...richClient, workspace } });
  const configUri = uriOf('wrong/.dclintrc');
  await mkdir(join(folder, 'wrong'));
  await writeFile(join(folder, 'wrong', '.dclintrc'), '{ "rules": { "no-version-field": 3 } }\n');
  const shown = client.published(configUri, ({ diagnostics }) => diagnostics.length > 0);
  await client.open('services: {}\n', uriOf('wrong/compose.yaml'), 'dockercompose');
  expect((await shown).diagnostics).toMatchObject([{ severity: 2, range: { start: { line: 0, character: 33 } } }]);
  await writeFile(join(folder, 'wrong', '.dclintrc'), '{ "rules": { "no-version-field": 0 } }\n');
  const mended = client.published(configUri, ({ diagnostics }) => diagnostics.length === 0);
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: configUri, type: FileChangeType.Changed }],
  });
  await mended;
});

test('a finding can be ignored at its place, and in the file', async () => {
  const client = await start();
  const text = 'FROM alpine:3 AS build\nFROM alpine:3 AS Test\n';
  const { uri } = await client.open(text, 'untitled:Dockerfile');
  const actions = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: { start: { line: 1, character: 18 }, end: { line: 1, character: 18 } },
    context: { diagnostics: [] },
  });
  const ignoring = (actions ?? []).flatMap((action) =>
    'edit' in action && action.title.startsWith('Ignore StageNameCasing') ? [action] : [],
  );
  expect(ignoring.map(({ title, isPreferred }) => [title, isPreferred])).toEqual([
    ['Ignore StageNameCasing here', false],
    ['Ignore StageNameCasing in this file', false],
  ]);
  expect(ignoring.map(({ edit }) => applyLspEdits(text, edit?.changes?.[uri] ?? []))).toEqual([
    'FROM alpine:3 AS build\n# check=skip=StageNameCasing\nFROM alpine:3 AS Test\n',
    '# check=skip=StageNameCasing\nFROM alpine:3 AS build\nFROM alpine:3 AS Test\n',
  ]);
});
