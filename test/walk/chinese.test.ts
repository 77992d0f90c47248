// The real VS Code in Simplified Chinese: manifest, views, messages, diagnostics, fixes and docs.
import { useWorkbench } from './useWorkbench.ts';
import { describe, expect, test } from 'vitest';

describe('VS Code in Chinese', () => {
  // No engine: what the views say then has to be Chinese too.
  const walk = useWorkbench({ locale: 'zh-cn' });

  test('diagnostics, fixes and hover docs', async () => {
    const { workbench, page } = walk();
    await workbench.openFile('Dockerfile');
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await workbench.goTo(4, 23);
    await page.keyboard.press('Control+.');
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'pages' }).first();
    await fix.waitFor();
    expect(await fix.innerText()).toMatch(/\p{Script=Han}/u);
    await page.keyboard.press('Escape');
    await page.locator('.view-line', { hasText: 'EXPOSE' }).locator('span span').first().hover();
    const hover = page.locator('.monaco-hover:visible', { hasText: 'EXPOSE' });
    await hover.waitFor();
    expect(await hover.innerText()).toMatch(/\p{Script=Han}{4}/u);
    await workbench.screenshot('20-chinese-hover');
    await page.mouse.move(700, 600);
  });

  test('views, their welcome, and the menu of a Dockerfile', async () => {
    const { workbench, page } = walk();
    await page.locator('.explorer-folders-view').getByText('Dockerfile', { exact: true }).click({ button: 'right' });
    await page.locator('.monaco-menu .action-item', { hasText: '构建镜像' }).first().waitFor();
    await page.keyboard.press('Escape');
    await workbench.openView('Slipway');
    await page.locator('.pane-header', { hasText: '容器' }).waitFor();
    const welcome = page.locator('.part.sidebar .welcome-view-content').first();
    await welcome.waitFor();
    expect(await welcome.innerText()).toMatch(/\p{Script=Han}{4}/u);
    await workbench.screenshot('21-chinese-views');
  });
});
