import { l10n, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { ContainerInfo, LiveEngine, ResourceRef } from '../engine/engine.ts';
import type { RestartPolicy } from '../engine/containerCalls.ts';
import { listAt, numberAt, objectAt, textAt } from '../engine/json.ts';
import { askForOne, askForText } from '../ui/ask.ts';
import { forEachRef } from '../ui/batch.ts';
import { chosenOne, chosenSeveral } from '../ui/chosen.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { askWhereToSave, saveStream, tellSaved, withCancel } from '../ui/files.ts';
import type { PickView } from '../ui/pick.ts';
import { formatSize } from '../ui/quantities.ts';
import { nameList } from '../ui/selection.ts';
import { isCpuLimit, isMemoryLimit, parseMemory } from '../ui/limits.ts';
import { commit } from './commit.ts';
import { isActive } from './removal.ts';

type Args = readonly unknown[];

/** What changes a container or makes something of it. */
export function containerChangeCommands(live: LiveEngine): CommandTable {
  return {
    'slipway.containers.rename': (...args) => rename(live, args),
    'slipway.containers.update': (...args) => update(live, args),
    'slipway.containers.commit': (...args) => commit(live, args),
    'slipway.containers.export': (...args) => exportFiles(live, args),
    'slipway.containers.wait': (...args) => waitFor(live, args),
  };
}

function picks(placeHolder: string, suits?: (container: ContainerInfo) => boolean): PickView<'container'> {
  return containerPicks({
    placeHolder,
    nothing: suits ? l10n.t('No container is running.') : l10n.t('There are no containers.'),
    ...(suits ? { suits } : {}),
  });
}

async function rename(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(live, args, picks(l10n.t('Container to rename')));
  const name = await askForText({
    title: l10n.t('Rename {0}', ref.name),
    prompt: l10n.t('New name'),
    value: ref.name,
    suits: (text) => /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(text),
    wrong: l10n.t('A name has letters, digits, “_”, “.” and “-”, at least two, and begins with a letter or a digit.'),
  });
  if (name !== ref.name) await (await live.engine()).rename(ref.id, name);
}

async function update(live: LiveEngine, args: Args): Promise<void> {
  const refs = await chosenSeveral(live, args, picks(l10n.t('Containers whose limits to change')));
  const engine = await live.engine();
  const [first] = refs;
  const host = objectAt(first ? await engine.inspect('container', first.id) : undefined, 'HostConfig');
  const memory = numberAt(host, 'Memory');
  const cpus = numberAt(host, 'NanoCpus') / 1e9;
  const policy = textAt(objectAt(host, 'RestartPolicy'), 'Name') || 'no';
  const unlimited = l10n.t('no limit');
  const what = await askForOne(l10n.t('What to change of {0}', nameList(refs, 3)), [
    { label: l10n.t('Memory'), description: memory > 0 ? formatSize(memory) : unlimited, value: 'memory' },
    { label: l10n.t('Processors'), description: cpus > 0 ? String(cpus) : unlimited, value: 'cpus' },
    { label: l10n.t('Restart policy'), description: policy, value: 'restart' },
  ] as const);
  const limits = await (what === 'memory' ? askMemory() : what === 'cpus' ? askCpus() : askRestart());
  await forEachRef(l10n.t('Changing {0}', nameList(refs, 3)), refs, ({ id }) => engine.update(id, limits));
}

async function askMemory(): Promise<{ memory: number }> {
  const text = await askForText({
    title: l10n.t('Memory'),
    prompt: l10n.t('The most memory it may use, for example 512m or 2g. It gets as much swap besides.'),
    suits: isMemoryLimit,
    wrong: l10n.t('A number with k, m or g, and at least 6m.'),
  });
  return { memory: parseMemory(text) ?? 0 };
}

async function askCpus(): Promise<{ cpus: number }> {
  const text = await askForText({
    title: l10n.t('Processors'),
    prompt: l10n.t('How many processors it may use, for example 0.5 or 2.'),
    suits: isCpuLimit,
    wrong: l10n.t('A number above 0.'),
  });
  return { cpus: Number(text) };
}

async function askRestart(): Promise<{ restart: RestartPolicy }> {
  const restart = await askForOne<RestartPolicy>(l10n.t('When shall the engine start it again?'), [
    { label: 'no', description: l10n.t('never'), value: 'no' },
    { label: 'on-failure', description: l10n.t('when it has failed'), value: 'on-failure' },
    { label: 'unless-stopped', description: l10n.t('always, until somebody stops it'), value: 'unless-stopped' },
    { label: 'always', description: l10n.t('always, after a restart of the engine too'), value: 'always' },
  ]);
  return { restart };
}

async function exportFiles(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(live, args, picks(l10n.t('Container whose files to export')));
  const engine = await live.engine();
  const details = await engine.inspect('container', ref.id);
  const target = await askWhereToSave(`${ref.name}.tar`, l10n.t('Export the files of {0}', ref.name));
  await saveStream(target, l10n.t('Exporting {0}', ref.name), (signal) => engine.exportFiles(ref.id, signal));
  const volumes = listAt(details, 'Mounts').length;
  if (volumes === 0) tellSaved(target);
  else
    void window.showInformationMessage(
      l10n.t('Written to {0}. The {1} volumes and folders mounted into it are not part of it.', target.fsPath, volumes),
    );
}

async function waitFor(live: LiveEngine, args: Args): Promise<void> {
  const refs = await chosenSeveral(live, args, picks(l10n.t('Containers to wait for'), isActive));
  const engine = await live.engine();
  const ends = await withCancel(l10n.t('Waiting for the end of {0}', nameList(refs, 3)), (signal) =>
    Promise.all(refs.map(async (ref: ResourceRef) => [ref.name, await engine.waitFor(ref.id, signal)] as const)),
  );
  const words = ends.map(([name, code]) => l10n.t('{0} ended with exit code {1}.', name, code)).join(' ');
  const failed = ends.some(([, code]) => code !== 0);
  void (failed ? window.showWarningMessage(words) : window.showInformationMessage(words));
}
