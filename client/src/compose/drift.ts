import { processEnv } from '../engine/dockerCli.ts';
import type { ContainerInfo, LiveEngine } from '../engine/engine.ts';
import { projectArguments } from './composeCli.ts';
import { composeProgram } from './runCompose.ts';
import { filesOf } from './fileContainers.ts';
import { driftedServices, type Hashes, parseHashes, readsFromAfar } from './hashes.ts';
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { Disposable, EventEmitter, type TextDocument, workspace } from 'vscode';

const execute = promisify(execFile);

/**
 * Whether containers are what their file says. Compose writes on each container a hash of the settings it was made from;
 * the CLI is asked for that of the file when a file with containers is shown, and again after a file was saved.
 */
export class Drift {
  readonly #live: LiveEngine;
  /** By the path of the file; undefined where nothing can be told. */
  readonly #known = new Map<string, Hashes | undefined>();
  readonly #asking = new Set<string>();
  readonly #changed = new EventEmitter<void>();
  readonly onChange = this.#changed.event;

  constructor(live: LiveEngine) {
    this.#live = live;
  }

  /** To be disposed with the extension. */
  register(): Disposable {
    return Disposable.from(
      this.#changed,
      workspace.onDidSaveTextDocument(({ fileName }) => {
        if (!/\.ya?ml$|\.env(?:\.[^/\\]*)?$/.test(fileName)) return;
        this.#known.clear();
        this.#changed.fire();
      }),
    );
  }

  /** The services of a file whose containers differ from it, as far as that is known now. */
  of(document: TextDocument, byService: ReadonlyMap<string, readonly ContainerInfo[]>): ReadonlySet<string> {
    const path = document.uri.fsPath;
    if (!this.#known.has(path)) void this.#learn(document, [...byService.values()].flat());
    return driftedServices(byService, this.#known.get(path));
  }

  async #learn(document: TextDocument, containers: readonly ContainerInfo[]): Promise<void> {
    const path = document.uri.fsPath;
    const project = filesOf(containers);
    if (!project || !workspace.isTrusted || this.#asking.has(path) || readsFromAfar(document.getText())) return;
    this.#asking.add(path);
    const hashes = await this.#hashes(dirname(path), projectArguments(project)).catch(() => undefined);
    this.#asking.delete(path);
    this.#known.set(path, hashes);
    this.#changed.fire();
  }

  async #hashes(cwd: string, target: readonly string[]): Promise<Hashes> {
    const { program, first, env } = await composeProgram(this.#live);
    const argv = [...first, ...target, 'config', '--hash=*'];
    const { stdout } = await execute(program, argv, { cwd, env: processEnv(env), timeout: 15_000 });
    return parseHashes(stdout);
  }
}
