// Restricted mode: an untrusted folder can be read and checked; nothing of it is built, run or started.
import { useWorkbench } from './useWorkbench.ts';
import { describe, expect, test } from 'vitest';

describe('an untrusted folder', () => {
  const walk = useWorkbench({ workspaceTrust: true });

  test('is checked, and the link of a finding opens the page of its rule', async () => {
    const { workbench, page } = walk();
    await workbench.openFile('Dockerfile');
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await workbench.goTo(4, 23);
    await page.locator('.squiggly-warning').first().hover({ force: true });
    await page.locator('.monaco-hover a', { hasText: 'StageNameCasing' }).click();
    await page.locator('.tab', { hasText: 'StageNameCasing.md' }).waitFor();
  });

  test.each(['Slipway: Build Image', 'Slipway Image: Run in Terminal', 'Slipway: Run Again', 'Slipway: Build and Run'])(
    '%s refuses and says why',
    async (command) => {
      const { workbench, page } = walk();
      await workbench.openFile('Dockerfile');
      await workbench.command(command);
      await page.locator('.notification-toast', { hasText: 'This workspace is not trusted' }).waitFor();
      expect(await page.locator('.quick-input-widget:visible').count()).toBe(0);
      await workbench.command('Notifications: Clear All Notifications');
    },
  );
});
