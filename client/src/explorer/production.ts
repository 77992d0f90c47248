import type { Target } from '../engine/contexts.ts';

/**
 * Whether an engine is marked as one that others depend on: by the name of its context, or by its address as it is
 * shown.
 */
export function isProduction(
  target: Pick<Target, 'label' | 'context'> | undefined,
  marked: readonly string[],
): boolean {
  if (!target) return false;
  return marked.some((mark) => mark !== '' && (mark === target.context || mark === target.label));
}

/** Commands that change nothing: they are not asked about, wherever they are used. */
export const readingCommands: ReadonlySet<string> = new Set([
  'slipway.containers.logs',
  'slipway.containers.logsInTerminal',
  'slipway.containers.stats',
  'slipway.containers.inspect',
  'slipway.containers.openInBrowser',
  'slipway.containers.top',
  'slipway.containers.exitReason',
  'slipway.containers.ports',
  'slipway.containers.copyId',
  'slipway.containers.copyName',
  'slipway.containers.copyRunCommand',
  'slipway.containers.files',
  'slipway.containers.diff',
  'slipway.containers.copyFrom',
  'slipway.compose.logs',
  'slipway.compose.ps',
  'slipway.compose.top',
  'slipway.compose.images',
  'slipway.compose.config',
  'slipway.compose.version',
  'slipway.compose.port',
  'slipway.images.files',
  'slipway.volumes.files',
  'slipway.containers.export',
  'slipway.containers.wait',
  'slipway.images.inspect',
  'slipway.images.history',
  'slipway.images.layers',
  'slipway.images.save',
  'slipway.images.copyReference',
  'slipway.images.copyDigest',
  'slipway.volumes.inspect',
  'slipway.networks.inspect',
  'slipway.inspect.reveal',
  'slipway.refresh',
  'slipway.system.info',
  'slipway.system.version',
  'slipway.system.diskUse',
  'slipway.system.events',
]);
