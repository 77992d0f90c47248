import type { ContainerInfo } from '../engine/engine.ts';
import type { Localizer } from '../ui/localizer.ts';

type KeysOf = (container: ContainerInfo) => readonly string[];

/** One index for each list of containers and each way to look at it: rows ask it thousands of times. */
const indexes = new WeakMap<readonly ContainerInfo[], Map<KeysOf, ReadonlyMap<string, readonly ContainerInfo[]>>>();

/** The containers that use the thing with this key. */
export function usersOf(key: string, keysOf: KeysOf, containers: readonly ContainerInfo[]): readonly ContainerInfo[] {
  return indexOf(keysOf, containers).get(key) ?? [];
}

/** How many containers use a thing, in words. */
export function useWords(users: number, l10n: Localizer): string {
  if (users === 0) return l10n.t('not in use');
  return users === 1 ? l10n.t('used by one container') : l10n.t('used by {0} containers', users);
}

function indexOf(keysOf: KeysOf, containers: readonly ContainerInfo[]): ReadonlyMap<string, readonly ContainerInfo[]> {
  const byKeys = indexes.get(containers) ?? new Map<KeysOf, ReadonlyMap<string, readonly ContainerInfo[]>>();
  indexes.set(containers, byKeys);
  const known = byKeys.get(keysOf);
  if (known) return known;
  const index = new Map<string, ContainerInfo[]>();
  for (const container of containers) {
    for (const key of new Set(keysOf(container))) {
      const users = index.get(key);
      if (users) users.push(container);
      else index.set(key, [container]);
    }
  }
  byKeys.set(keysOf, index);
  return index;
}
