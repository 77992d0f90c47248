// Registries with mouse and keyboard: one that takes passwords and one that gives tokens, both on this machine.
import { startRegistry, type TestRegistry } from './registry.ts';
import { useWorkbench } from './useWorkbench.ts';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

async function unfold(row: Locator): Promise<void> {
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
}

function basic(login: string): string {
  return Buffer.from(login).toString('base64');
}

describe('registries', () => {
  let tokens: TestRegistry;
  let passwords: TestRegistry;
  beforeAll(async () => {
    tokens = await startRegistry({ user: 'ann', password: 's3cret:x', auth: 'token' });
    passwords = await startRegistry({ user: 'bob', password: 'p4ss', auth: 'basic' });
  });
  afterAll(async () => {
    await tokens.stop();
    await passwords.stop();
  });
  const walk = useWorkbench({
    images: ['busybox:1.37'],
    async ready(workbench) {
      const { page } = workbench;
      await workbench.openView('Slipway');
      await workbench.row('busybox').first().waitFor();
      // The view of registries has little room below the others.
      await page.setViewportSize({ width: 1400, height: 2000 });
      for (const name of ['Containers', 'Images']) {
        await page.locator(`.pane-header:has(h3:text-is("${name}"))`).focus();
        await page.keyboard.press('ArrowLeft');
      }
      await page.locator('.pane-header:has(h3:text-is("Registries"))').click();
      await workbench.row('Docker Hub').first().waitFor();
    },
  });
  const input = (): Locator => walk().page.locator('.quick-input-widget:visible input').first();
  const answer = async (prompt: string, text: string): Promise<void> => {
    const asking = walk().page.locator('.quick-input-widget:visible', { hasText: prompt });
    await asking.waitFor();
    await input().fill(text);
    await walk().page.keyboard.press('Enter');
    // What is typed is looked at once more before it is taken: whatever opens meanwhile would cancel it.
    await asking.waitFor({ state: 'hidden' });
  };
  const registry = ({ host }: TestRegistry): Locator => walk().workbench.row(host).first();
  const logIn = async (to: TestRegistry, user: string, password: string): Promise<void> => {
    await walk().workbench.menu(registry(to), /^Log In/);
    await answer('User name', user);
    await answer('Password', password);
  };

  test('one that refuses a login says so, and lets one try again', async () => {
    const { workbench, page } = walk();
    for (const { host } of [tokens, passwords]) {
      await workbench.command('Slipway: Show a Registry…');
      await answer('Host of the registry', host);
    }
    await logIn(tokens, 'ann', 'wrong');
    const refused = page.locator('.notification-toast', { hasText: 'does not take this user name' });
    await refused.getByRole('button', { name: 'Try Again' }).click();
    await page.locator('.quick-input-widget:visible', { hasText: 'User name' }).waitFor();
    expect(await input().inputValue()).toBe('ann');
    await page.keyboard.press('Escape');
    await workbench.command('Notifications: Clear All Notifications');
  });

  test('logins stand where the docker CLI looks for them', async () => {
    const { page, docker } = walk();
    await logIn(tokens, 'ann', 's3cret:x');
    await page.locator('.notification-toast', { hasText: 'as ann' }).waitFor();
    await logIn(passwords, 'bob', 'p4ss');
    await page.locator('.notification-toast', { hasText: 'as bob' }).waitFor();
    for (const { host } of [tokens, passwords]) {
      await docker('tag', 'busybox:1.37', `${host}/team/app:1.0`);
      expect(await docker('push', `${host}/team/app:1.0`)).toContain('digest: sha256:');
      await docker('rmi', `${host}/team/app:1.0`);
    }
  });

  test('all tags of a repository are shown, and one is pulled', async () => {
    const { workbench, page, docker } = walk();
    const tags = passwords.tags('team/app');
    const digest = tags.get('1.0') ?? '';
    for (let minor = 0; minor < 640; minor += 1) tags.set(`2.${minor}`, digest);
    await page.locator('.pane-header:has(h3:text-is("Registries"))').hover();
    await page.locator('.pane-header .action-label[aria-label*="Refresh Registries"]').click();
    await unfold(registry(passwords));
    await unfold(workbench.row('team/app').first());
    const newest = workbench.row('2.639').first();
    await newest.waitFor();
    expect(await newest.getAttribute('aria-label')).toContain('Tag 2.639 of team/app');
    await workbench.menu(newest, /^Pull/);
    await page.locator('.notification-toast', { hasText: 'was pulled' }).waitFor();
    expect(await docker('images', '--format', '{{.Tag}}', `${passwords.host}/team/app`)).toBe('2.639');
    await workbench.screenshot('60-registries');
  });

  test('deleting a tag names the others that go with it', async () => {
    const { workbench, page } = walk();
    const tags = passwords.tags('team/app');
    await workbench.menu(workbench.row('2.639').first(), /^Delete/);
    const dialog = page.locator('.monaco-dialog-box', { hasText: 'from the registry?' });
    await dialog.waitFor({ timeout: 60_000 });
    expect(await dialog.innerText()).toMatch(/go with it: .*1\.0, .* and 620 more/);
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => tags.size, { timeout: 20_000 }).toBe(0);
  });

  test('logging out forgets, and nobody ever got what belongs to another', async () => {
    const { workbench, page, docker } = walk();
    await workbench.menu(registry(tokens), /^Log Out/);
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Log Out', exact: true }).click();
    await expect
      .poll(() => registry(tokens).getAttribute('aria-label'), { timeout: 20_000 })
      .toContain('not logged in');
    await expect(docker('pull', `${tokens.host}/team/app:1.0`)).rejects.toThrow(/unauthorized|authoriz/);
    expect(tokens.asked.join('\n')).not.toContain(basic('bob:p4ss'));
    expect(passwords.asked.join('\n')).not.toContain(basic('ann:s3cret:x'));
  });
});
