import { l10n, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine, ResourceRef } from '../engine/engine.ts';
import { isBuiltInNetwork } from '../engine/networkNames.ts';
import { askForOne, askForText } from '../ui/ask.ts';
import { forEachRef } from '../ui/batch.ts';
import { chosenOne, itemOf } from '../ui/chosen.ts';
import { confirm } from '../ui/confirm.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { networkPicks, pickOne, pickSeveral, type PickView } from '../ui/pick.ts';
import { nameList, selectedRefs } from '../ui/selection.ts';
import { isSubnet } from './subnet.ts';

/** What can be done with networks. */
export function networkCommands(live: LiveEngine): CommandTable {
  return {
    'slipway.networks.create': () => create(live),
    'slipway.networks.connect': (...args) => connect(live, args),
    'slipway.networks.disconnect': (...args) => disconnect(live, args),
    'slipway.networks.remove': (...args) => remove(live, args),
  };
}

async function remove(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const selected = selectedRefs('network', args);
  const refs = selected.length > 0 ? selected : await pickSeveral(live, ownNetworks(l10n.t('Networks to remove')));
  const names = new Set(refs.map((ref) => ref.name));
  const users = (await live.items('container')).filter(
    (container) => container.state === 'running' && container.networks.some((network) => names.has(network)),
  );
  if (users.length > 0) {
    throw new Failure(
      l10n.t('In use by {0}. Stop or disconnect these containers first.', users.map(({ name }) => name).join(', ')),
    );
  }
  await confirm({
    message:
      refs.length === 1
        ? l10n.t('Remove the network {0}?', nameList(refs, 1))
        : l10n.t('Remove these {0} networks?', refs.length),
    detail: [
      ...(refs.length === 1 ? [] : refs.slice(0, 15).map((ref) => `• ${ref.name}`)),
      l10n.t('Stopped containers that are connected there will not start any more.'),
    ].join('\n'),
    action: l10n.t('Remove'),
  });
  const engine = await live.engine();
  await forEachRef(l10n.t('Removing {0}', nameList(refs, 3)), refs, ({ id }) => engine.remove('network', id));
}

function ownNetworks(placeHolder: string): PickView<'network'> {
  return {
    ...networkPicks(placeHolder),
    nothing: l10n.t('There are no networks of your own.'),
    suits: (network) => !isBuiltInNetwork(network.name),
  };
}

async function create(live: LiveEngine): Promise<void> {
  const title = l10n.t('Create a network');
  const taken = new Set((await live.items('network')).map((network) => network.name));
  const name = await askForText({
    title,
    prompt: l10n.t('Name of the network'),
    suits: (text) => /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(text) && !taken.has(text),
    wrong: l10n.t('A name that no network has yet, of letters, digits, “_”, “.” and “-”.'),
  });
  const driver = await askForOne(l10n.t('Driver of the network'), [
    { label: 'bridge', description: l10n.t('containers of this machine; the usual one'), value: 'bridge' },
    {
      label: 'macvlan',
      description: l10n.t('containers are machines of their own in the local network'),
      value: 'macvlan',
    },
    { label: 'ipvlan', description: l10n.t('the same, with the machine’s own hardware address'), value: 'ipvlan' },
    { label: 'overlay', description: l10n.t('containers of several machines; needs a swarm'), value: 'overlay' },
  ]);
  const subnet = await askForText({
    title,
    prompt: l10n.t('Subnet, for example 10.20.0.0/16. Leave it empty and the engine chooses one.'),
    suits: (text) => text === '' || isSubnet(text),
    wrong: l10n.t('An address, a slash and the number of its fixed bits, as in 10.20.0.0/16.'),
  });
  const options = await window.showQuickPick(
    [
      { label: l10n.t('internal'), description: l10n.t('no way to the outside'), name: 'internal' },
      {
        label: l10n.t('attachable'),
        description: l10n.t('containers can join an overlay network by hand'),
        name: 'attachable',
      },
    ],
    { canPickMany: true, placeHolder: l10n.t('Anything special? Enter goes on.') },
  );
  if (!options) throw new Cancelled();
  const has = (wanted: string): boolean => options.some((option) => option.name === wanted);
  const engine = await live.engine();
  await engine.createNetwork({ name, driver, subnet, internal: has('internal'), attachable: has('attachable') });
  void window.showInformationMessage(l10n.t('The network {0} was created.', name));
}

async function connect(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const network = await chosenNetwork(live, args);
  const containers = selectedRefs('container', args);
  const refs =
    containers.length > 0
      ? containers
      : await pickSeveral(
          live,
          containerPicks({
            placeHolder: l10n.t('Containers to connect to {0}', network.name),
            nothing: l10n.t('All containers are connected to it already.'),
            suits: (container) => !container.networks.includes(network.name),
          }),
        );
  const engine = await live.engine();
  await forEachRef(l10n.t('Connecting {0}', nameList(refs, 3)), refs, ({ id }) => engine.connect(network.id, id));
}

async function disconnect(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const [given] = selectedRefs('container', args);
  const network = await (given ? networkOfContainer(live, given) : chosenNetwork(live, args));
  const refs = given
    ? [given]
    : await pickSeveral(
        live,
        containerPicks({
          placeHolder: l10n.t('Containers to disconnect from {0}', network.name),
          nothing: l10n.t('No container is connected to it.'),
          suits: (container) => container.networks.includes(network.name),
        }),
      );
  await confirm({
    message: l10n.t('Disconnect {0} from {1}?', nameList(refs, 3), network.name),
    detail: l10n.t('Connections over this network break at once.'),
    action: l10n.t('Disconnect'),
  });
  const engine = await live.engine();
  await forEachRef(l10n.t('Disconnecting {0}', nameList(refs, 3)), refs, ({ id }) => engine.disconnect(network.id, id));
}

/** A network that was clicked, or one that is asked for. */
async function chosenNetwork(live: LiveEngine, args: readonly unknown[]): Promise<ResourceRef> {
  return chosenOne(live, args, {
    ...networkPicks(l10n.t('Network')),
    suits: (network) => network.name !== 'host' && network.name !== 'none',
  });
}

async function networkOfContainer(live: LiveEngine, ref: ResourceRef): Promise<ResourceRef> {
  const container = await itemOf(live, 'container', ref, l10n.t('{0} no longer exists.', ref.name));
  const names = new Set(container.networks);
  return pickOne(live, {
    ...networkPicks(l10n.t('Network to disconnect {0} from', ref.name)),
    suits: (network) => names.has(network.name),
  });
}
