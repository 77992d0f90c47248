import { processEnv } from '../engine/dockerCli.ts';
import type { ContainerInfo, LiveEngine } from '../engine/engine.ts';
import { type ProjectFiles, projectArguments } from './composeCli.ts';
import { composeProgram } from './runCompose.ts';
import { filesOf } from './fileContainers.ts';
import { driftedByAll, driftedServices, type Hashes, parseHashes, readsFromAfar } from './hashes.ts';
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
  /** By the path of the file; empty where nothing can be told. */
  readonly #known = new Map<string, readonly Hashes[]>();
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
  of(document: TextDocument, byService: ByService): ReadonlySet<string> {
    const path = document.uri.fsPath;
    if (!this.#known.has(path)) void this.#learn(document, byService);
    return driftedByAll(byService, this.#known.get(path) ?? []);
  }

  async #learn(document: TextDocument, byService: ByService): Promise<void> {
    const path = document.uri.fsPath;
    const project = filesOf([...byService.values()].flat());
    if (!project || !workspace.isTrusted || this.#asking.has(path) || readsFromAfar(document.getText())) return;
    this.#asking.add(path);
    const answers = await this.#answers(dirname(path), project, byService).catch(() => []);
    this.#asking.delete(path);
    this.#known.set(path, answers);
    this.#changed.fire();
  }

  /** Asks a second time only where something differs. */
  async #answers(cwd: string, project: ProjectFiles, byService: ByService): Promise<readonly Hashes[]> {
    const { program, first, env } = await composeProgram(this.#live);
    const ask = async (target: ProjectFiles, flags: readonly string[], input: string): Promise<string> => {
      const argv = [...first, ...projectArguments(target), 'config', ...flags];
      const asked = execute(program, argv, { cwd, env: processEnv(env), timeout: 15_000, maxBuffer: 32 << 20 });
      asked.child.stdin?.end(input);
      return (await asked).stdout;
    };
    const plain = parseHashes(await ask(project, ['--hash=*'], ''));
    if (driftedServices(byService, plain).size === 0) return [plain];
    const whole = await ask(project, [], '');
    return [plain, parseHashes(await ask({ ...project, files: ['-'] }, ['--hash=*'], whole))];
  }
}

type ByService = ReadonlyMap<string, readonly ContainerInfo[]>;
