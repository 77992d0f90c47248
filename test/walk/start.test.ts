// The first steps with the mouse: from a folder with a program to its Docker files, and the walkthrough. Without an engine.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from './useWorkbench.ts';
import { describe, expect, test } from 'vitest';

describe('the first steps', () => {
  const walk = useWorkbench({
    files(folder) {
      writeFileSync(join(folder, 'requirements.txt'), 'flask\n');
      writeFileSync(join(folder, 'app.py'), 'from flask import Flask\napp = Flask(__name__)\n');
    },
    async ready(workbench) {
      // The palette knows the commands of an extension a moment after the window is there.
      await workbench.openView('Slipway');
      await workbench.page.locator('.pane-body .welcome-view-content', { hasText: 'engine' }).first().waitFor();
    },
  });
  const read = (name: string): string => readFileSync(join(walk().folder, name), 'utf8');

  test('Docker files are added, with a port that was corrected', async () => {
    const { workbench, page } = walk();
    const form = page.locator('.quick-input-widget:visible');
    await workbench.command('Slipway: Add Docker Files to This Workspace');
    await form.locator('.monaco-list-row[aria-label^="Port,"]').click();
    await form.locator('input').fill('8123');
    await page.keyboard.press('Enter');
    await form.locator('.monaco-list-row[aria-label*="--port 8123"]').waitFor();
    await form.locator('.monaco-list-row', { hasText: 'Create the files' }).click();
    await page
      .locator('.notification-toast', { hasText: 'Written: Dockerfile, .dockerignore, compose.yaml' })
      .waitFor();
    expect(read('Dockerfile')).toContain('EXPOSE 8123\n');
    expect(read('compose.yaml')).toContain('"127.0.0.1:8123:8123"');
    await workbench.command('Notifications: Clear All Notifications');
  });

  test('what is there is only replaced when its user has seen the difference', async () => {
    const { workbench, page, folder } = walk();
    writeFileSync(join(folder, 'Dockerfile'), 'FROM python:3.13\n');
    const form = page.locator('.quick-input-widget:visible');
    const choose = async (answer: string): Promise<void> => {
      await workbench.command('Slipway: Add Docker Files to This Workspace');
      await form.locator('.monaco-list-row', { hasText: 'Create the files' }).click();
      for (const name of ['Dockerfile', 'compose.yaml']) {
        await page.locator('.tab', { hasText: `${name}: yours` }).waitFor();
        await form.locator('.monaco-list-row', { hasText: answer }).click();
      }
    };
    await choose('Keep mine');
    await page.locator('.notification-toast', { hasText: 'Nothing was changed' }).waitFor();
    expect(read('Dockerfile')).toBe('FROM python:3.13\n');
    await choose('Replace it');
    await page.locator('.notification-toast', { hasText: 'Written: Dockerfile, compose.yaml' }).waitFor();
    expect(read('Dockerfile')).toContain('EXPOSE 8000\n');
  });

  test('the walkthrough shows its steps', async () => {
    const { workbench, page } = walk();
    await workbench.command('Slipway: First Steps');
    await page.locator('.getting-started-step', { hasText: 'Write the first Dockerfile' }).click();
    await page.locator('.getting-started-step a', { hasText: 'Add Docker Files' }).first().waitFor();
  });
});
