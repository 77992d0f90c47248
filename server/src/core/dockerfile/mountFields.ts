import type { Flag } from './parse/ast.ts';

/** A `key=value` of `RUN --mount=…`. Offsets count in the instruction's logical line. */
export interface MountField {
  /** In lower case, as the builder compares it. */
  readonly key: string;
  /** The field as the builder reads it, without quotes. */
  readonly text: string;
  readonly value: string | undefined;
  readonly start: number;
  readonly keyEnd: number;
  /** Where the value begins; `end` where there is none. */
  readonly valueStart: number;
  readonly end: number;
}

/**
 * The parts of a mount, parted by commas (`parseMount` of commands_runmount.go). Quotes do not protect a comma:
 * they are gone before. A quote that is left would be one of a CSV file; such mounts are not read here.
 */
export function mountFields({ name, value, valueWord }: Flag): readonly MountField[] {
  if (name !== 'mount' || !valueWord || value === undefined || value.includes('"')) return [];
  const offsets = valueWord.text === value ? undefined : writtenOffsets(valueWord.text);
  const offset = (at: number): number => valueWord.at + (offsets ? (offsets[at] ?? valueWord.text.length) : at);
  const fields: MountField[] = [];
  let start = 0;
  for (const text of value.split(',')) {
    fields.push(fieldAt(text, start, offset));
    start += text.length + 1;
  }
  return fields;
}

function fieldAt(text: string, at: number, offset: (at: number) => number): MountField {
  const equals = text.indexOf('=');
  const start = offset(at);
  const end = text === '' ? start : offset(at + text.length - 1) + 1;
  const keyEnd = equals < 0 ? end : offset(at + equals);
  return {
    key: (equals < 0 ? text : text.slice(0, equals)).toLowerCase(),
    text,
    value: equals < 0 ? undefined : text.slice(equals + 1),
    start,
    keyEnd,
    valueStart: equals < 0 || equals === text.length - 1 ? end : offset(at + equals + 1),
    end,
  };
}

/** For each character that is left without quotes and escapes, where it stands in the written text. */
function writtenOffsets(written: string): readonly number[] {
  const offsets: number[] = [];
  let quote = '';
  for (let at = 0; at < written.length; at++) {
    const next = written.charAt(at);
    if (next === '\\') offsets.push(++at);
    else if (next === quote) quote = '';
    else if (quote === '' && (next === '"' || next === "'")) quote = next;
    else offsets.push(at);
  }
  // What is empty at the end ends before the last quote.
  offsets.push(/["']$/.test(written) ? written.length - 1 : written.length);
  return offsets;
}
