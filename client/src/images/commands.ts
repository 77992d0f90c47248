import { env, l10n, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { isTag } from '../engine/references.ts';
import { askForOne, askForText } from '../ui/ask.ts';
import { forEachRef } from '../ui/batch.ts';
import { chosenOne, chosenSeveral, itemOf } from '../ui/chosen.ts';
import { confirm } from '../ui/confirm.ts';
import { Failure } from '../ui/failure.ts';
import { withCancel } from '../ui/files.ts';
import { imagePicks, pickSeveral } from '../ui/pick.ts';
import { nameList, selectedRefs } from '../ui/selection.ts';
import type { Reports } from '../ui/reports.ts';
import { formatSize } from '../ui/quantities.ts';
import { historyReport } from './historyReport.ts';
import { layerReport } from './layerReport.ts';
import { readLayers } from './layers.ts';
import { imageRemovals } from './removal.ts';

/** What can be done with images, besides building, running and moving them. */
export function imageCommands(live: LiveEngine, reports: Reports): CommandTable {
  return {
    'slipway.images.remove': (...args) => remove(live, args),
    'slipway.images.tag': (...args) => tag(live, args),
    'slipway.images.untag': (...args) => untag(live, args),
    'slipway.images.history': (...args) => history(live, args, reports),
    'slipway.images.layers': (...args) => layers(live, args, reports),
    'slipway.images.copyReference': (...args) => copyReference(live, args),
    'slipway.images.copyDigest': (...args) => copyDigest(live, args),
  };
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

async function tag(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const ref = await chosenOne(live, args, imagePicks(l10n.t('Image to tag')));
  const reference = await askForText({
    title: l10n.t('Tag {0}', ref.name),
    prompt: l10n.t('One more tag for the image. An image that has it now loses it.'),
    value: ref.name.startsWith('sha256:') ? '' : ref.name,
    suits: isTag,
    wrong: l10n.t('This is no valid tag. Valid are, for example, app:1.2 and registry.example.com/team/app:latest.'),
  });
  await (await live.engine()).tag(ref.id, reference);
}

async function untag(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const ref = await chosenOne(live, args, {
    ...imagePicks(l10n.t('Image to take a tag from')),
    suits: (image) => image.tags.length > 0,
    nothing: l10n.t('There is no image with a tag.'),
  });
  const image = await itemOf(live, 'image', ref, l10n.t('{0} no longer exists.', ref.name));
  const reference = await askForOne(
    l10n.t('Tag to take away'),
    image.tags.map((name) => ({ label: name, value: name })),
  );
  // Without its last tag the engine would remove the image itself: that is another command, which asks.
  if (image.tags.length === 1)
    throw new Failure(l10n.t('{0} is its only tag: remove the image, or give it another tag first.', reference));
  await (await live.engine()).remove('image', reference);
}

async function history(live: LiveEngine, args: readonly unknown[], reports: Reports): Promise<void> {
  const ref = await chosenOne(live, args, imagePicks(l10n.t('Image whose history to show')));
  await reports.show(l10n.t('History of {0}', ref.name), async () => {
    const steps = await (await live.engine()).history(ref.id);
    return historyReport(ref.name, steps, { l10n, locale: env.language, now: Date.now() });
  });
}

async function layers(live: LiveEngine, args: readonly unknown[], reports: Reports): Promise<void> {
  const ref = await chosenOne(live, args, imagePicks(l10n.t('Image whose layers to show')));
  const image = await itemOf(live, 'image', ref, l10n.t('{0} no longer exists.', ref.name));
  const engine = await live.engine();
  // Read once: the whole image passes by, and a page that is looked at again should not do that again.
  const found = await withCancel(l10n.t('Reading the layers of {0}', ref.name), async (signal, tell) => {
    const tar = await engine.save([image.tags[0] ?? image.id], signal);
    return readLayers(counted(tar, (size) => tell(l10n.t('{0} of {1}', formatSize(size), formatSize(image.size)))));
  });
  await reports.show(l10n.t('Layers of {0}', ref.name), async () => layerReport(ref.name, found, l10n));
}

async function* counted(source: AsyncIterable<Buffer>, tell: (size: number) => void): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    tell(size);
    yield chunk;
  }
}

async function copyReference(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const refs = await chosenSeveral(live, args, imagePicks(l10n.t('Images to copy this of')));
  await copyText(refs.map((ref) => ref.name).join('\n'));
}

async function copyDigest(live: LiveEngine, args: readonly unknown[]): Promise<void> {
  const refs = await chosenSeveral(live, args, imagePicks(l10n.t('Images to copy this of')));
  const ids = new Set(refs.map(({ id }) => id));
  const images = (await live.items('image')).filter(({ id }) => ids.has(id));
  const digests = images.flatMap((image) => image.digests.slice(0, 1));
  if (digests.length === 0) throw new Failure(l10n.t('It has no digest: it was neither pulled nor pushed.'));
  await copyText(digests.join('\n'));
}

async function copyText(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  void window.setStatusBarMessage(l10n.t('Copied: {0}', text.replaceAll('\n', ', ')), 4000);
}
