import type { Change, Kind } from './resources.ts';
import { objectAt, textAt } from './json.ts';
import { imageId } from './wire.ts';

/** Podman says `died` and `remove` where Docker says `die` and `destroy` or `delete`. */
const containerEvents = ['create', 'start', 'restart', 'die', 'died', 'stop', 'pause', 'unpause', 'rename', 'update'];
const otherEvents = ['oom', 'health_status', 'destroy', 'remove', 'connect', 'disconnect', 'prune'];
const imageEvents = ['pull', 'tag', 'untag', 'delete', 'import', 'load', 'loadfromarchive', 'build', 'commit'];

/** Asked of the engine, so that the noise (a health check runs a program every few seconds) does not even arrive. */
export const eventFilters = {
  type: ['container', 'image', 'volume', 'network'],
  event: [...containerEvents, ...otherEvents, ...imageEvents],
};

const ends: Readonly<Record<Kind, readonly string[]>> = {
  container: ['destroy', 'remove'],
  // Podman tells it even when a container has kept the image: it has to be asked.
  image: [],
  volume: ['destroy', 'remove'],
  network: ['destroy', 'remove'],
};

/** Events that an engine sends of its containers' insides, should it not know the filter. */
const noise = /^(?:exec_|attach|detach|resize|top|copy|archive-path|extract-to-dir|export)/;

/**
 * What an event of the engine's stream changes; undefined where it changes nothing that is shown.
 * Source: Docker Engine API, "Monitor events"; Podman's libpod/events.
 */
export function changeOf(event: unknown): Change | undefined {
  const kind = (['container', 'image', 'volume', 'network'] as const).find((kind) => kind === textAt(event, 'Type'));
  const action = textAt(event, 'Action') || textAt(event, 'status');
  if (!kind || noise.test(action)) return undefined;
  const actor = objectAt(event, 'Actor');
  const attributes = objectAt(actor, 'Attributes');
  // What changes is which networks the container is in; the network itself stays as it is.
  if (kind === 'network' && (action === 'connect' || action === 'disconnect')) {
    // Podman has the container in the place of the network.
    return changeIn('container', textAt(attributes, 'container') || textAt(actor, 'ID'), 'changed');
  }
  const id = textAt(actor, 'ID') || textAt(event, 'id');
  if (kind === 'volume') return changeIn(kind, id || textAt(attributes, 'name'), isEnd(kind, action));
  if (kind !== 'image') return changeIn(kind, id, isEnd(kind, action));
  return changeIn(kind, imageId(id), isEnd(kind, action));
}

function isEnd(kind: Kind, action: string): 'gone' | 'changed' {
  return ends[kind].includes(action) ? 'gone' : 'changed';
}

function changeIn(kind: Kind, id: string, what: 'gone' | 'changed'): Change | undefined {
  return id === '' ? undefined : { kind, id, gone: what === 'gone' };
}
