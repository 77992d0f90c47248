import type { Block, Markup } from '../text/markup.ts';
import { message } from '../text/message.ts';
import type { Message } from '../text/message.ts';
import { options } from './spec/shape.ts';
import type { Key, Shape, Value } from './spec/shape.ts';

/** The documentation of a key: what it means, which values it has, and where to read on. */
export function keyDocs({ doc, shape, deprecated, since }: Key, href: string | undefined): Markup {
  const blocks: Block[] = [];
  if (deprecated) blocks.push({ kind: 'text', text: deprecated });
  blocks.push({ kind: 'text', text: doc });
  const documented = valuesOf(shape);
  if (documented.length > 0)
    blocks.push({ kind: 'code', language: 'yaml', code: documented.map(({ text }) => text).join(' | ') });
  if (since !== undefined) {
    blocks.push({
      kind: 'text',
      text: message('Needs Docker Compose {0} or later.', since),
    });
  }
  if (href !== undefined) {
    blocks.push({ kind: 'link', label: message('Compose reference'), href });
  }
  return blocks;
}

/** The documentation of one value. */
export function valueDocs({ doc }: Value): Markup {
  return doc ? [{ kind: 'text', text: doc }] : [];
}

/** What kind of value stands at a place, in a word or two. */
export function kindOf(shape: Shape): Message | undefined {
  const [first] = options(shape);
  return first && kinds[first.kind];
}

const kinds: Readonly<Partial<Record<Shape['kind'], Message>>> = {
  text: message('text'),
  number: message('number'),
  flag: message('true or false'),
  list: message('list'),
  map: message('map'),
};

/** The values of a text, or of the items of a list, as long as they are few. */
function valuesOf(shape: Shape): readonly Value[] {
  const values = options(shape).flatMap((option) => {
    if (option.kind === 'text') return option.values ?? [];
    return option.kind === 'list' && option.item.kind === 'text' ? (option.item.values ?? []) : [];
  });
  return values.length > 12 ? [] : values;
}
