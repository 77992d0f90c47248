import { l10n } from 'vscode';
import type { ContainerInfo, LiveEngine } from '../engine/engine.ts';
import { toEngineError } from '../engine/errors.ts';
import { removeContainer } from '../engine/removeContainer.ts';
import { confirm } from '../ui/confirm.ts';
import { knownFailure } from '../ui/engineSentences.ts';
import { Failure } from '../ui/failure.ts';
import { isPortProblem } from './begin.ts';
import { programOn } from './portHolders.ts';

/** Runs; where another container has the name, offers to take that away; where a port is taken, says by whom. */
export async function runPastObstacles(live: LiveEngine, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const words = error instanceof Error ? toEngineError(error).message : '';
    const containers = await live.items('container');
    const name = /container name "\/?([^"]+)" is already in use/i.exec(words)?.[1];
    const holder = containers.find((container) => container.name === name);
    if (holder) {
      await takeAway(live, holder);
      return run();
    }
    throw isPortProblem(error) ? await portFailure(live, words, error) : error;
  }
}

/** Throws Cancelled where the user wants to keep it. */
async function takeAway(live: LiveEngine, { id, name, image, state }: ContainerInfo): Promise<void> {
  await confirm({
    message: l10n.t('There is already a container named {0}. Remove it and run this one?', name),
    detail: l10n.t('It was made from {0}. What was written in it outside of volumes is lost.', image),
    action: l10n.t('Remove and Run'),
  });
  await removeContainer(await live.engine(), { id, state });
}

async function portFailure(live: LiveEngine, words: string, error: unknown): Promise<unknown> {
  const containers = await live.items('container');
  const port = Number(/:(\d+)\b(?!.*:\d)/.exec(words.split(/already|:? bind/)[0] ?? '')?.[1] ?? 0);
  const isHeld = containers.some((container) => container.ports.some(({ hostPort }) => hostPort === port));
  const program = live.publishedHost === 'localhost' && !isHeld && port > 0 ? await programOn(port) : undefined;
  if (program !== undefined) {
    return new Failure(
      l10n.t('Port {0} is already in use by the program {1}. End it, or publish another port.', port, program),
    );
  }
  const known = knownFailure(words, l10n, containers);
  return known === undefined ? error : new Failure(known);
}
