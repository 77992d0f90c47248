import { l10n, Uri } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { askForText } from '../ui/ask.ts';
import { chosenOne } from '../ui/chosen.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { imagePicks, volumePicks } from '../ui/pick.ts';
import type { FilesView } from './filesView.ts';
import type { FileRoot } from './nodes.ts';
import type { FilePlace } from './places.ts';
import { askForLocal, download, upload } from './transfer.ts';

type Args = readonly unknown[];

/** Opens the files of things, and copies files into containers and out of them. */
export function fileOpenCommands(live: LiveEngine, view: FilesView): CommandTable {
  const open = (place: FilePlace, label: string, shows: FileRoot['shows']): Promise<void> =>
    view.open({ type: 'root', place, label, shows });
  return {
    'slipway.containers.files': async (...args) => {
      const { id, name } = await chosenOne(live, args, anyContainer(l10n.t('Container whose files to show')));
      await open({ kind: 'container', id, engine: live.key }, name, 'all');
    },
    'slipway.containers.diff': async (...args) => {
      const { id, name } = await chosenOne(live, args, anyContainer(l10n.t('Container whose changed files to show')));
      await open({ kind: 'container', id, engine: live.key }, name, 'changes');
    },
    'slipway.images.files': async (...args) => {
      const { id, name } = await chosenOne(live, args, imagePicks(l10n.t('Image whose files to show')));
      await open({ kind: 'image', id, engine: live.key }, name, 'all');
    },
    'slipway.volumes.files': async (...args) => {
      const { id, name } = await chosenOne(live, args, volumePicks(l10n.t('Volume whose files to show')));
      await open({ kind: 'volume', id, engine: live.key }, name, 'all');
    },
    'slipway.containers.copyTo': (...args) => copyTo(live, args),
    'slipway.containers.copyFrom': (...args) => copyFrom(live, args),
  };
}

function anyContainer(placeHolder: string): ReturnType<typeof containerPicks> {
  return containerPicks({ placeHolder, nothing: l10n.t('There are no containers.') });
}

function absolutePath(title: string, prompt: string, value: string): Promise<string> {
  return askForText({
    title,
    prompt,
    value,
    suits: (text) => text.startsWith('/'),
    wrong: l10n.t('A path in a container begins with a slash.'),
  });
}

async function copyTo(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(
    live,
    args,
    containerPicks({ placeHolder: l10n.t('Container to copy files to'), nothing: l10n.t('There are no containers.') }),
  );
  const [, , dropped] = args;
  const given: readonly unknown[] = Array.isArray(dropped) ? dropped : [];
  const uris = given.filter((item) => item instanceof Uri);
  const files = uris.length > 0 ? uris : await askForLocal();
  const folder = await absolutePath(l10n.t('Copy to {0}', ref.name), l10n.t('Folder in the container'), '/tmp');
  await upload(live, { kind: 'container', id: ref.id, engine: live.key }, folder, files);
}

async function copyFrom(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(
    live,
    args,
    containerPicks({
      placeHolder: l10n.t('Container to copy files from'),
      nothing: l10n.t('There are no containers.'),
    }),
  );
  const path = await absolutePath(l10n.t('Copy from {0}', ref.name), l10n.t('File or folder in the container'), '/');
  await download(live, { kind: 'container', id: ref.id, engine: live.key }, [path]);
}
