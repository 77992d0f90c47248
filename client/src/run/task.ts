import { CustomExecution, type Disposable, l10n, Task, type TaskDefinition, tasks, TaskScope, workspace } from 'vscode';
import type { Engine, LiveEngine } from '../engine/engine.ts';
import { removeContainer } from '../engine/removeContainer.ts';
import { adviceOn } from '../ui/exitCodes.ts';
import { Failure } from '../ui/failure.ts';
import { type TaskScreen, taskTerminal } from '../ui/taskTerminal.ts';
import { style, terminalDecoder } from '../ui/terminalText.ts';
import { requireTrust } from '../ui/trust.ts';
import { begin } from './begin.ts';
import { containerPlan } from './createBody.ts';
import { pullIfWanted, readyToRun } from './launch.ts';
import { isOn, type RunOptions, valueOf, valuesOf, withValues } from './options.ts';
import { waitUntilReady } from './ready.ts';
import { optionsOfTask } from './taskOptions.ts';

const type = 'slipway-run';

/** Marks the containers of a task, so that its next run may take the place of its last. */
const taskLabel = 'slipway.task';

/** Runs as tasks that stand in tasks.json. */
export function runTasks(live: LiveEngine, permit: () => Promise<void>): Disposable {
  const made = (definition: TaskDefinition, scope: Task['scope'], name: string): Task => {
    const folder =
      typeof scope === 'object' ? scope.uri.fsPath : (workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd());
    const execution = new CustomExecution(async (resolved) =>
      taskTerminal(async (screen) => {
        requireTrust();
        await permit();
        const options = await readyToRun(optionsOfTask(resolved), { folder, env: process.env });
        return runTask(
          live,
          withValues(options, 'label', [...valuesOf(options, 'label'), `${taskLabel}=${name}`]),
          screen,
        );
      }),
    );
    return new Task(definition, scope ?? TaskScope.Workspace, name, 'Slipway', execution, []);
  };
  return tasks.registerTaskProvider(type, {
    provideTasks: () => [],
    resolveTask: ({ definition, scope, name }) => made(definition, scope, name),
  });
}

async function runTask(live: LiveEngine, options: RunOptions, screen: TaskScreen): Promise<number> {
  const engine = await live.engine();
  await pullIfWanted(engine, options);
  await makeRoom(engine, options);
  return isOn(options, 'detach') ? inBackground(live, options, screen) : inTerminal(engine, options, screen);
}

/** What a task of ours left under the name is taken away. What others made stays: then the engine refuses. */
async function makeRoom(engine: Engine, options: RunOptions): Promise<void> {
  const name = valueOf(options, 'name');
  const holder =
    name === '' ? undefined : (await engine.list('container')).find((container) => container.name === name);
  if (holder?.labels[taskLabel] === undefined) return;
  await removeContainer(engine, holder);
}

/** Until it is ready; the container goes on running when the task has ended. */
async function inBackground(live: LiveEngine, options: RunOptions, { write, signal }: TaskScreen): Promise<number> {
  const engine = await live.engine();
  const begun = await begin(engine, options);
  try {
    const { id } = begun;
    const name = (await engine.get('container', id))?.name ?? options.image;
    write(`${l10n.t('{0} was started from {1}.', name, options.image)}\n`);
    const readiness = await waitUntilReady({ engine, id, host: live.publishedHost, signal });
    if (readiness === 'ended') return tellEnd((await begun.exitCode()) ?? 1, begun.output(), write);
    const words = {
      ready: l10n.t('{0} is ready.', name),
      running: l10n.t('{0} is running.', name),
      unhealthy: l10n.t('The health check of {0} fails.', name),
    };
    write(`${words[readiness]}\n`);
    return readiness === 'unhealthy' ? 1 : 0;
  } finally {
    begun.leave();
  }
}

function tellEnd(code: number, output: string, write: TaskScreen['write']): number {
  write(output);
  tellCode(code, write);
  return code;
}

function tellCode(code: number, write: TaskScreen['write']): void {
  write(`\n${style.dim(l10n.t('Ended with exit code {0}.', code))}\n`);
  if (code !== 0) write(`${adviceOn(code, { StartedAt: 'now' }, l10n)}\n`);
}

/** Until its program ends, whose exit code is that of the task. Who ends the task ends the container. */
async function inTerminal(engine: Engine, options: RunOptions, screen: TaskScreen): Promise<number> {
  const tty = isOn(options, 'tty');
  const id = await engine.createPlanned(containerPlan(tty ? withValues(options, 'interactive', ['']) : options));
  const session = await engine.attach(id, screen);
  const stop = (): void => void engine.stop(id).catch(() => undefined);
  try {
    await engine.start(id);
    screen.signal.addEventListener('abort', stop, { once: true });
    if (screen.signal.aborted) stop();
    void session.resize(screen.columns, screen.rows).catch(() => undefined);
    if (tty) {
      screen.listen({
        input: (data) => session.write(data),
        resize: (columns, rows) => void session.resize(columns, rows).catch(() => undefined),
      });
    }
    const decode = terminalDecoder();
    for await (const data of session.output) screen.write(decode(data));
    const end = await session.exitCode();
    const code = typeof end === 'number' ? end : 1;
    if (code !== 0 && !screen.signal.aborted) tellCode(code, screen.write);
    return code;
  } catch (error) {
    await engine.remove('container', id).catch(() => undefined);
    throw error instanceof Error ? error : new Failure(String(error));
  } finally {
    screen.signal.removeEventListener('abort', stop);
    session.close();
  }
}
