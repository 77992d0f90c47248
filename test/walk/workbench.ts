import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.ts';
import { launchBrowser } from '../../scripts/testbed/browser.ts';
import { type HostOptions, startHost } from '../../scripts/testbed/vscodeHost.ts';
import type { Locator, Page } from 'playwright-core';

/** VS Code as its user has it: a window to look at, a mouse and a keyboard. */
export interface Workbench {
  readonly page: Page;
  /** Opens a file of the folder by Quick Open. */
  openFile(name: string): Promise<void>;
  /** Runs a command by its title, through the command palette. */
  command(title: string): Promise<void>;
  /** Puts the cursor on a line (from 1) and column (from 1) of the open editor. */
  goTo(line: number, column: number): Promise<void>;
  /** A row of the tree views that shows this text. */
  row(text: string | RegExp): Locator;
  /** Right-clicks something and takes an entry of the menu. */
  menu(target: Locator, entry: string | RegExp): Promise<void>;
  /** Opens a view container by the name of its icon. */
  openView(name: string): Promise<void>;
  /** Keeps a picture under test-output/screenshots. */
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface WorkbenchOptions extends HostOptions {
  readonly folder: string;
}

export async function openWorkbench({ folder, ...options }: WorkbenchOptions): Promise<Workbench> {
  const host = await startHost(options);
  const browser = await launchBrowser();
  const page = await browser.newPage({
    viewport: { width: 1400, height: 900 },
    ...(options.locale !== undefined && { locale: options.locale }),
  });
  page.setDefaultTimeout(20_000);
  await page.goto(host.url(folder));
  await page.locator('.monaco-workbench .part.activitybar').waitFor({ timeout: 60_000 });
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  return {
    ...actions(page),
    async close() {
      await browser.close();
      await host.stop();
    },
  };
}

function actions(page: Page): Omit<Workbench, 'close'> {
  const quickInput = page.locator('.quick-input-widget:visible');
  // The list may still show what stood there before: wait for the row that is meant.
  const choose = async (text: string, row: string): Promise<void> => {
    await quickInput.locator('input').fill(text);
    await quickInput.locator('.monaco-list-row.focused', { hasText: row }).waitFor();
    await page.keyboard.press('Enter');
    // A command may ask something in the same box: then it stays.
    await quickInput.waitFor({ state: 'hidden', timeout: 3000 }).catch(() => undefined);
  };
  return {
    page,
    async openFile(name) {
      await page.keyboard.press('Control+P');
      await choose(name, name);
      await page.locator(`.tab[data-resource-name="${name}"]`).waitFor();
      await page.locator('.monaco-editor .view-line').first().waitFor();
    },
    async command(title) {
      await page.keyboard.press('F1');
      await choose(`>${title}`, title);
    },
    async goTo(line, column) {
      await page.keyboard.press('Control+G');
      await quickInput.locator('input').fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await quickInput.waitFor({ state: 'hidden' });
      await page.locator('.monaco-editor.focused').first().waitFor();
    },
    row: (text) => page.locator('.part.sidebar .monaco-list-row', { hasText: text }),
    async menu(target, entry) {
      await target.click({ button: 'right' });
      const item = page.locator('.monaco-menu .action-item', { hasText: entry }).first();
      await item.hover();
      // A menu that has just opened takes no click.
      await page.waitForTimeout(300);
      await item.click();
      await item.waitFor({ state: 'hidden' });
    },
    async openView(name) {
      await page.locator(`.activitybar .action-label[aria-label^="${name}"]`).click();
    },
    async screenshot(name) {
      const folder = join(root, 'test-output', 'screenshots');
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`) });
    },
  };
}
