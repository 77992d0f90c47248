import { l10n, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { forEachRef } from '../ui/batch.ts';
import { confirm } from '../ui/confirm.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { withCancel } from '../ui/files.ts';
import { labelOf } from '../ui/foreignText.ts';
import { formatSize } from '../ui/quantities.ts';
import { nameList } from '../ui/selection.ts';
import {
  type Clearable,
  clearableCache,
  type Clearing,
  clearings,
  type Holdings,
  oldDays,
  totalSize,
} from './clearing.ts';

/** Clears away what is of no use any more: first the list of what would go, then the question, then just that. */
export function clearCommands(live: LiveEngine): CommandTable {
  return {
    'slipway.containers.prune': () => clear(live, ['stopped containers']),
    'slipway.images.prune': () => clear(live, ['untagged images', 'old images', 'unused images']),
    'slipway.volumes.prune': () => clear(live, ['anonymous volumes', 'unused volumes']),
    'slipway.networks.prune': () => clear(live, ['unused networks']),
    'slipway.system.prune': () => clearSystem(live),
  };
}

function wordsOf(clearing: Clearing): string {
  const words: Readonly<Record<Clearing, string>> = {
    'stopped containers': l10n.t('Stopped containers'),
    'untagged images': l10n.t('Images without a tag that no container uses'),
    'unused images': l10n.t('All images that no container uses'),
    'old images': l10n.t('Images that are older than {0} days and that no container uses', oldDays),
    'unused networks': l10n.t('Networks that no container uses'),
    'anonymous volumes': l10n.t('Volumes without a name that no container uses'),
    'unused volumes': l10n.t('All volumes that no container uses, with their data'),
  };
  return words[clearing];
}

async function holdings(live: LiveEngine): Promise<Holdings> {
  const engine = await live.engine();
  const measured = withCancel(l10n.t('Measuring what takes the room'), () => engine.diskUse());
  const [containers, images, volumes, networks, disk] = await Promise.all([
    live.items('container'),
    live.items('image'),
    live.items('volume'),
    live.items('network'),
    // Sizes are worth having, and not worth failing for.
    measured.catch((error: unknown) => {
      if (error instanceof Cancelled) throw error;
      return undefined;
    }),
  ]);
  return { containers, images, volumes, networks, disk, now: Date.now() };
}

async function clear(live: LiveEngine, choices: readonly Clearing[]): Promise<void> {
  const all = await holdings(live);
  const plans = choices.map((clearing) => ({ clearing, items: clearings[clearing].of(all) }));
  const [first] = plans;
  const chosen = plans.length === 1 ? first : await askPlan(plans);
  if (!chosen || chosen.items.length === 0) throw new Failure(l10n.t('There is nothing to clear away.'));
  await clearAway(live, await askItems(wordsOf(chosen.clearing), chosen.items));
}

interface Plan {
  readonly clearing: Clearing;
  readonly items: readonly Clearable[];
}

async function askPlan(plans: readonly Plan[]): Promise<Plan> {
  const entries = plans.map((plan) => ({ label: wordsOf(plan.clearing), description: amount(plan.items), plan }));
  const chosen = await window.showQuickPick(entries, { placeHolder: l10n.t('What to clear away') });
  if (!chosen) throw new Cancelled();
  return chosen.plan;
}

function amount(items: readonly Clearable[]): string {
  const size = totalSize(items);
  return size === 0 ? String(items.length) : l10n.t('{0}, up to {1}', items.length, formatSize(size));
}

/** The dry run: everything that would go, of which any can be kept. */
async function askItems(title: string, items: readonly Clearable[]): Promise<readonly Clearable[]> {
  const entries = items.map((item) => ({
    label: labelOf(item.name),
    description: item.size === undefined ? '' : formatSize(item.size),
    picked: true,
    item,
  }));
  const chosen = await window.showQuickPick(entries, {
    title,
    placeHolder: l10n.t('These would go. Take out what shall stay.'),
    canPickMany: true,
    matchOnDescription: true,
  });
  if (!chosen || chosen.length === 0) throw new Cancelled();
  return chosen.map(({ item }) => item);
}

const lossOf: Readonly<Record<Clearable['kind'], () => string>> = {
  container: () => l10n.t('Logs and files written outside of volumes will be lost. Volumes stay.'),
  image: () => l10n.t('What is not in a registry or cannot be built again is lost.'),
  volume: () => l10n.t('The data stored there will be lost. This cannot be undone.'),
  network: () => l10n.t('Compose makes its networks anew when they are needed.'),
};

async function clearAway(live: LiveEngine, items: readonly Clearable[]): Promise<void> {
  const [first] = items;
  if (!first) return;
  const size = totalSize(items);
  await confirm({
    message: items.length === 1 ? l10n.t('Remove {0}?', first.name) : l10n.t('Remove these {0}?', items.length),
    detail: [
      ...items.slice(0, 15).map((item) => `• ${item.name}`),
      ...(items.length > 15 ? [l10n.t('… and {0} more', items.length - 15)] : []),
      '',
      lossOf[first.kind](),
    ].join('\n'),
    action: l10n.t('Remove'),
  });
  const engine = await live.engine();
  await forEachRef(l10n.t('Removing {0}', nameList(items, 3)), items, async (item) => {
    const targets = items.find(({ id }) => id === item.id)?.targets ?? [];
    for (const target of targets) await engine.remove(item.kind, target);
  });
  const words =
    size === 0
      ? l10n.t('{0} removed.', items.length)
      : l10n.t('{0} removed, up to {1} freed.', items.length, formatSize(size));
  void window.showInformationMessage(words);
}

/** Several kinds, one after the other: containers first, since they hold on to the rest. */
async function clearSystem(live: LiveEngine): Promise<void> {
  const all = await holdings(live);
  const cache = clearableCache(all.disk?.build ?? []);
  const order: readonly Clearing[] = [
    'stopped containers',
    'unused networks',
    'untagged images',
    'unused images',
    'anonymous volumes',
    'unused volumes',
  ];
  const entries = [
    ...order
      .map((clearing) => ({ clearing, items: clearings[clearing].of(all) }))
      .map(({ clearing, items }) => ({
        label: wordsOf(clearing),
        description: amount(items),
        clearing,
        items,
      })),
    {
      label: l10n.t('Build cache'),
      description: l10n.t('{0}, up to {1}', cache.length, formatSize(totalSize(cache))),
      clearing: 'build' as const,
      items: [],
    },
  ];
  const chosen = await window.showQuickPick(
    entries.filter(({ clearing, items }) => (clearing === 'build' ? cache.length > 0 : items.length > 0)),
    { canPickMany: true, placeHolder: l10n.t('What to clear away? The list of what would go comes next.') },
  );
  if (!chosen || chosen.length === 0) throw new Cancelled();
  for (const { label, clearing, items } of chosen) {
    if (clearing === 'build') await clearBuildCache(live, totalSize(cache));
    else await clearAway(live, await askItems(label, items));
  }
}

async function clearBuildCache(live: LiveEngine, size: number): Promise<void> {
  await confirm({
    message: l10n.t('Remove the build cache?'),
    detail: l10n.t(
      'It takes up to {0}. Images stay. The next builds take longer, since nothing of them is there any more.',
      formatSize(size),
    ),
    action: l10n.t('Remove'),
  });
  const engine = await live.engine();
  const { reclaimed } = await withCancel(l10n.t('Removing the build cache'), () =>
    engine.prune('build', { all: ['true'] }),
  );
  void window.showInformationMessage(l10n.t('{0} freed.', formatSize(reclaimed)));
}
