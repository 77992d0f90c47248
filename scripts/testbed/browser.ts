import { existsSync } from 'node:fs';
import { output } from '../project.ts';
import { type Browser, chromium } from 'playwright-core';

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless browser; installs Debian's Chromium where there is none and we may. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), args: flags });
}

/** Why no browser can be had on this machine, or undefined. */
export function browserUnavailable(): string | undefined {
  return existingBrowser() || canInstall()
    ? undefined
    : 'there is no Chromium, and installing one needs root on Debian';
}

async function browserPath(): Promise<string> {
  const existing = existingBrowser();
  if (existing) return existing;
  const reason = browserUnavailable();
  if (reason) throw new Error(reason);
  console.error('Installing Chromium…');
  await output('apt-get', ['update', '-qq']);
  await output('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-wqy-zenhei'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const path = existingBrowser();
  if (!path) throw new Error('Chromium was installed but is not where it was expected.');
  return path;
}

function existingBrowser(): string | undefined {
  return candidates.find((path) => existsSync(path));
}

function canInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}
