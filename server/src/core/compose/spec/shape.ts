import type { Message } from '../../text/message.ts';

/** What may stand at a place of a Compose file: one line of the table of keys, or a part of one. */
export type Shape = TextShape | NumberShape | FlagShape | NullShape | ListShape | MapShape | ChoiceShape;

/** A value that a text may have, with what it means. */
export interface Value {
  readonly text: string;
  readonly doc?: Message;
}

/** Which things of the project a text names. */
export type NameKind = 'service' | 'network' | 'volume' | 'secret' | 'config' | 'model' | 'profile';

/** How a name stands in its text: alone, before a colon (`name:…`), or behind `service:`. */
export type NameForm = 'alone' | 'before colon' | 'behind service:';

export interface Names {
  readonly kind: NameKind;
  readonly form: NameForm;
}

/** What a text must look like; `check/formats.ts` knows how. */
export type Format =
  | 'duration'
  | 'bytes'
  | 'port'
  | 'mount'
  | 'host'
  | 'ip'
  | 'pull policy'
  | 'container name'
  | 'device'
  | 'ssh'
  | 'pair';

export interface TextShape {
  readonly kind: 'text';
  /** The values that it may have; where the set is open, those worth offering. */
  readonly values?: readonly Value[];
  /** Whether a value outside `values` is an error. */
  readonly closed?: boolean;
  readonly format?: Format;
  readonly names?: Names;
  /** Whether it is a key and a value, `KEY=value`. */
  readonly isPair?: boolean;
  /** Whether it is the path of a file or folder. */
  readonly path?: 'file' | 'folder';
}

export interface NumberShape {
  readonly kind: 'number';
  readonly integer: boolean;
  /** What a text must be to do as well: as in quotes, or from a variable. Without it no text does. */
  readonly quoted?: 'integer' | 'decimal' | 'bytes';
  readonly minimum?: number;
  readonly maximum?: number;
}

/** True or false. */
export interface FlagShape {
  readonly kind: 'flag';
  /** Whether the word may be quoted or be one of YAML 1.1's, such as `yes`. */
  readonly quoted: boolean;
}

export interface NullShape {
  readonly kind: 'null';
}

export interface ListShape {
  readonly kind: 'list';
  readonly item: Shape;
  /** Whether an item may stand in it once only. Elsewhere Compose drops the second. */
  readonly unique?: boolean;
}

export interface MapShape {
  readonly kind: 'map';
  /** The keys with a meaning of their own. */
  readonly keys: Keys;
  readonly required: readonly string[];
  /** Keys that Compose's loader asks for, though its schema does not. */
  readonly needs?: readonly string[];
  /** The keys that the user chooses, such as the names of services; without it there are none. */
  readonly free?: FreeKeys;
  /** Whether `x-…` keys may stand here for anything. */
  readonly extensions: boolean;
  /** Whether keys that are not in the table are let through. */
  readonly open: boolean;
  /** The page of the Compose reference whose headings are the keys. */
  readonly page?: string;
}

export interface FreeKeys {
  /** What such a key is called, for the snippet: `name`, `KEY`. */
  readonly label: string;
  /** Which keys are allowed; any where it is absent. */
  readonly pattern?: RegExp;
  readonly value: Shape;
  /** The things that the keys name, where they are references. */
  readonly names?: NameKind;
}

export interface ChoiceShape {
  readonly kind: 'choice';
  /** Alternatives of different kinds, the usual one first. */
  readonly options: readonly Exclude<Shape, ChoiceShape>[];
}

/** A key of a map: what it means and what it holds. */
export interface Key {
  readonly doc: Message;
  readonly shape: Shape;
  /** Why it should no longer be used, and what to use instead. */
  readonly deprecated?: Message;
  /** Whether Compose lets unknown keys and absent values in it pass: they are warnings then, or nothing. */
  readonly lax?: boolean;
  /** The version of Docker Compose that brought it, where many still run an older one. */
  readonly since?: string;
}

export type Keys = Readonly<Record<string, Key>>;

/** The alternatives of a shape: itself where it is no choice. */
export function options(shape: Shape): readonly Exclude<Shape, ChoiceShape>[] {
  return shape.kind === 'choice' ? shape.options : [shape];
}

export function key(doc: Message, shape: Shape, more: Omit<Key, 'doc' | 'shape'> = {}): Key {
  return { doc, shape, ...more };
}

export function text(more: Omit<TextShape, 'kind'> = {}): TextShape {
  return { kind: 'text', ...more };
}

/** A text with one of these values only. */
export function oneOf(...values: readonly (string | Value)[]): TextShape {
  return { kind: 'text', values: values.map(toValue), closed: true };
}

/** A text that may be anything, with these values worth offering. */
export function suggest(...values: readonly (string | Value)[]): TextShape {
  return { kind: 'text', values: values.map(toValue) };
}

export function value(text: string, doc: Message): Value {
  return { text, doc };
}

function toValue(value: string | Value): Value {
  return typeof value === 'string' ? { text: value } : value;
}

/** A whole number, in quotes or not. */
export function integer(more: Partial<NumberShape> = {}): NumberShape {
  return { kind: 'number', integer: true, quoted: 'integer', ...more };
}

/** A number, with or without a fraction; in quotes a whole one. */
export function number(more: Partial<NumberShape> = {}): NumberShape {
  return { kind: 'number', integer: false, quoted: 'integer', ...more };
}

/** A whole number without quotes. */
export const plainInteger: NumberShape = { kind: 'number', integer: true };

/** A number without quotes. */
export const plainNumber: NumberShape = { kind: 'number', integer: false };

export function list(item: Shape): ListShape {
  return { kind: 'list', item };
}

/** A shape whose lists have no item twice. */
export function distinct<Kind extends Shape>(shape: Kind): Kind {
  if (shape.kind === 'list') return { ...shape, unique: true };
  return shape.kind === 'choice' ? { ...shape, options: shape.options.map((option) => distinct(option)) } : shape;
}

export function choice(...options: readonly Exclude<Shape, ChoiceShape>[]): ChoiceShape {
  return { kind: 'choice', options };
}

/** A map with keys of its own and `x-…` keys. */
export function map(keys: Keys, more: Partial<Omit<MapShape, 'kind' | 'keys'>> = {}): MapShape {
  return { kind: 'map', keys, required: [], extensions: true, open: false, ...more };
}

/** A map whose keys the user chooses. */
export function mapOf(free: FreeKeys, more: Partial<Omit<MapShape, 'kind' | 'free'>> = {}): MapShape {
  return { kind: 'map', keys: {}, required: [], extensions: false, open: false, free, ...more };
}

/** `true` or `false`, or a word for it, as most switches allow. */
export const flag: FlagShape = { kind: 'flag', quoted: true };

/** `true` or `false` and nothing else. */
export const strictFlag: FlagShape = { kind: 'flag', quoted: false };

export const nothing: NullShape = { kind: 'null' };
export const duration: TextShape = text({ format: 'duration' });
/** A size with a unit, as text only. */
export const bytes: TextShape = text({ format: 'bytes' });
