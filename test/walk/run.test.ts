// Running containers with mouse and keyboard: a pasted line, an earlier run, tasks, and a shell where a build failed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from './useWorkbench.ts';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';

const dockerfile = `FROM busybox:latest
RUN echo one > /one
RUN echo two > /two && false
CMD ["sh"]
`;

const tasks = `{
  "version": "2.0.0",
  "tasks": [
    // builds what the next one runs
    { "type": "slipway-build", "label": "make it", "dockerfile": "web/Dockerfile", "tag": "walk-task:1" },
    {
      "type": "slipway-run",
      "label": "serve it",
      "dependsOn": "make it",
      "image": "walk-task:1",
      "name": "walk-task",
      "ports": ["18091:80"],
      "detach": true
    },
    { "type": "docker-run", "label": "theirs", "dockerRun": { "image": "busybox", "containerName": "x" } }
  ]
}
`;

describe('running', () => {
  const walk = useWorkbench({
    images: ['busybox:latest', 'nginx:latest'],
    files(folder) {
      mkdirSync(join(folder, 'web'));
      mkdirSync(join(folder, '.vscode'));
      writeFileSync(join(folder, 'Dockerfile'), dockerfile);
      writeFileSync(join(folder, 'web', 'Dockerfile'), 'FROM nginx:latest\nRUN echo task > /task\n');
      writeFileSync(join(folder, '.vscode', 'tasks.json'), tasks);
    },
    async ready({ page }) {
      // The palette knows our commands when the editor knows our language.
      await page.locator('.explorer-folders-view .monaco-list-row[aria-label^="Dockerfile"]').first().click();
      await page.locator('.codelens-decoration').first().waitFor();
    },
  });
  const quickInput = (): Locator => walk().page.locator('.quick-input-widget:visible');
  const tasksFile = (): string => readFileSync(join(walk().folder, '.vscode', 'tasks.json'), 'utf8');
  const toast = (text: string): Locator => walk().page.locator('.notification-toast', { hasText: text });

  test('a line of a tutorial fills the form, which says what it leaves out, and runs', async () => {
    const { workbench, page, docker, folder } = walk();
    await docker('rm', '--force', 'pasted');
    await workbench.command('Run a “docker run” Line');
    await quickInput().locator('.quick-input-title', { hasText: 'Run a “docker run” line' }).waitFor();
    await quickInput()
      .locator('input')
      .fill('$ docker run -d -p 18090:80 -v $(pwd):/here --cidfile x -e TOKEN=abc --name pasted nginx');
    await page.keyboard.press('Enter');
    await quickInput().locator('.monaco-list-row', { hasText: '--cidfile=x' }).waitFor();
    await quickInput()
      .locator('.monaco-list-row', { hasText: `${folder} → /here` })
      .waitFor();
    expect(await quickInput().textContent()).not.toContain('abc');
    await workbench.screenshot('run-form');
    await page.keyboard.press('Enter');
    await toast('pasted is ready').waitFor();
    expect(await docker('port', 'pasted')).toContain('18090');
    expect(await docker('exec', 'pasted', 'sh', '-c', 'cat /here/web/Dockerfile; echo $TOKEN')).toContain('abc');
  });

  test('an earlier run is run again by one key, in the place of the container with its name', async () => {
    const { workbench, page, docker } = walk();
    const before = await docker('inspect', '--format', '{{.Id}}', 'pasted');
    await workbench.command('Run Again…');
    await quickInput().locator('.monaco-list-row', { hasText: 'pasted' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Remove and Run' }).click();
    await expect
      .poll(() => docker('inspect', '--format', '{{.Id}}', 'pasted').catch(() => before), { timeout: 30_000 })
      .not.toBe(before);
  });

  test('a task builds, and the one that depends on it runs what was built', async () => {
    const { page, docker } = walk();
    await page.keyboard.press('F1');
    await quickInput().locator('input').fill('>Tasks: Run Task');
    await quickInput().locator('.monaco-list-row[aria-label^="Tasks: Run Task"]').first().click();
    await quickInput().locator('input').fill('serve it');
    await quickInput().locator('.monaco-list-row.focused', { hasText: 'serve it' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.xterm-accessibility, .terminal-wrapper').first().waitFor();
    const running = (): Promise<string> => docker('ps', '--format', '{{.Image}}', '--filter', 'name=walk-task');
    await expect.poll(running, { timeout: 60_000 }).toBe('walk-task:1');
    expect(await docker('exec', 'walk-task', 'cat', '/task')).toBe('task');
  });

  test('tasks of Container Tools are converted in place', async () => {
    const { workbench } = walk();
    await workbench.command('Convert Tasks of Container Tools');
    await expect.poll(tasksFile, { timeout: 20_000 }).toContain('"name": "x"');
    expect(tasksFile()).not.toContain('docker-run');
    expect(tasksFile()).toContain('// builds what the next one runs');
  });

  test('where a build failed, a shell opens in the image as it was before, and leaves nothing behind', async () => {
    const { workbench, page, docker } = walk();
    await page.locator('.explorer-folders-view .monaco-list-row[aria-label^="Dockerfile"]').first().click();
    await page.locator('.view-line', { hasText: 'echo two' }).waitFor();
    await workbench.command('Build Image Again');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await workbench.command('Open Shell Before the Failed Instruction');
    await expect
      .poll(() => docker('ps', '--format', '{{.Image}}'), { timeout: 60_000 })
      .toContain('slipway-last-layer');
    const containers = (await docker('ps', '--format', '{{.ID}} {{.Image}}')).split('\n');
    const shell = containers.find((line) => line.includes('last-layer')) ?? '';
    expect(await docker('exec', shell.split(' ', 1).join(''), 'sh', '-c', 'cat /one; ls /two || true')).toBe('one');
    await page.locator('.terminal-wrapper.active .xterm').click();
    await page.keyboard.type('exit\n');
    await expect
      .poll(() => docker('images', '--format', '{{.Repository}}'), { timeout: 30_000 })
      .not.toContain('last-layer');
  });
});
