import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from '../../scripts/project.ts';
import { browserUnavailable } from '../../scripts/testbed/browser.ts';
import { engineAvailable, makeBaseImages, startEngine, type TestEngine } from '../../scripts/testbed/engine.ts';
import { hostUnavailable } from '../../scripts/testbed/vscodeHost.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench.ts';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

type Docker = (...args: readonly string[]) => Promise<string>;

export interface WalkOptions extends Pick<WorkbenchOptions, 'env' | 'locale' | 'settings' | 'workspaceTrust'> {
  /** Writes what the opened folder holds; the sample project unless told. */
  readonly files?: (folder: string) => void;
  /** The images of an engine of its own; without this, no engine answers. */
  readonly images?: readonly string[];
  /** What is done on the engine before the window opens. */
  readonly containers?: (docker: Docker) => Promise<void>;
  /** What the first test waits for. */
  readonly ready?: (workbench: Workbench) => Promise<void>;
}

/** What a test of a walk works with. */
export interface Walk {
  readonly workbench: Workbench;
  readonly page: Page;
  /** The folder that is open. */
  readonly folder: string;
  /** The output of the Docker CLI, on the engine of these tests. */
  readonly docker: Docker;
}

/**
 * Opens a real VS Code for the tests of a group, on a folder of its own, with the extension installed as its users
 * install it, and closes it after them. Where that cannot be had they are skipped and say why; where one of them fails,
 * a picture of the window is kept.
 */
export function useWorkbench(options: WalkOptions = {}): () => Walk {
  const open: Open = {};
  let unavailable: string | undefined;
  beforeAll(async () => {
    unavailable = hostUnavailable() ?? browserUnavailable() ?? (options.images && (await engineAvailable()));
    if (unavailable === undefined) await setUp(options, open);
  });
  afterAll(async () => {
    await open.workbench?.close();
    await open.engine?.stop();
    if (open.folder !== undefined) rmSync(open.folder, { recursive: true, force: true });
  });
  beforeEach(({ skip }) => {
    if (unavailable !== undefined) skip(unavailable);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail' && open.workbench) await keepFailure(open.workbench, task.name);
  });
  return () => {
    const { workbench, folder, engine } = open;
    if (!workbench || folder === undefined) throw new Error('The window is only there during a test.');
    return { workbench, page: workbench.page, folder, docker: dockerOn(engine) };
  };
}

/** What is there already, and has to be taken away, however far the set-up came. */
interface Open {
  folder?: string;
  engine?: TestEngine;
  workbench?: Workbench;
}

async function setUp(options: WalkOptions, open: Open): Promise<void> {
  const folder = (open.folder = mkdtempSync(join(tmpdir(), 'slipway-walk-')));
  if (options.files) options.files(folder);
  else cpSync(inRoot('samples'), folder, { recursive: true });
  if (options.images) {
    open.engine = await startEngine();
    await makeBaseImages(open.engine, options.images);
    await options.containers?.(dockerOn(open.engine));
  }
  const { locale, settings, workspaceTrust } = options;
  open.workbench = await openWorkbench({
    folder,
    extensions: [inRoot('slipway.vsix')],
    env: { ...(open.engine?.env ?? { DOCKER_HOST: 'unix:///nowhere/docker.sock' }), ...options.env },
    ...(locale !== undefined && { locale }),
    ...(settings && { settings }),
    ...(workspaceTrust !== undefined && { workspaceTrust }),
  });
  await options.ready?.(open.workbench);
}

function dockerOn(engine: TestEngine | undefined): Docker {
  return async (...args) => {
    const env = { ...process.env, ...engine?.env };
    return (await promisify(execFile)('docker', [...args], { env })).stdout.trim();
  };
}

async function keepFailure(workbench: Workbench, name: string): Promise<void> {
  await workbench.screenshot(`failed-${name.replaceAll(/\W+/g, '-').slice(0, 40)}`);
  await workbench.page.keyboard.press('Escape');
}
