import { l10n } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { forEachRef } from '../ui/batch.ts';
import { confirm } from '../ui/confirm.ts';
import { Failure } from '../ui/failure.ts';
import { pickSeveral, volumePicks } from '../ui/pick.ts';
import { nameList, selectedRefs } from '../ui/selection.ts';

/** What can be done with volumes. */
export function volumeCommands(live: LiveEngine): CommandTable {
  return { 'slipway.volumes.remove': (...args) => remove(live, args) };
}

async function remove(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const selected = selectedRefs('volume', args);
  const refs = selected.length > 0 ? selected : await pickSeveral(live, volumePicks(l10n.t('Volumes to remove')));
  const wanted = new Set(refs.map((ref) => ref.id));
  const users = (await live.items('container')).filter((container) =>
    container.mounts.some((mount) => mount.type === 'volume' && wanted.has(mount.source)),
  );
  if (users.length > 0) {
    throw new Failure(
      l10n.t('In use by {0}. Remove these containers first.', users.map((container) => container.name).join(', ')),
    );
  }
  await confirm({
    message:
      refs.length === 1
        ? l10n.t('Remove the volume {0}?', nameList(refs, 1))
        : l10n.t('Remove these {0} volumes?', refs.length),
    detail: [
      ...(refs.length === 1 ? [] : refs.slice(0, 15).map((ref) => `• ${ref.name}`)),
      l10n.t('The data stored there will be lost. This cannot be undone.'),
    ].join('\n'),
    action: l10n.t('Remove'),
  });
  const engine = await live.engine();
  await forEachRef(l10n.t('Removing {0}', nameList(refs, 3)), refs, ({ id }) => engine.remove('volume', id));
}
