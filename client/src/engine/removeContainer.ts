import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';

interface Removal {
  readonly id: string;
  readonly state: string;
  /** Takes the volumes that have no name with it. */
  readonly volumes?: boolean;
}

/**
 * Ends a container in order, where it has not ended, and takes it away. One that was started with `--rm` goes by itself
 * then: that it is gone, or just going, is what was wanted.
 */
export async function removeContainer(
  engine: Pick<Engine, 'stop' | 'unpause' | 'remove'>,
  { id, state, volumes = false }: Removal,
): Promise<void> {
  if (state === 'paused') await engine.unpause(id);
  const isActive = ['running', 'paused', 'restarting'].includes(state);
  if (isActive) await engine.stop(id);
  await engine.remove('container', id, { volumes }).catch((error: unknown) => {
    if (!isActive || !isGone(error)) throw error;
  });
}

function isGone(error: unknown): boolean {
  if (!(error instanceof EngineError)) return false;
  return error.problem === 'not-found' || /removal of container .* is already in progress/i.test(error.message);
}
