import { l10n, QuickPickItemKind, type QuickPickItem, ThemeIcon, window } from 'vscode';
import type { Kind, LiveEngine, ResourceRef, Resources } from '../engine/engine.ts';
import { Cancelled, Failure } from './failure.ts';
import { labelOf } from './foreignText.ts';

/** How the things of one kind are shown in a list to choose from. */
export interface PickView<K extends Kind> {
  readonly kind: K;
  readonly placeHolder: string;
  /** Said where there is nothing to choose from. */
  readonly nothing: string;
  readonly suits?: (item: Resources[K]) => boolean;
  entry(item: Resources[K]): PickEntry;
}

export interface PickEntry {
  readonly name: string;
  readonly description: string;
  readonly icon: string;
}

interface Choice extends QuickPickItem {
  readonly ref: ResourceRef;
}

/** Asks which of the engine's things is meant, with their state; several can be chosen. Throws Cancelled. */
export async function pickSeveral<K extends Kind>(
  live: LiveEngine,
  view: PickView<K>,
): Promise<readonly ResourceRef[]> {
  const chosen = await window.showQuickPick(choices(live, view), {
    placeHolder: view.placeHolder,
    canPickMany: true,
    matchOnDescription: true,
  });
  if (!chosen || chosen.length === 0) throw new Cancelled();
  return chosen.map((choice) => choice.ref);
}

/** The same for one. */
export async function pickOne<K extends Kind>(live: LiveEngine, view: PickView<K>): Promise<ResourceRef> {
  const chosen = await window.showQuickPick(choices(live, view), {
    placeHolder: view.placeHolder,
    matchOnDescription: true,
  });
  if (!chosen) throw new Cancelled();
  return chosen.ref;
}

async function choices<K extends Kind>(live: LiveEngine, view: PickView<K>): Promise<Choice[]> {
  const items = (await live.items(view.kind)).filter((item) => item.id !== '' && (view.suits?.(item) ?? true));
  if (items.length === 0) throw new Failure(view.nothing);
  const list = items.map((item): Choice => {
    const { name, description, icon } = view.entry(item);
    const ref = { kind: view.kind, id: item.id, name };
    const shown = { label: labelOf(name), description: labelOf(description), iconPath: new ThemeIcon(icon) };
    return { kind: QuickPickItemKind.Default, ...shown, ref };
  });
  return list.sort((a, b) => a.label.localeCompare(b.label));
}

/** The images of the engine, for whoever asks for one. */
export function imagePicks(placeHolder: string): PickView<'image'> {
  return {
    kind: 'image',
    placeHolder,
    nothing: l10n.t('There are no images.'),
    entry: (image) => ({
      name: image.tags[0] ?? image.digests[0] ?? image.id.replace(/^sha256:/, '').slice(0, 12),
      description: image.tags.slice(1).join(', '),
      icon: 'package',
    }),
  };
}

/** The same of the volumes. */
export function volumePicks(placeHolder: string): PickView<'volume'> {
  return {
    kind: 'volume',
    placeHolder,
    nothing: l10n.t('There are no volumes.'),
    entry: (volume) => ({ name: volume.name, description: volume.driver, icon: 'database' }),
  };
}

/** The same of the networks. */
export function networkPicks(placeHolder: string): PickView<'network'> {
  return {
    kind: 'network',
    placeHolder,
    nothing: l10n.t('There are no networks.'),
    entry: (network) => ({
      name: network.name,
      description: [network.driver, ...network.subnets].join(' · '),
      icon: 'type-hierarchy',
    }),
  };
}
