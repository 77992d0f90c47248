#!/usr/bin/env node
// Stands in for the VS Code executable where none can be had: takes the arguments that @vscode/test-electron gives
// to VS Code, opens VS Code's browser host with them and ends with the exit code of the tests.
import { statSync } from 'node:fs';
import { launchBrowser } from './browser.ts';
import { startHost } from './vscodeHost.ts';

const value = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const folder = process.argv.slice(2).find((argument) => argument.startsWith('/') && statSync(argument).isDirectory());
const extension = value('extensionDevelopmentPath');
const tests = value('extensionTestsPath');
if (folder === undefined || extension === undefined || tests === undefined) {
  throw new Error('usage: FOLDER --extensionDevelopmentPath=… --extensionTestsPath=…');
}

const locale = value('locale');
const host = await startHost({ testDriver: true, ...(locale !== undefined && { locale }) });
const browser = await launchBrowser();
try {
  const page = await browser.newPage(locale === undefined ? {} : { locale });
  const exit = new Promise<number>((resolve) => {
    void page.exposeFunction('codeAutomationExit', resolve);
    page.on('crash', () => resolve(1));
  });
  // Warnings and errors are VS Code's own, about online services that are not there.
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    if (type !== 'warn' && type !== 'error') console.log(...args);
  });
  const payload = [
    ['extensionDevelopmentPath', host.remoteUri(extension)],
    ['extensionTestsPath', host.remoteUri(tests)],
  ] as const;
  await page.goto(host.url(folder, payload));
  const timeout = new Promise<number>((resolve) => setTimeout(resolve, 240_000, 1).unref());
  process.exitCode = await Promise.race([exit, timeout]);
} finally {
  await browser.close();
  await host.stop();
}
