import { bytesOf, goDuration, goFloat32, nanosecondsOf } from '../project/numbers.ts';
import type { Origin, Value } from '../project/value.ts';
import { fieldsOf, isNull, itemsOf, nullValue, textOf, withFields } from '../project/value.ts';
import { shellWords } from '../shellWords.ts';
import type { Out, OutEntry, OutMap } from './out.ts';
import { byKey, outAnything, outPlain, outText } from './out.ts';

/** Says how a value is printed; undefined for what is left out. */
export type Printer = (value: Value) => Out | undefined;

function scalarText(value: Value): string {
  return value.kind === 'scalar' && value.type !== 'null' ? value.text : '';
}

export const text: Printer = (value) => {
  const content = scalarText(value);
  return content === '' ? undefined : outText(content, value.origin);
};

/** True or false; false is left out. */
export const flag: Printer = (value) => (meantFlag(value) === 'true' ? outPlain('true', value.origin) : undefined);

/** True or false, false said too. */
export const anyFlag: Printer = (value) => (isNull(value) ? undefined : outPlain(meantFlag(value), value.origin));

function meantFlag(value: Value): string {
  const content = scalarText(value);
  if (/^(?:n|no|off)$/i.test(content)) return 'false';
  return /^(?:y|yes|on)$/i.test(content) ? 'true' : content;
}

/** A whole number; 0 is left out. */
export const whole: Printer = (value) => {
  const content = wholeText(value);
  return content === '' || content === '0' ? undefined : outPlain(content, value.origin);
};

/** A whole number, 0 said too. */
export const anyWhole: Printer = (value) => (isNull(value) ? undefined : outPlain(wholeText(value), value.origin));

/** Compose drops what stands behind the point. */
function wholeText(value: Value): string {
  const content = scalarText(value);
  return value.kind === 'scalar' && value.type === 'float' ? String(Math.trunc(Number(content))) : content;
}

export const decimal: Printer = (value) => {
  const number = Number(scalarText(value));
  return number === 0 || Number.isNaN(number) ? undefined : outPlain(goFloat32(number), value.origin);
};

/** A size in bytes, as a text. Compose takes whole numbers and texts, and leaves out all else. */
export const size: Printer = (value) => {
  if (value.kind === 'scalar' && value.type === 'float') return undefined;
  const bytes = bytesOf(scalarText(value));
  return bytes === undefined || bytes === 0 ? undefined : outText(String(bytes), value.origin);
};

/** A duration; 0 is left out. */
export const duration: Printer = (value) => (nanosecondsOf(scalarText(value)) === 0 ? undefined : anyDuration(value));

/** A duration, 0 said too. */
export const anyDuration: Printer = (value) => {
  const time = nanosecondsOf(scalarText(value));
  return time === undefined ? undefined : outText(goDuration(time), value.origin);
};

/** A text, or a list of texts; an empty list is left out. */
export const texts: Printer = (value) => {
  const items = textOf(value) === undefined ? itemsOf(value) : [value];
  return items.length === 0
    ? undefined
    : list(
        items.map((item) => outText(scalarText(item), item.origin)),
        value,
      );
};

/** A command: a list is kept as it is, also an empty one; a text is split into words. */
export const command: Printer = (value) => {
  if (isNull(value)) return undefined;
  if (value.kind === 'list')
    return list(
      value.items.map((item) => outText(scalarText(item), item.origin)),
      value,
    );
  const words = shellWords(scalarText(value)) ?? [];
  return list(
    words.map((word) => outText(word, value.origin)),
    value,
  );
};

/** The test of a health check: a text is one for the shell. */
export const healthTest: Printer = (value) => {
  if (textOf(value) === undefined) return texts(value);
  return list([outText('CMD-SHELL', value.origin), outText(scalarText(value), value.origin)], value);
};

/** Pairs of texts, from a map or a list of `key=value`. What has no value gets an empty one. */
export const pairs: Printer = (value) => pairMap(value, (origin) => outText('', origin));

/** The same, where what has no value is `null`: a variable that is taken over from outside. */
export const pairsOrNull: Printer = (value) => pairMap(value, (origin) => outPlain('null', origin));

function pairMap(value: Value, nothing: (origin: Origin) => Out): Out | undefined {
  const entries = new Map<string, OutEntry>();
  for (const [key, field] of fieldsOf(value)) {
    const content = isNull(field.value)
      ? nothing(field.value.origin)
      : outText(scalarText(field.value), field.value.origin);
    entries.set(key, { key, keyOrigin: field.key, value: content });
  }
  for (const item of itemsOf(value)) {
    const content = scalarText(item);
    const equals = content.indexOf('=');
    const key = equals === -1 ? content : content.slice(0, equals);
    const pair = equals === -1 ? nothing(item.origin) : outText(content.slice(equals + 1), item.origin);
    entries.set(key, { key, keyOrigin: item.origin, value: pair });
  }
  return entries.size === 0 ? undefined : map([...entries.values()].sort(byKey), value);
}

