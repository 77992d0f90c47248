import { Readable } from 'node:stream';
import { l10n, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { Engine, LiveEngine, VolumeInfo } from '../engine/engine.ts';
import { helperFolder, type HelperVolume, withVolumes } from '../engine/helper.ts';
import { askForText } from '../ui/ask.ts';
import { chosenOne, itemOf } from '../ui/chosen.ts';
import { confirm } from '../ui/confirm.ts';
import { Failure } from '../ui/failure.ts';
import { askForFile, askWhereToSave, readStream, saveStream, tellSaved, withCancel } from '../ui/files.ts';
import { volumePicks } from '../ui/pick.ts';

type Args = readonly unknown[];

/** The contents of volumes: to another volume, to a file and from one. */
export function volumeCopyCommands(live: LiveEngine): CommandTable {
  return {
    'slipway.volumes.create': () => create(live),
    'slipway.volumes.clone': (...args) => clone(live, args),
    'slipway.volumes.export': (...args) => exportVolume(live, args),
    'slipway.volumes.import': (...args) => importVolume(live, args),
  };
}

async function create(live: LiveEngine): Promise<void> {
  const name = await askName(l10n.t('Create a volume'), await live.items('volume'), '');
  await (await live.engine()).createVolume({ name });
  void window.showInformationMessage(l10n.t('The volume {0} was created.', name));
}

function askName(title: string, volumes: readonly VolumeInfo[], value: string): Promise<string> {
  const taken = new Set(volumes.map((volume) => volume.name));
  return askForText({
    title,
    prompt: l10n.t('Name of the new volume'),
    value,
    suits: (text) => /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(text) && !taken.has(text),
    wrong: l10n.t('A name that no volume has yet, of letters, digits, “_”, “.” and “-”, at least two.'),
  });
}

async function clone(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(live, args, volumePicks(l10n.t('Volume to copy')));
  const source = await itemOf(live, 'volume', ref, l10n.t('{0} no longer exists.', ref.name));
  const name = await askName(l10n.t('Copy {0}', ref.name), await live.items('volume'), `${ref.name}-copy`);
  const engine = await live.engine();
  await engine.createVolume({ name, driver: source.driver });
  await withCancel(l10n.t('Copying {0}', ref.name), (signal) =>
    reach(
      engine,
      [
        { name: ref.id, access: 'read' },
        { name, access: 'write' },
      ],
      async (helper) => {
        const tar = await engine.readArchive(helper, `${helperFolder(0)}/.`, signal);
        await engine.writeArchive(helper, helperFolder(1), Readable.from(tar, { objectMode: false }));
      },
    ),
  ).catch(async (error: unknown) => {
    // Half a copy is no copy.
    await engine.remove('volume', name).catch(() => undefined);
    throw error;
  });
  void window.showInformationMessage(l10n.t('{0} was copied to {1}.', ref.name, name));
}

async function exportVolume(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(live, args, volumePicks(l10n.t('Volume to export')));
  const target = await askWhereToSave(`${ref.name}.tar`, l10n.t('Export the files of {0}', ref.name));
  const engine = await live.engine();
  await reach(engine, [{ name: ref.id, access: 'read' }], (helper) =>
    saveStream(target, l10n.t('Exporting {0}', ref.name), (signal) =>
      engine.readArchive(helper, `${helperFolder(0)}/.`, signal),
    ),
  );
  tellSaved(target);
}

async function importVolume(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(live, args, volumePicks(l10n.t('Volume to import files into')));
  const file = await askForFile(l10n.t('Tar of files for the volume'), { tar: ['tar', 'gz', 'tgz', 'xz', 'bz2'] });
  await confirm({
    message: l10n.t('Import {0} into the volume {1}?', file.fsPath, ref.name),
    detail: l10n.t('Files of the same names are replaced. What containers write there meanwhile may get mixed in.'),
    action: l10n.t('Import'),
  });
  const engine = await live.engine();
  await withCancel(l10n.t('Importing {0}', file.fsPath), () =>
    reach(engine, [{ name: ref.id, access: 'write' }], (helper) =>
      engine.writeArchive(helper, helperFolder(0), readStream(file)),
    ),
  );
  void window.showInformationMessage(l10n.t('{0} was imported into {1}.', file.fsPath, ref.name));
}

async function reach<T>(
  engine: Engine,
  volumes: readonly HelperVolume[],
  task: (helper: string) => Promise<T>,
): Promise<T> {
  const images = await engine.list('image');
  if (images.length === 0) {
    throw new Failure(
      l10n.t(
        'To reach its files, Slipway creates a container that never runs, and for that the engine needs any image. Pull one first.',
      ),
    );
  }
  return withVolumes(engine, volumes, task);
}
