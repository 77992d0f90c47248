import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { l10n, type Memento, type Uri } from 'vscode';
import type { PlannedInstruction } from '../../../protocol/messages.ts';
import type { Engine, LiveEngine } from '../engine/engine.ts';
import type { ExecSession } from '../engine/execCalls.ts';
import { Failure } from '../ui/failure.ts';
import { withCancel } from '../ui/files.ts';
import { sessionProgram } from '../ui/sessionTerminal.ts';
import { openTerminal } from '../ui/terminal.ts';
import type { BuildOptions } from './options.ts';
import { clearLeftLayers, lastLayerLabel } from './leftLayers.ts';
import { follow, startBuild } from './startBuild.ts';
import { textBefore } from './textBefore.ts';

/** A build that failed at an instruction. */
export interface FailedBuild {
  readonly options: BuildOptions;
  /** The Dockerfile as it was. */
  readonly text: string;
  readonly instruction: PlannedInstruction;
}

/** The builds that failed, by Dockerfile, and a shell in what they had made until then. */
export class LastLayers {
  readonly #failed = new Map<string, FailedBuild>();
  readonly #memory: Memento;
  /** What shells of an earlier session stood on: that was ended before it could take it away. */
  readonly #before: readonly string[];

  constructor(memory: Memento) {
    this.#memory = memory;
    this.#before = memory.get<readonly string[]>(openKey, []);
  }

  /** Takes away what an earlier session could not. Never rejects. */
  async clearLeft(live: LiveEngine): Promise<void> {
    await clearLeftLayers(live, this.#before);
    await this.#keep((open) => open.filter((image) => !this.#before.includes(image)));
  }

  /** Remembers how the last build of a Dockerfile failed; undefined where it did not, or before anything was made. */
  note(dockerfile: Uri, failed: FailedBuild | undefined): void {
    const isUseful = failed !== undefined && failed.instruction.keyword !== 'FROM';
    if (isUseful) this.#failed.set(dockerfile.toString(), failed);
    else this.#failed.delete(dockerfile.toString());
  }

  has(dockerfile: Uri): boolean {
    return this.#failed.has(dockerfile.toString());
  }

  /** Opens a shell in the image as it was before the instruction that failed. Throws a Failure. */
  async openShell(live: LiveEngine, dockerfile: Uri): Promise<void> {
    const failed = this.#failed.get(dockerfile.toString());
    if (!failed) throw new Failure(l10n.t('The last build of this Dockerfile did not fail at an instruction.'));
    const engine = await live.engine();
    const image = `slipway-last-layer:${randomBytes(6).toString('hex')}`;
    await this.#keep((open) => [...open, image]);
    await withCancel(l10n.t('Making the image as it was before {0}', failed.instruction.keyword), async (signal) =>
      makeImage(live, failed, image, signal),
    );
    openTerminal(
      shellIn(engine, image, { failed, gone: () => void this.#keep((open) => open.filter((one) => one !== image)) }),
    ).show();
  }

  async #keep(change: (open: readonly string[]) => readonly string[]): Promise<void> {
    await this.#memory.update(openKey, change(this.#memory.get<readonly string[]>(openKey, [])));
  }
}

/** The images that shells are open in. */
const openKey = 'slipway.lastLayers';

/** Everything it needs is in the builder's cache, where the failed build has left it. */
async function makeImage(live: LiveEngine, failed: FailedBuild, image: string, signal: AbortSignal): Promise<void> {
  const { target: _, noCache: __, pull: ___, cacheTo: ____, ...options } = failed.options;
  const text = textBefore(failed.text, failed.instruction.start);
  const problems: string[] = [];
  const labels = { ...options.labels, [lastLayerLabel]: String(Date.now()) };
  const code = await follow(await startBuild(live, { ...options, labels, tag: image }, signal, text), (event) => {
    if (event.type === 'words' && event.error) problems.push(event.text);
  });
  if (code !== 0) {
    throw new Failure(l10n.t('The image before the failed instruction cannot be made: {0}', problems.join(' ').trim()));
  }
}

/** The best shell that the image has. */
const findAndRun = 'command -v bash >/dev/null 2>&1 && exec bash; exec sh';

interface Shell {
  readonly failed: FailedBuild;
  /** Told when nothing is left of it. */
  readonly gone: () => void;
}

function shellIn(engine: Engine, image: string, { failed, gone }: Shell): ReturnType<typeof sessionProgram> {
  const { instruction } = failed;
  const greeting = l10n.t(
    'This is the image as it was before: {0} Look around, and try it by hand. What you change here is gone when you leave.',
    `${instruction.keyword} ${instruction.text}`,
  );
  const connect = async (size: { columns: number; rows: number }): Promise<ExecSession> => {
    const body = {
      Image: image,
      Entrypoint: ['sh', '-c', findAndRun],
      Cmd: [],
      Tty: true,
      OpenStdin: true,
      StdinOnce: true,
      Healthcheck: { Test: ['NONE'] },
      Labels: { [lastLayerLabel]: String(Date.now()) },
      HostConfig: { AutoRemove: true },
    };
    const clear = (id: string): void => void takeAway(engine, id, image).then(gone, () => undefined);
    const id = await engine.createPlanned({ body, name: '', platform: '' });
    const session = await engine.attach(id, size);
    try {
      await engine.start(id);
    } catch (error) {
      session.close();
      clear(id);
      throw isWithoutShell(error) ? new Failure(l10n.t('The image has no shell at this point.')) : error;
    }
    void session.resize(size.columns, size.rows).catch(() => undefined);
    return {
      ...session,
      exitCode: async () => {
        clear(id);
        // How the last command in a shell ended is no news.
        return 0;
      },
      close: () => {
        session.close();
        clear(id);
      },
    };
  };
  return sessionProgram(l10n.t('Before {0}', instruction.keyword), { connect, greeting });
}

function isWithoutShell(error: unknown): boolean {
  return error instanceof Error && /executable file not found|no such file or directory/i.test(error.message);
}

/** The container, which removes itself when it has ended, and the image that was made for it. */
async function takeAway(engine: Engine, id: string, image: string): Promise<void> {
  await engine.kill(id, 'KILL').catch(() => engine.remove('container', id).catch(() => undefined));
  for (let tries = 0; tries < 40 && (await engine.get('container', id)); tries++) await sleep(250);
  await engine.remove('image', image);
}