/** Further hosts, as a sorted list of `host=address`. */
export const hosts: Printer = (value) => {
  const all = [
    ...[...fieldsOf(value)].flatMap(([host, field]) => {
      const addresses = field.value.kind === 'list' ? field.value.items : [field.value];
      return addresses.map((address) => ({ host, address: scalarText(address), origin: field.value.origin }));
    }),
    ...itemsOf(value).flatMap((item) => {
      const content = scalarText(item);
      const separator = content.includes('=') ? content.indexOf('=') : content.indexOf(':');
      const [host, addresses] = [content.slice(0, separator), content.slice(separator + 1)];
      return addresses.split(',').map((address) => ({ host, address, origin: item.origin }));
    }),
  ];
  const lines = all.map(({ host, address, origin }) =>
    outText(`${host}=${address.replace(/^\[(.+)\]$/, '$1')}`, origin),
  );
  return lines.length === 0
    ? undefined
    : list(
        lines.sort((a, b) => (a.text < b.text ? -1 : 1)),
        value,
      );
};

/** Options whose values are lists of texts. */
export const multiPairs: Printer = (value) => {
  const entries = [...fieldsOf(value)].map(([key, field]) => {
    const items = field.value.kind === 'list' ? field.value.items : [field.value];
    const lines = items.map((item) => outText(item.kind === 'scalar' ? item.text : '', item.origin));
    return { key, keyOrigin: field.key, value: list(lines, field.value) };
  });
  return entries.length === 0 ? undefined : map(entries.sort(byKey), value);
};

/** A list of things. */
export function listOf(printer: Printer): Printer {
  return (value) => {
    const items = itemsOf(value).flatMap((item) => printer(item) ?? []);
    return items.length === 0 ? undefined : list(items, value);
  };
}

/** A map from names to things, sorted; a thing without a value is `null`. */
export function mapOf(printer: Printer): Printer {
  return (value) => {
    const entries = [...fieldsOf(value)].map(([key, field]) => ({
      key,
      keyOrigin: field.key,
      value: printer(field.value) ?? outPlain('null', field.value.origin),
    }));
    return entries.length === 0 ? undefined : map(entries.sort(byKey), value);
  };
}

/** The fields of a thing, in the order in which they are printed. */
export type FieldPrinters = Readonly<Record<string, Printer>>;

/** A thing with known fields: these in their order, then its extensions. */
export function thing(fields: FieldPrinters): Printer {
  return (value) => {
    if (value.kind !== 'map') return undefined;
    const known = Object.entries(fields).flatMap(([key, printer]): readonly OutEntry[] => {
      const field = value.fields.get(key);
      const printed = field && printer(field.value);
      return field && printed ? [{ key, keyOrigin: field.key, value: printed }] : [];
    });
    return map([...known, ...extensionsOf(value)], value);
  };
}

/** The same, where also the fields are asked that are not given. */
export function fullThing(fields: FieldPrinters): Printer {
  const printer = thing(fields);
  return (value) => {
    const absent = Object.keys(fields).filter((key) => !fieldsOf(value).has(key));
    if (value.kind !== 'map') return undefined;
    return printer(
      withFields(
        value,
        absent.map((key) => [key, nullValue(value.origin)]),
      ),
    );
  };
}

/** What a printer says, or where it says nothing, something else. */
export function always(printer: Printer, otherwise: (origin: Origin) => Out): Printer {
  return (value) => printer(value) ?? otherwise(value.origin);
}

/** The same, left out where nothing is printed in it. */
export function thingIfAny(fields: FieldPrinters): Printer {
  const printer = thing(fields);
  return (value) => {
    const printed = printer(value);
    return printed?.kind === 'map' && printed.entries.length > 0 ? printed : undefined;
  };
}

/** The keys that begin with `x-`, sorted. */
export function extensionsOf(value: Value): readonly OutEntry[] {
  return [...fieldsOf(value)]
    .filter(([key]) => key.startsWith('x-'))
    .map(([key, field]) => ({ key, keyOrigin: field.key, value: outAnything(field.value) }))
    .sort(byKey);
}

function list(items: readonly Out[], { origin }: Value): Out {
  return { kind: 'list', items, origin };
}

export function map(entries: readonly OutEntry[], { origin }: Pick<Value, 'origin'>): OutMap {
  return { kind: 'map', entries, origin };
}
