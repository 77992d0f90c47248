// Bundles the extension, the server and the command line into dist/. `--watch` goes on doing so.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { noticesOf } from './notices.ts';
import { inRoot } from './project.ts';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');

/**
 * dockerode can speak SSH and BuildKit's session by itself; Slipway uses neither (research: no host keys are
 * checked, credentials leak), and their packages bring native code that cannot be bundled.
 */
const withoutDockerodeExtras: esbuild.Plugin = {
  name: 'without-dockerode-extras',
  setup(build) {
    build.onResolve({ filter: /^ssh2$/ }, () => ({ path: 'ssh2', namespace: 'left-out' }));
    build.onResolve({ filter: /^\.\/session$/ }, ({ resolveDir }) =>
      /[\\/]dockerode[\\/]lib$/.test(resolveDir) ? { path: 'session', namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Libraries of the client in files of their own: they are read when they are first needed, not at activation. */
const lazyLibraries: Readonly<Record<string, string>> = {
  dockerode: 'dockerode.js',
  'vscode-languageclient/node': 'languageclient.js',
};

const lazily: esbuild.Plugin = {
  name: 'lazily',
  setup(build) {
    build.onResolve({ filter: /^(dockerode|vscode-languageclient\/node)$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${lazyLibraries[path]}`, external: true },
    );
  },
};

const mainApart: esbuild.Plugin = {
  name: 'main-apart',
  setup(build) {
    build.onResolve({ filter: /\/main\.ts$/ }, () => ({ path: './languageServer.js', external: true }));
  },
};

/** The code of the languages is large: the server and the command line read it from one file, when they need it. */
const languagesApart: esbuild.Plugin = {
  name: 'languages-apart',
  setup(build) {
    build.onResolve({ filter: /\/languageCode\.ts$/ }, () => ({ path: './languages.js', external: true }));
  },
};

/** Parts of Node that the protocol's library asks for at once, and uses seldom if ever: they are read when they are used. */
const seldomUsed: esbuild.Plugin = {
  name: 'seldom-used',
  setup(build) {
    build.onResolve({ filter: /^(?:crypto|child_process)$/ }, ({ path, importer }) =>
      /[\\/]vscode-(?:jsonrpc|languageserver)[\\/]/.test(importer) ? { path, namespace: 'seldom' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'seldom' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require('node:${path}')[name] });`,
    }));
  },
};

const shared: esbuild.BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: !watch,
  sourcemap: watch ? 'linked' : false,
  legalComments: 'none',
  define: { 'import.meta.dirname': '__dirname' },
  logLevel: 'warning',
};

const bundles: readonly esbuild.BuildOptions[] = [
  {
    ...shared,
    entryPoints: [inRoot('client/src/extension.ts')],
    outfile: inRoot('dist/extension.js'),
    external: ['vscode'],
    // Its main file hides what it requires from the bundler.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    plugins: [lazily],
  },
  ...Object.entries(lazyLibraries).map(([library, file]) => ({
    ...shared,
    entryPoints: [library],
    outfile: inRoot('dist', file),
    external: ['vscode'],
    plugins: [withoutDockerodeExtras],
  })),
  ...['logs', 'stats'].map((page) => ({
    ...shared,
    platform: 'browser' as const,
    target: 'es2022',
    entryPoints: [inRoot(`client/webview/${page}.ts`)],
    outfile: inRoot(`dist/${page}.js`),
  })),
  {
    ...shared,
    entryPoints: [inRoot('server/src/start.ts')],
    outfile: inRoot('dist/server.js'),
    plugins: [mainApart],
    supported: { 'dynamic-import': false },
  },
  {
    ...shared,
    entryPoints: [inRoot('server/src/core/languageCode.ts')],
    outfile: inRoot('dist/languages.js'),
    supported: { 'dynamic-import': false },
  },
  {
    ...shared,
    entryPoints: [inRoot('server/src/main.ts')],
    outfile: inRoot('dist/languageServer.js'),
    plugins: [languagesApart, seldomUsed],
    supported: { 'dynamic-import': false },
  },
  {
    ...shared,
    entryPoints: [inRoot('server/src/cli.ts')],
    outfile: inRoot('dist/cli.js'),
    plugins: [languagesApart],
    supported: { 'dynamic-import': false },
    banner: { js: '#!/usr/bin/env node' },
  },
];

await rm(inRoot('dist'), { recursive: true, force: true });
await mkdir(inRoot('dist'));
// The project's own modules are ES modules; the bundles are not.
await writeFile(inRoot('dist/package.json'), '{ "type": "commonjs" }\n');
if (watch) {
  const contexts = await Promise.all(bundles.map((bundle) => esbuild.context(bundle)));
  await Promise.all(contexts.map((context) => context.watch()));
  console.log('Watching.');
} else {
  const built = await Promise.all(bundles.map((bundle) => esbuild.build({ ...bundle, metafile: true })));
  const notices = await noticesOf(built.map(({ metafile }) => metafile));
  await writeFile(inRoot('dist/THIRD_PARTY_NOTICES.txt'), notices);
}
