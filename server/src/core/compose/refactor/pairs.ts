import { message } from '../../text/message.ts';
import { isEmpty } from '../yaml/nodes.ts';
import type { Entry } from '../yaml/nodes.ts';
import { scalarType } from '../yaml/scalar.ts';
import type { Rewrite } from './place.ts';
import { listToMap, mapToList } from './place.ts';

/** A list of `NAME=value` as a map. */
export const pairsToMap: Rewrite = (setting) => {
  const list = setting.entry.value;
  if (list.kind !== 'list') return undefined;
  const entries = list.items.flatMap((item): readonly (readonly [string, string | undefined])[] => {
    if (item.kind !== 'scalar' || item.style === 'block') return [];
    const equals = item.text.indexOf('=');
    const name = equals < 0 ? item.text : item.text.slice(0, equals);
    // Compose fills no variables into keys.
    if (name === '' || /[\s$]/.test(name)) return [];
    return [[name, equals < 0 ? undefined : item.text.slice(equals + 1)]];
  });
  return listToMap(setting, message('Write as a map'), list, entries);
};

/** A map as a list of `NAME=value`. */
export const pairsToList: Rewrite = (setting) => {
  const map = setting.entry.value;
  if (map.kind !== 'map') return undefined;
  return mapToList(setting, message('Write as a list'), map, map.entries.flatMap(pairOf));
};

function pairOf({ key, value }: Entry): readonly string[] {
  if (value.kind !== 'scalar' || value.style === 'block') return [];
  if (isEmpty(value)) return [key.text];
  const type = scalarType(value);
  const isCanonical =
    type === 'integer'
      ? /^(?:0|-?[1-9]\d*)$/.test(value.text)
      : type === 'boolean'
        ? /^(?:true|false)$/.test(value.text)
        : type === 'string';
  return isCanonical ? [`${key.text}=${value.text}`] : [];
}
