import { message } from '../../text/message.ts';
import { isEmpty, scalarOf } from '../yaml/nodes.ts';
import type { MapNode } from '../yaml/nodes.ts';
import type { Rewrite } from './place.ts';
import { chosenItems, listToMap, mapToList, rewriteItems } from './place.ts';
import { raw } from './write.ts';
import type { Value } from './write.ts';

const toMap = message('Write as a map');
const toList = message('Write as a list');

/** `depends_on` as a map says what is waited for. */
export const dependenciesToMap: Rewrite = (setting) =>
  namesToMap(setting, () => new Map([['condition', raw('service_started')]]));

export const networksToMap: Rewrite = (setting) => namesToMap(setting, () => undefined);

function namesToMap(setting: Parameters<Rewrite>[0], valueOf: () => Value | undefined): ReturnType<Rewrite> {
  const list = setting.entry.value;
  if (list.kind !== 'list') return undefined;
  const names = list.items.flatMap((item) => (item.kind === 'scalar' && !item.text.includes('$') ? [item.text] : []));
  return listToMap(
    setting,
    toMap,
    list,
    names.map((name) => [name, valueOf()]),
  );
}

/** A map of `depends_on` that says no more than a list would. */
export const dependenciesToList: Rewrite = (setting) => {
  const map = setting.entry.value;
  if (map.kind !== 'map') return undefined;
  const isPlain = map.entries.every(({ value }) => value.kind === 'map' && value.entries.every(isDefault));
  return isPlain
    ? mapToList(
        setting,
        toList,
        map,
        map.entries.map(({ key }) => key.text),
      )
    : undefined;
};

function isDefault({ key, value }: MapNode['entries'][number]): boolean {
  const text = scalarOf(value)?.text ?? '';
  return text === defaults.get(key.text);
}

const defaults: ReadonlyMap<string, string> = new Map([
  ['condition', 'service_started'],
  ['required', 'true'],
  ['restart', 'false'],
]);

export const networksToList: Rewrite = (setting) => {
  const map = setting.entry.value;
  if (map.kind !== 'map' || !map.entries.every(({ value }) => isEmpty(value))) return undefined;
  return mapToList(
    setting,
    toList,
    map,
    map.entries.map(({ key }) => key.text),
  );
};

/** Configs and secrets by name, in their long form. */
export const grantsToLong: Rewrite = (setting) => {
  const list = setting.entry.value;
  if (list.kind !== 'list') return undefined;
  const items = chosenItems(setting, list).flatMap((item): readonly (readonly [typeof item, Value])[] =>
    item.kind === 'scalar' ? [[item, new Map([['source', item.text]])]] : [],
  );
  return rewriteItems(setting, message('Write in long form'), list, items);
};

export const grantsToShort: Rewrite = (setting) => {
  const list = setting.entry.value;
  if (list.kind !== 'list') return undefined;
  const items = chosenItems(setting, list).flatMap((item): readonly (readonly [typeof item, Value])[] => {
    const [only, ...others] = item.kind === 'map' ? item.entries : [];
    const source = only?.key.text === 'source' && others.length === 0 ? scalarOf(only.value)?.text : undefined;
    return source === undefined ? [] : [[item, source]];
  });
  return rewriteItems(setting, message('Write in short form'), list, items);
};
