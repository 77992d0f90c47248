// Restricted mode: an untrusted folder can be read and checked; nothing of it is built, run or started.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/project.ts';
import { browserUnavailable } from '../../scripts/testbed/browser.ts';
import { hostUnavailable } from '../../scripts/testbed/vscodeHost.ts';
import { keepFailures, openWorkbench, type Workbench } from './workbench.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const reason = hostUnavailable() ?? browserUnavailable();

describe.skipIf(reason !== undefined)('an untrusted folder', () => {
  let workbench: Workbench;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-trust-'));
    cpSync(join(root, 'samples'), folder, { recursive: true });
    const env = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
    workbench = await openWorkbench({ folder, env, workspaceTrust: true, extensions: [join(root, 'slipway.vsix')] });
  });

  afterAll(async () => {
    await workbench?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  keepFailures(() => workbench);

  test('is checked, and the link of a finding opens the page of its rule', async () => {
    const { page } = workbench;
    await workbench.openFile('Dockerfile');
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await workbench.goTo(4, 23);
    await page.locator('.squiggly-warning').first().hover({ force: true });
    await page.locator('.monaco-hover a', { hasText: 'StageNameCasing' }).click();
    await page.locator('.tab', { hasText: 'StageNameCasing.md' }).waitFor();
  });

  test.each(['Build Image', 'Run in Terminal', 'Run Again', 'Build and Run'])(
    '%s refuses and says why',
    async (command) => {
      const { page } = workbench;
      await workbench.openFile('Dockerfile');
      await workbench.command(`Slipway: ${command}`);
      await page.locator('.notification-toast', { hasText: 'This workspace is not trusted' }).waitFor();
      expect(await page.locator('.quick-input-widget:visible').count()).toBe(0);
      await workbench.command('Notifications: Clear All Notifications');
    },
  );
});
