import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import { isEmpty, scalarOf } from '../yaml/nodes.ts';
import type { Node } from '../yaml/nodes.ts';
import type { Rewrite } from './place.ts';
import { chosenItems, rewriteItems, rewriteValue } from './place.ts';
import type { Value } from './write.ts';

/** A text that stands for a map with one key, such as `build: .` for its `context`. */
export function textToMap(key: string): Rewrite {
  return (setting) => {
    const { value } = setting.entry;
    if (value.kind !== 'scalar' || value.style === 'block' || isEmpty(value)) return undefined;
    return rewriteValue(setting, message('Write in long form'), new Map([[key, value.text]]));
  };
}

export function mapToText(key: string): Rewrite {
  return (setting) => {
    const text = onlyText(setting.entry.value, key);
    return text === undefined ? undefined : rewriteValue(setting, message('Write in short form'), text);
  };
}

/** The text of the one key that a map has. */
function onlyText(node: Node, key: string): string | undefined {
  const [only, ...others] = node.kind === 'map' ? node.entries : [];
  return only?.key.text === key && others.length === 0 && only.value.kind === 'scalar' ? only.value.text : undefined;
}

/** Texts in a list that stand for maps with one key each. */
export function textsToMaps(key: string): Rewrite {
  return (setting) => {
    const list = setting.entry.value;
    if (list.kind !== 'list') return undefined;
    const items = chosenItems(setting, list).flatMap((item): readonly (readonly [Node, Value])[] =>
      item.kind === 'scalar' ? [[item, new Map([[key, item.text]])]] : [],
    );
    return rewriteItems(setting, message('Write in long form'), list, items);
  };
}

export function mapsToTexts(key: string): Rewrite {
  return (setting) => {
    const list = setting.entry.value;
    if (list.kind !== 'list') return undefined;
    const items = chosenItems(setting, list).flatMap((item): readonly (readonly [Node, Value])[] => {
      const text = onlyText(item, key);
      return text === undefined ? [] : [[item, text]];
    });
    return rewriteItems(setting, message('Write in short form'), list, items);
  };
}

const toList: Message = message('Write as a list');

/** One text where a list may stand. */
export const textToList: Rewrite = (setting) => {
  const { value } = setting.entry;
  if (value.kind !== 'scalar' || value.style === 'block' || isEmpty(value)) return undefined;
  return rewriteValue(setting, toList, [value.text]);
};

/** A list of one text. */
export const listToText: Rewrite = (setting) => {
  const { value } = setting.entry;
  const [only, ...others] = value.kind === 'list' ? value.items : [];
  const text = only && others.length === 0 ? scalarOf(only)?.text : undefined;
  return text === undefined ? undefined : rewriteValue(setting, message('Write as a single text'), text);
};
