// Runs test/vscode/ inside the extension host of a real VS Code, started by @vscode/test-electron: the desktop one
// where there is a display, else VS Code's browser host through scripts/testbed/vscodeLauncher.ts.
import { mkdir, writeFile } from 'node:fs/promises';
import { inRoot } from './project.ts';
import { browserUnavailable } from './testbed/browser.ts';
import { hostUnavailable } from './testbed/vscodeHost.ts';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';

await esbuild.build({
  entryPoints: [inRoot('test/vscode/index.ts')],
  outfile: inRoot('out/test/index.js'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', 'mocha'],
  define: { 'import.meta.dirname': '__dirname' },
  logLevel: 'warning',
});
await writeFile(inRoot('out/package.json'), '{ "type": "commonjs" }\n');

const desktop = process.platform !== 'linux' || (process.env['DISPLAY'] !== undefined && !process.env['CI']);
const reason = desktop ? undefined : (hostUnavailable() ?? browserUnavailable());
if (reason === undefined) {
  // What failed has been printed by then.
  process.exitCode = await runTests({
    ...(!desktop && { vscodeExecutablePath: inRoot('scripts/testbed/vscodeLauncher.ts') }),
    extensionDevelopmentPath: inRoot(),
    extensionTestsPath: inRoot('out/test/index.js'),
    launchArgs: [inRoot('samples')],
  }).catch(() => 1);
} else {
  await mkdir(inRoot('test-output/counts'), { recursive: true });
  const counts = { passed: 0, failed: 0, skipped: [{ name: 'tests inside VS Code', reason }] };
  await writeFile(inRoot('test-output/counts/testVscode.json'), JSON.stringify(counts));
}
