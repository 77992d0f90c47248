// The repository checks itself: the manifest against the code, the package, the map of the house.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { containers } from '../../client/src/explorer/containers.ts';
import { images } from '../../client/src/explorer/images.ts';
import { networks } from '../../client/src/explorer/networks.ts';
import { volumes } from '../../client/src/explorer/volumes.ts';
import { defaultServerSettings } from '../../protocol/settings.ts';
import { root } from '../../scripts/project.ts';
import { describe, expect, test } from 'vitest';
import { listFiles } from '@vscode/vsce';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string; readonly when?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope?: string; readonly default: unknown }>>;
    };
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const sources = tracked.filter((file) => /^(client|server|protocol)\/.*\.ts$/.test(file));
const { contributes, capabilities } = JSON.parse(read('package.json')) as Manifest;
const code = sources.map(read).join('\n');

describe('the manifest and the code say the same', () => {
  const commands = contributes.commands.map(({ command }) => command);

  test('of commands', () => {
    const registered = [...code.matchAll(/'(slipway\.[\w.]+)': /g)].map(([, id = '']) => id);
    expect(registered.toSorted()).toEqual(commands.toSorted());
  });

  test('of the commands that the code runs', () => {
    const run = [...code.matchAll(/executeCommand(?:<[^(]*>)?\(\s*'(slipway\.[\w.]+)'/g)].map(([, id]) => id);
    expect(run.length).toBeGreaterThan(0);
    for (const id of run) expect(commands).toContain(id);
  });

  test('of menus', () => {
    const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
    for (const { command, when = '' } of Object.values(contributes.menus).flat()) {
      if (command !== undefined) expect(commands).toContain(command);
      for (const [, view] of when.matchAll(/view == ([\w.]+)/g)) expect(views).toContain(view);
    }
  });

  test('of settings, and of their defaults', () => {
    const { properties } = contributes.configuration;
    const declared = Object.entries(properties).map(([name, setting]) => [name, setting.default]);
    const ofServer = Object.entries(defaultServerSettings).flatMap(([group, settings]) =>
      Object.entries(settings as object).map(([name, value]) => [`slipway.${group}.${name}`, value as unknown]),
    );
    const ofViews = [containers, images, volumes, networks].flatMap(({ viewId, defaults }) =>
      Object.entries(defaults)
        .filter(([name]) => name !== 'groupByLabel' || viewId === containers.viewId)
        .map(([name, value]) => [`${viewId}.${name}`, value as unknown]),
    );
    const switches = ['build.codeLens', 'build.marks', 'compose.codeLens'];
    for (const name of switches) expect(code).toContain(`.get<boolean>('${name}', true)`);
    const read = [
      ...switches.map((name) => [`slipway.${name}`, true]),
      ...ofServer,
      ...ofViews,
      ['slipway.engine.host', ''],
      ['slipway.engine.contexts', []],
      ['slipway.engine.production', []],
      ['slipway.scaffold.templates', ''],
      ['slipway.language.features', {}],
    ];
    expect(code).toContain(".get<string>('engine.host', '')");
    expect(code).toContain("('slipway.scaffold', root).get<string>('templates', '')");
    expect(code).toContain("get('language.features', {})");
    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(read));
  });

  test('of what an untrusted workspace may not set: the address of an engine, a program to run', () => {
    const restricted = [
      'slipway.engine.host',
      'slipway.shellcheck.path',
      'slipway.engine.contexts',
      'slipway.engine.production',
    ];
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(restricted);
    for (const name of restricted) {
      expect(contributes.configuration.properties[name]?.scope).toMatch(/^machine(-overridable)?$/);
    }
  });
});

test('the package holds what ships, and nothing else', async () => {
  const files = await listFiles({ cwd: root, packagedDependencies: [] });
  const allowed =
    /^(package(\.nls(\.zh-cn)?)?\.json|README\.md|CHANGELOG\.md|LICENSE\.md|dist\/(extension|languageclient|dockerode|logs|stats|server|languageServer|languages|cli)\.js|dist\/(package\.json|THIRD_PARTY_NOTICES\.txt)|l10n\/[\w.-]+\.json|media\/[\w-]+\.(png|svg|css)|syntaxes\/[\w.]+\.json|languages\/[\w.-]+\.json|docs\/rules\/[\w-]+\.md)$/;
  expect(files.filter((file) => !allowed.test(file))).toEqual([]);
  for (const needed of [
    'dist/extension.js',
    'dist/server.js',
    'dist/languageServer.js',
    'dist/cli.js',
    'dist/THIRD_PARTY_NOTICES.txt',
    'l10n/bundle.l10n.zh-cn.json',
  ]) {
    expect(files).toContain(needed);
  }
});

test('the map of the house names every room', () => {
  const map = read('ARCHITECTURE.md');
  const folders = new Set(tracked.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''));
  for (const folder of folders) if (!folder.startsWith('.')) expect(map).toContain(`${folder}/`);
});

test('no process is started through a shell', () => {
  for (const file of sources) {
    const text = read(file);
    expect(text, file).not.toMatch(/shell: *true/);
    const [, names = ''] = /import \{([^}]*)\} from 'node:child_process'/.exec(text) ?? [];
    const values = names.split(',').filter((name) => name.trim() !== '' && !name.includes('type '));
    for (const name of values) expect(['spawn', 'execFile'], file).toContain(name.trim());
    // Typed into a terminal for the user to read and confirm, never run by us.
    for (const [call] of text.matchAll(/sendText\(.*\)/g)) expect(call, file).toMatch(/, false\)$/);
  }
});

test('no host of a package registry is named, and nothing is resolved to one', () => {
  const hosts = ['registry.npmjs', 'registry.yarnpkg', 'deb.debian', 'archive.ubuntu'].map((host) => `${host}.`);
  const texts = tracked.filter((file) => !file.endsWith('.png'));
  for (const file of texts) for (const host of hosts) expect(read(file).includes(host), `${file}: ${host}`).toBe(false);
});

test('every file is of a size that a reader takes in', () => {
  const long = sources.filter((file) => read(file).split('\n').length > 400);
  expect(long).toEqual([]);
});
