import { l10n } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { isBuiltInNetwork } from '../engine/networkNames.ts';
import { forEachRef } from '../ui/batch.ts';
import { confirm } from '../ui/confirm.ts';
import { Failure } from '../ui/failure.ts';
import { pickSeveral, type PickView } from '../ui/pick.ts';
import { nameList, selectedRefs } from '../ui/selection.ts';

/** What can be done with networks. */
export function networkCommands(live: LiveEngine): CommandTable {
  return { 'slipway.networks.remove': (...args) => remove(live, args) };
}

async function remove(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const selected = selectedRefs('network', args);
  const refs = selected.length > 0 ? selected : await pickSeveral(live, asking());
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

function asking(): PickView<'network'> {
  return {
    kind: 'network',
    placeHolder: l10n.t('Networks to remove'),
    nothing: l10n.t('There are no networks of your own.'),
    suits: (network) => !isBuiltInNetwork(network.name),
    entry: (network) => ({ name: network.name, description: network.driver, icon: 'type-hierarchy' }),
  };
}
