import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import { options } from '../spec/shape.ts';
import type { Shape } from '../spec/shape.ts';

/** Says what must stand at a place, where something else does. `name` is the key, or the item of a list. */
export function mustBe(name: string, shape: Shape): Message {
  const kinds = [...new Set(options(shape).map((option) => word(option)))].filter((kind) => kind !== 'null');
  const words = phrases[kinds.toSorted().join(' ')] ?? singleValue;
  return words(name);
}

function word(shape: Shape): string {
  return shape.kind === 'number' && shape.integer ? 'integer' : shape.kind;
}

const singleValue = (name: string): Message =>
  message('{0} must be a single value: text, a number, true or false.', name);

const phrases: Readonly<Record<string, (name: string) => Message>> = {
  text: (name) => message('{0} must be text. Put numbers, dates, true and false in quotes.', name),
  number: (name) => message('{0} must be a number.', name),
  integer: (name) => message('{0} must be a whole number.', name),
  flag: (name) => message('{0} must be true or false.', name),
  list: (name) => message('{0} must be a list: each item begins with a dash and a space.', name),
  map: (name) => message('{0} must be a map: indented keys with values.', name),
  'list text': (name) => message('{0} must be text or a list.', name),
  'list map': (name) => message('{0} must be a list or a map.', name),
  'map text': (name) => message('{0} must be text or a map.', name),
  'list map text': (name) => message('{0} must be text, a list or a map.', name),
  'number text': (name) => message('{0} must be text or a number.', name),
  'integer text': (name) => message('{0} must be text or a whole number.', name),
  'integer map': (name) => message('{0} must be a whole number or a map.', name),
  'map number text': (name) => message('{0} must be text, a number or a map.', name),
  'flag map': (name) => message('{0} must be true, false or a map.', name),
  'flag text': (name) => message('{0} must be true, false or text.', name),
};
