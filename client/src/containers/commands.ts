import { env, l10n, Uri, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { ContainerInfo, LiveEngine, PortInfo, ResourceRef } from '../engine/engine.ts';
import { forEachRef } from '../ui/batch.ts';
import { confirm } from '../ui/confirm.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { pickOne, pickSeveral } from '../ui/pick.ts';
import { nameList, selectedRefs } from '../ui/selection.ts';
import { requireTrust } from '../ui/trust.ts';
import { portUrl, webPorts } from './ports.ts';
import { isActive, removalOf } from './removal.ts';

/** Start, stop, restart, remove, and open in the browser. */
export function containerCommands(live: LiveEngine): CommandTable {
  return {
    'slipway.containers.start': (...args) => start(live, args),
    'slipway.containers.stop': (...args) => stop(live, args),
    'slipway.containers.restart': (...args) => restart(live, args),
    'slipway.containers.remove': (...args) => remove(live, args),
    'slipway.containers.openInBrowser': (...args) => openInBrowser(live, args),
  };
}

type Args = readonly unknown[];

async function start(live: LiveEngine, args: Args): Promise<void> {
  requireTrust();
  const refs = await chosen(live, args, {
    placeHolder: l10n.t('Containers to start'),
    nothing: l10n.t('There is no container that could be started.'),
    suits: (container) => !isActive(container) || container.state === 'paused',
  });
  const engine = await live.engine();
  const paused = new Set(
    (await live.items('container')).filter((item) => item.state === 'paused').map((item) => item.id),
  );
  await forEachRef(l10n.t('Starting {0}', nameList(refs, 3)), refs, ({ id }) =>
    paused.has(id) ? engine.unpause(id) : engine.start(id),
  );
}

async function stop(live: LiveEngine, args: Args): Promise<void> {
  const refs = await chosen(live, args, {
    placeHolder: l10n.t('Containers to stop'),
    nothing: l10n.t('No container is running.'),
    suits: isActive,
  });
  const engine = await live.engine();
  await forEachRef(l10n.t('Stopping {0}', nameList(refs, 3)), refs, ({ id }) => engine.stop(id));
}

async function restart(live: LiveEngine, args: Args): Promise<void> {
  requireTrust();
  const refs = await chosen(live, args, {
    placeHolder: l10n.t('Containers to restart'),
    nothing: l10n.t('No container is running.'),
    suits: isActive,
  });
  const engine = await live.engine();
  await forEachRef(l10n.t('Restarting {0}', nameList(refs, 3)), refs, ({ id }) => engine.restart(id));
}

async function remove(live: LiveEngine, args: Args): Promise<void> {
  const refs = await chosen(live, args, {
    placeHolder: l10n.t('Containers to remove'),
    nothing: l10n.t('There are no containers.'),
  });
  const byId = new Map((await live.items('container')).map((item) => [item.id, item]));
  const containers = refs.map((ref) => byId.get(ref.id)).filter((item) => item !== undefined);
  if (containers.length === 0) throw new Failure(l10n.t('{0} no longer exists.', nameList(refs, 3)));
  await confirm(removalOf(containers, l10n));
  const engine = await live.engine();
  const active = new Set(containers.filter(isActive).map((container) => container.id));
  await forEachRef(l10n.t('Removing {0}', nameList(refs, 3)), refs, async ({ id }) => {
    // Stopped as the user agreed, not forced: the programs inside can end in order.
    if (active.has(id)) await engine.stop(id);
    await engine.remove('container', id);
  });
}

async function openInBrowser(live: LiveEngine, args: Args): Promise<void> {
  const [given] = selectedRefs('container', args);
  const ref =
    given ??
    (await pickOne(
      live,
      containerPicks({
        placeHolder: l10n.t('Container to open in the browser'),
        nothing: l10n.t('No container has a published port.'),
        suits: (container) => webPorts(container).length > 0,
      }),
    ));
  const container = (await live.items('container')).find((item) => item.id === ref.id);
  const port = await pickPort(container ? webPorts(container) : [], ref.name);
  await env.openExternal(Uri.parse(portUrl(port, live.publishedHost), true));
}

async function pickPort(ports: readonly PortInfo[], name: string): Promise<PortInfo> {
  const [first, second] = ports;
  if (!first) throw new Failure(l10n.t('{0} has no published port that a browser could open.', name));
  if (!second) return first;
  const items = ports.map((port) => ({
    label: String(port.hostPort),
    description: l10n.t('container port {0}', port.containerPort),
    port,
  }));
  const choice = await window.showQuickPick(items, { placeHolder: l10n.t('Port to open') });
  if (!choice) throw new Cancelled();
  return choice.port;
}

interface Asking {
  readonly placeHolder: string;
  readonly nothing: string;
  readonly suits?: (container: ContainerInfo) => boolean;
}

/** What was clicked or selected, less what the command does not suit; from the palette, what the user picks. */
async function chosen(live: LiveEngine, args: Args, asking: Asking): Promise<readonly ResourceRef[]> {
  const selected = selectedRefs('container', args);
  if (selected.length === 0) return pickSeveral(live, containerPicks(asking));
  const { suits } = asking;
  if (!suits) return selected;
  const suited = new Set((await live.items('container')).filter(suits).map((container) => container.id));
  const refs = selected.filter((ref) => suited.has(ref.id));
  if (refs.length === 0) throw new Failure(asking.nothing);
  return refs;
}
