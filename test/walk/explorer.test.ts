// The sidebar in the real VS Code, with a real engine behind it: what people do with containers all day.
import { useWorkbench } from './useWorkbench.ts';
import { describe, expect, test } from 'vitest';

const talking =
  'while :; do echo "INFO served"; echo "{\\"level\\":\\"warn\\",\\"msg\\":\\"slow answer\\"}"; echo "ERROR <b>lost</b>" >&2; sleep 0.3; done';

/** Takes a file of its image away, leaves a link that leads nowhere, and ends when it is asked to. */
const changing = 'rm /etc/passwd; ln -s /nowhere /etc/lost; trap "exit 0" TERM; while :; do sleep 0.1; done';

const compose = (service: string): string[] =>
  ['project=shop', `service=${service}`].flatMap((label) => ['--label', `com.docker.compose.${label}`]);

describe('the sidebar', () => {
  const walk = useWorkbench({
    images: ['busybox:1.37'],
    async containers(docker) {
      await docker('run', '-d', '--name', 'shop-web-1', ...compose('web'), 'busybox:1.37', 'sh', '-c', talking);
      await docker('run', '-d', '--name', 'shop-db-1', ...compose('db'), 'busybox:1.37', 'sleep', '10000');
      await docker('run', '-dit', '--name', 'console', 'busybox:1.37', 'sh');
      await docker('run', '-d', '--rm', '--name', 'fleeting', 'busybox:1.37', 'sh', '-c', changing);
      await docker('run', '--name', 'job', 'busybox:1.37', 'sh', '-c', 'echo no configuration; exit 3').catch(() => '');
    },
    async ready(workbench) {
      await workbench.openView('Slipway');
      await workbench.row('shop').first().waitFor();
    },
  });

  test('groups say how their members are, and the icon how many run', async () => {
    const { workbench } = walk();
    const label = await workbench.row('shop').first().getAttribute('aria-label');
    expect(label).toContain('Compose project shop, 2 of 2 containers running');
    await workbench.page.locator('.activitybar .badge-content', { hasText: '4' }).first().waitFor();
  });

  test('searching narrows the view while one types, and one click brings all back', async () => {
    const { workbench, page } = walk();
    await workbench.command('Slipway: Search Containers…');
    await page.keyboard.type('web');
    await workbench.row('db').first().waitFor({ state: 'detached' });
    await page.locator('.tree-explorer-viewlet-tree-view .message', { hasText: 'Search “web”: 1 of 5' }).waitFor();
    await workbench.screenshot('20-search');
    await page.keyboard.press('Enter');
    await workbench.command('Slipway: Clear the Search in Containers');
    await workbench.row('db').first().waitFor();
  });

  test('a project is paused and goes on by its node', async () => {
    const { workbench, docker } = walk();
    await workbench.menu(workbench.row('shop').first(), /^Pause/);
    await expect.poll(() => docker('ps', '-q', '--filter', 'status=paused'), { timeout: 20_000 }).toMatch(/\w+\n\w+/);
    await workbench.menu(workbench.row('shop').first(), /^Resume/);
    await expect.poll(() => docker('ps', '-q', '--filter', 'status=paused'), { timeout: 20_000 }).toBe('');
  });

  test('logs are read in a view, with levels, and their markup is text', async () => {
    const { workbench, page } = walk();
    await workbench.menu(workbench.row('web').first(), /^View Logs/);
    const log = page.frameLocator('iframe.webview').frameLocator('iframe');
    await log.locator('.line.error', { hasText: 'ERROR <b>lost</b>' }).first().waitFor();
    await log.locator('.line.warning', { hasText: 'slow answer' }).first().waitFor();
    expect(await log.locator('.line b').count()).toBe(0);
    await log.locator('input[type=search]').fill('served');
    await log.locator('.line.error:visible').first().waitFor({ state: 'detached' });
    await workbench.screenshot('21-logs');
  });

  test('a file of a container is opened, changed and saved', async () => {
    const { workbench, page, docker } = walk();
    await workbench.menu(workbench.row('web').first(), /^Browse Files/);
    await workbench.row(/^etc$/).first().click();
    await workbench.row('group').first().click();
    await page.locator('.tab', { hasText: 'group' }).waitFor();
    await page.locator('.monaco-editor .view-line').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# by Slipway ');
    await page.keyboard.press('Control+S');
    await expect
      .poll(() => docker('exec', 'shop-web-1', 'cat', '/etc/group'), { timeout: 20_000 })
      .toContain('# by Slipway');
    await workbench.screenshot('22-files');
  });

  test('the keys that detach reach the container, and not VS Code', async () => {
    const { workbench, page, docker } = walk();
    await workbench.menu(workbench.row('console').first(), /^Attach/);
    await page.locator('.terminal-wrapper.active .xterm').waitFor();
    const written = (): Promise<string> => docker('logs', 'console');
    await expect
      .poll(
        async () => {
          await page.keyboard.type('echo typed-$((40+2))\n');
          return written();
        },
        { timeout: 20_000, interval: 1000 },
      )
      .toContain('typed-42');
    await page.keyboard.press('Control+P');
    await page.keyboard.press('Control+Q');
    await page.waitForTimeout(500);
    expect(await page.locator('.quick-input-widget:visible').count()).toBe(0);
    const before = await written();
    await page.keyboard.type('echo after\n');
    await page.waitForTimeout(500);
    expect(await written()).toBe(before);
    expect(await docker('inspect', '--format', '{{.State.Running}}', 'console')).toBe('true');
  });

  test('what differs from the image is shown, and a deleted file as the image has it', async () => {
    const { workbench, page } = walk();
    await workbench.menu(workbench.row('fleeting').first(), /^Show Changed Files/);
    const named = (label: string) => page.locator(`.part.sidebar .monaco-list-row[aria-label^="${label}"]`);
    await named('Files of fleeting, what differs').first().waitFor();
    await page.locator('.pane-header[aria-label^="Images"]').click({ position: { x: 12, y: 10 } });
    await named('Folder etc, changed').last().click();
    await named('Special file lost, added').first().click();
    await page.locator('.notification-toast', { hasText: 'a link to something that does not exist' }).waitFor();
    await named('File passwd, deleted').first().click();
    await page.locator('.view-line', { hasText: 'root:x:0:0' }).first().waitFor();
    await workbench.screenshot('25-changes');
  });

  test('a container that removes itself at its end is removed without a complaint', async () => {
    const { workbench, page, docker } = walk();
    await workbench.menu(workbench.row('fleeting').first(), /^Remove/);
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Stop and Remove' }).click();
    await expect.poll(() => docker('ps', '-aq', '--filter', 'name=fleeting'), { timeout: 20_000 }).toBe('');
    await page.waitForTimeout(1000);
    expect(await page.locator('.notification-toast', { hasText: 'no longer exists' }).count()).toBe(0);
  });

  test('a container that has ended tells why', async () => {
    const { workbench, page } = walk();
    await workbench.menu(workbench.row('job').first(), /^Why Did It End/);
    const report = page.frameLocator('iframe.webview[class*="ready"]').last().frameLocator('iframe');
    await report.locator('body', { hasText: 'no configuration' }).waitFor();
    await workbench.screenshot('23-why');
  });

  test('clearing away shows first what would go, and asks', async () => {
    const { workbench, page, docker } = walk();
    await workbench.command('Slipway: Clear Away Stopped Containers…');
    const list = page.locator('.quick-input-widget:visible');
    await list.locator('.monaco-list-row', { hasText: 'job' }).waitFor();
    expect(await list.locator('.monaco-list-row').count()).toBe(1);
    await workbench.screenshot('24-dry-run');
    await page.keyboard.press('Enter');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('job');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await workbench.row('job').first().waitFor({ state: 'detached' });
    expect(await docker('ps', '-aq', '--filter', 'name=job')).toBe('');
  });
});
