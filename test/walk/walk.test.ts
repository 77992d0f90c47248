// A user's walk through the real VS Code, with mouse and keyboard, from the installed .vsix and against a real engine.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from './useWorkbench.ts';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';

describe('a walk through VS Code', () => {
  const walk = useWorkbench({ images: ['busybox:1.37'], settings: { 'files.autoSave': 'off' } });
  const dockerfile = (): string => readFileSync(join(walk().folder, 'Dockerfile'), 'utf8');

  test('a squiggle stands under what can be better, and its fix mends it', async () => {
    const { workbench, page } = walk();
    await workbench.openFile('Dockerfile');
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await workbench.screenshot('01-squiggles');
    await workbench.goTo(4, 23);
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget .monaco-list-row', { hasText: 'pages' }).first().waitFor();
    await workbench.screenshot('02-quick-fix');
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: 'AS pages' }).waitFor();
    await page.keyboard.press('Control+S');
    await expect.poll(dockerfile).toContain('COPY --from=pages /site .');
  });

  test('hover explains the instruction under the mouse', async () => {
    const { workbench, page } = walk();
    await page.locator('.view-line', { hasText: 'EXPOSE' }).locator('span span').first().hover();
    const hover = page.locator('.monaco-hover:visible', { hasText: 'EXPOSE' });
    await hover.waitFor();
    await workbench.screenshot('03-hover');
    await page.mouse.move(700, 600);
  });

  test('completion offers what may stand here, and inserts it', async () => {
    const { workbench, page } = walk();
    await workbench.goTo(18, 1);
    await page.keyboard.type('STOP');
    const suggestion = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'STOPSIGNAL' });
    await suggestion.waitFor();
    await workbench.screenshot('04-completion');
    await suggestion.click();
    await page.locator('.view-line', { hasText: 'STOPSIGNAL SIG' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await workbench.command('File: Revert File');
    await page.locator('.view-line', { hasText: 'STOPSIGNAL' }).waitFor({ state: 'detached' });
  });

  test('a Compose file is checked and explained too', async () => {
    const { workbench, page } = walk();
    await workbench.openFile('compose.yaml');
    await workbench.goTo(12, 1);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('imagee: x');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await workbench.screenshot('05-compose');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press('Delete');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
    await workbench.command('File: Revert File');
  });

  test('a right-click builds the Dockerfile, with progress, and offers to run it', async () => {
    const { workbench, page, docker } = walk();
    await workbench.menu(
      page.locator('.explorer-folders-view').getByText('Dockerfile', { exact: true }),
      'Build Image',
    );
    const input = page.locator('.quick-input-widget:visible input');
    await input.fill('walk/web');
    await workbench.screenshot('06-tag');
    await page.keyboard.press('Enter');
    await page.locator('.notification-toast', { hasText: 'walk/web was built' }).waitFor({ timeout: 60_000 });
    await workbench.screenshot('07-built');
    expect(await docker('image', 'ls', '--format', '{{.Repository}}', 'walk/web')).toBe('walk/web');
  });

  test('each instruction shows what the build made of it', async () => {
    const { workbench } = walk();
    await workbench.openFile('Dockerfile');
    // What stands behind a line is no text of the page, but a style.
    const marks = (): Promise<string[]> =>
      workbench.page.evaluate<string[]>(
        "[...document.querySelectorAll('.view-line span')].map((span) => getComputedStyle(span, '::after').content)",
      );
    await expect.poll(async () => (await marks()).join(' ')).toMatch(/base: .* · image: /);
    expect((await marks()).filter((mark) => mark.includes('✓')).length).toBeGreaterThan(3);
  });

  test('a failed build is a squiggle under what failed, and its words say why', async () => {
    const { workbench, page, folder } = walk();
    const before = dockerfile();
    writeFileSync(
      join(folder, 'Dockerfile'),
      before.replace('EXPOSE', 'RUN echo hello && \\\n    pyhton --version\nEXPOSE'),
    );
    await page.locator('.view-line', { hasText: 'pyhton' }).waitFor();
    await workbench.command('Build Image Again');
    await page.locator('.monaco-editor .squiggly-error').first().hover({ force: true });
    await page.locator('.monaco-hover:visible', { hasText: 'There is no program pyhton' }).waitFor();
    await workbench.screenshot('07-build-failed');
    writeFileSync(join(folder, 'Dockerfile'), before);
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
  });

  test('the image stands in the sidebar, and a right-click runs it', async () => {
    const { workbench, page, docker } = walk();
    await workbench.openView('Slipway');
    const image = workbench.row('walk/web').first();
    await image.waitFor();
    await workbench.menu(image, /^Run/);
    await page.locator('.notification-toast', { hasText: 'was started from' }).waitFor();
    const [name = ''] = (await docker('ps', '--format', '{{.Names}}', '--filter', 'ancestor=walk/web')).split('\n');
    expect(name).not.toBe('');
    const container = workbench.row(name).first();
    await container.waitFor();
    expect(await container.getAttribute('aria-label')).toMatch(/running/);
    expect(await docker('port', name)).toContain('8080/tcp');
    await workbench.screenshot('08-running');
  });

  test('stopping it shows at once, by the event of the engine', async () => {
    const { workbench, docker } = walk();
    const [name = ''] = (await docker('ps', '--format', '{{.Names}}', '--filter', 'ancestor=walk/web')).split('\n');
    const container = workbench.row(name).first();
    await workbench.menu(container, /^Stop/);
    await expect.poll(() => container.getAttribute('aria-label'), { timeout: 20_000 }).toMatch(/exited/);
    await workbench.screenshot('09-stopped');
  });

  test('what others do to containers shows too', async () => {
    const { workbench, docker } = walk();
    await docker('run', '-d', '--name', 'from-outside', 'busybox:1.37', 'sleep', '1000');
    const container = workbench.row('from-outside').first();
    await container.waitFor();
    await docker('pause', 'from-outside');
    await expect.poll(() => container.getAttribute('aria-label'), { timeout: 10_000 }).toMatch(/paused/);
    await docker('rm', '-f', 'from-outside');
    await container.waitFor({ state: 'detached' });
  });

  test('removing asks first, and names what will be lost', async () => {
    const { workbench, page, docker } = walk();
    const [name = ''] = (await docker('ps', '-a', '--format', '{{.Names}}', '--filter', 'ancestor=walk/web')).split(
      '\n',
    );
    await workbench.menu(workbench.row(name).first(), /^Remove/);
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain(name);
    await workbench.screenshot('10-remove');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await workbench.row(name).first().waitFor({ state: 'detached' });
    expect(await docker('ps', '-aq', '--filter', `name=${name}`)).toBe('');
  });

  test('what the containers of a service do stands above it, live, with what can be done', async () => {
    const { workbench, page, docker } = walk();
    await workbench.openFile('compose.yaml');
    const link = (text: string): Locator => page.locator('.codelens-decoration a', { hasText: text });
    await link('Start').first().click();
    await link('running ·').first().waitFor({ timeout: 60_000 });
    expect(await docker('ps', '--format', '{{.Names}}', '--filter', 'label=com.docker.compose.service=web')).not.toBe(
      '',
    );
    await workbench.screenshot('12-compose-live');
    await link('Down').click();
    await page.locator('.monaco-dialog-box', { hasText: 'slipway-sample-web-1' }).waitFor();
    await page.keyboard.press('Enter');
    const left = (): Promise<string> =>
      docker('ps', '--all', '--quiet', '--filter', 'label=com.docker.compose.service=web');
    await expect.poll(left, { timeout: 60_000 }).toBe('');
    await link('running ·').first().waitFor({ state: 'detached' });
  });
});
