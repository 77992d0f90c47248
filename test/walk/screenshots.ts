// `npm run screenshots`: the pictures of the README and of the walkthrough, taken in the real VS Code with a real engine behind it.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot, run } from '../../scripts/project.ts';
import { makeBaseImages, startEngine } from '../../scripts/testbed/engine.ts';
import { takeWalkthroughPictures } from './walkthroughPictures.ts';
import { openWorkbench } from './workbench.ts';

if ((await run(process.execPath, [inRoot('scripts/package.ts')])) !== 0) process.exit(1);
const parent = await mkdtemp(join(tmpdir(), 'slipway-screenshots-'));
const folder = join(parent, 'sample');
await cp(inRoot('samples'), folder, { recursive: true });
const engine = await startEngine();
try {
  await makeBaseImages(engine, ['busybox:1.37', 'redis:8', 'postgres:18']);
  const env = { ...process.env, ...engine.env };
  const docker = (...args: readonly string[]): Promise<unknown> =>
    promisify(execFile)('docker', [...args], { cwd: folder, env });
  await docker('compose', 'up', '--detach', '--build');
  await docker('run', '--detach', '--name', 'cache', '--publish', '6379:6379', 'redis:8', 'sleep', '10000');
  await docker('run', '--name', 'nightly-backup', 'postgres:18', 'true');
  const workbench = await openWorkbench({ folder, extensions: [inRoot('slipway.vsix')], env: engine.env });
  try {
    await workbench.openFile('Dockerfile');
    await workbench.openView('Slipway');
    const { page } = workbench;
    await workbench.row('nightly-backup').first().waitFor();
    for (const project of await page.locator('.part.sidebar .monaco-list-row[aria-expanded="false"]').all()) {
      await project.click();
    }
    await page.locator('.view-line', { hasText: 'AS Pages' }).click();
    await workbench.goTo(4, 23);
    await page.locator('.squiggly-warning').first().hover({ force: true });
    await page.locator('.monaco-hover:visible', { hasText: 'StageNameCasing' }).waitFor();
    await page.waitForTimeout(1000);
    await page.screenshot({ path: inRoot('media/screenshot.png') });
  } finally {
    await workbench.close();
  }
} finally {
  await engine.stop();
  await rm(parent, { recursive: true, force: true });
}
await takeWalkthroughPictures(inRoot('slipway.vsix'));
