// The pictures of the walkthrough, taken on the way that it describes: from a program to a container, and Compose.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from '../../scripts/project.ts';
import { makeBaseImages, startEngine } from '../../scripts/testbed/engine.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** A program that says something, and answers. */
const files = {
  'package.json': `${JSON.stringify({ name: 'hello', engines: { node: '24.x' }, scripts: { start: 'node server.js' } }, undefined, 2)}\n`,
  'server.js': [
    "const { createServer } = require('node:http');",
    "createServer((request, response) => response.end('hello')).listen(3000);",
    "console.log('INFO  hello listens on port 3000');",
    "console.log('DEBUG reading the settings');",
    "console.warn('WARN  no database is set: names are kept in memory');",
    "console.log('INFO  ready');",
    '',
  ].join('\n'),
};

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export async function takeWalkthroughPictures(vsix: string): Promise<void> {
  const folder = join(await mkdtemp(join(tmpdir(), 'slipway-walkthrough-')), 'hello');
  await promisify(execFile)('mkdir', [folder]);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const engine = await startEngine();
  try {
    await makeBaseImages(engine, ['node:24-slim', 'redis:8', 'postgres:18']);
    const env = { ...process.env, ...engine.env };
    const docker = (...args: readonly string[]): Promise<unknown> => promisify(execFile)('docker', [...args], { env });
    await docker('run', '--detach', '--name', 'cache', '--publish', '6379:6379', 'redis:8', 'sleep', '10000');
    await docker('run', '--name', 'nightly-backup', 'postgres:18', 'true');
    const settings = { 'editor.minimap.enabled': false, 'workbench.tips.enabled': false };
    const workbench = await openWorkbench({ folder, extensions: [vsix], env: engine.env, settings });
    try {
      await walk(workbench, docker);
    } finally {
      await workbench.close();
    }
  } finally {
    await engine.stop();
    await rm(join(folder, '..'), { recursive: true, force: true });
  }
}

async function walk(workbench: Workbench, docker: (...args: readonly string[]) => Promise<unknown>): Promise<void> {
  const { page } = workbench;
  const enter = (): Promise<void> => page.keyboard.press('Enter');
  await workbench.openView('Slipway');
  await workbench.row('nightly-backup').first().waitFor();
  await page.mouse.move(700, 500);
  await picture(workbench, 'engine', { x: 0, y: 34, width: 350, height: 260 });

  await workbench.command('Add Docker Files to This Workspace');
  await page.locator('.quick-input-widget:visible', { hasText: 'Create the files' }).waitFor();
  await picture(workbench, 'dockerfile', { x: 395, y: 0, width: 610, height: 280 });
  await enter();
  await page.locator('.notification-toast', { hasText: 'Written' }).waitFor();

  await workbench.command('Build Image…');
  await page.locator('.quick-input-widget:visible input').first().waitFor();
  await enter();
  const built = page.locator('.notification-toast', { hasText: 'was built in' });
  await built.waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+J');
  await page.waitForTimeout(1500);
  await picture(workbench, 'build', { x: 350, y: 34, width: 560, height: 290 });

  await built.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('.notification-toast', { hasText: 'was started from' }).waitFor();
  await workbench.row('hello').first().hover();
  await page.waitForTimeout(800);
  await picture(workbench, 'run', { x: 0, y: 34, width: 540, height: 300 });

  await workbench.row('hello').first().locator('.action-label[aria-label*="Logs"]').click();
  await page.waitForTimeout(2500);
  await picture(workbench, 'look', { x: 350, y: 34, width: 620, height: 260 });

  // The port is needed again.
  await docker('rm', '--force', ...(await containersOf(workbench)));
  await workbench.openFile('compose.yaml');
  await workbench.command('Compose Up');
  const lens = page.locator('.codelens-decoration', { hasText: '1 of 1 running' });
  await lens.first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+J');
  await page.waitForTimeout(1500);
  await picture(workbench, 'compose', { x: 350, y: 34, width: 560, height: 290 });
}

/** The name of the container that was started from the image: the engine chose it. */
async function containersOf({ page }: Workbench): Promise<readonly string[]> {
  const [, name = ''] = /Logs: (\S+)/.exec((await page.locator('.tab.active').innerText()).trim()) ?? [];
  return [name];
}

async function picture({ page }: Workbench, name: string, clip: Box): Promise<void> {
  await page.waitForTimeout(400);
  await page.screenshot({ path: inRoot('media', `walkthrough-${name}.png`), clip });
}
