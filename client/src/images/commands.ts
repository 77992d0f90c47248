import { l10n } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { forEachRef } from '../ui/batch.ts';
import { confirm } from '../ui/confirm.ts';
import { Failure } from '../ui/failure.ts';
import { imagePicks, pickSeveral } from '../ui/pick.ts';
import { nameList, selectedRefs } from '../ui/selection.ts';
import { formatSize } from '../ui/quantities.ts';
import { imageRemovals } from './removal.ts';

/** What can be done with images, besides building and running them. */
export function imageCommands(live: LiveEngine): CommandTable {
  return { 'slipway.images.remove': (...args) => remove(live, args) };
}

async function remove(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const selected = selectedRefs('image', args);
  const refs = selected.length > 0 ? selected : await pickSeveral(live, imagePicks(l10n.t('Images to remove')));
  const wanted = new Set(refs.map((ref) => ref.id));
  const images = (await live.items('image')).filter((image) => wanted.has(image.id));
  if (images.length === 0) throw new Failure(l10n.t('{0} no longer exists.', nameList(refs, 3)));
  const containers = await live.items('container');
  const used = images.flatMap((image) => containers.filter((container) => container.imageId === image.id));
  if (used.length > 0) {
    const names = [...new Set(used.map((container) => container.name))].join(', ');
    throw new Failure(l10n.t('In use by {0}. Remove these containers first.', names));
  }
  const names = images.map((image) => image.tags.join(', ') || image.id.slice(0, 19));
  const size = formatSize(images.reduce((sum, image) => sum + image.size, 0));
  await confirm({
    message:
      images.length === 1
        ? l10n.t('Remove the image {0}?', names[0] ?? '')
        : l10n.t('Remove these {0} images?', images.length),
    detail: [
      ...(images.length === 1 ? [] : names.slice(0, 15).map((name) => `• ${name}`)),
      l10n.t('They take up to {0}. What is not in a registry or cannot be built again is lost.', size),
    ].join('\n'),
    action: l10n.t('Remove'),
  });
  const engine = await live.engine();
  await forEachRef(l10n.t('Removing {0}', nameList(refs, 3)), refs, async (ref) => {
    const image = images.find(({ id }) => id === ref.id);
    for (const reference of image ? imageRemovals(image) : []) await engine.remove('image', reference);
  });
}
