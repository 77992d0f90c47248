import { options } from '../spec/shape.ts';
import type { Shape } from '../spec/shape.ts';

/** How a snippet is laid out. */
export interface Layout {
  /** One level of indentation. */
  readonly unit: string;
  /** What the lines behind the first are indented by, besides what the editor adds. */
  readonly indent: string;
  /** Whether it must stay in one line, in brackets and braces. */
  readonly isFlow: boolean;
}

/**
 * The body of a value in the syntax of snippets, from behind the colon of its key: the usual form of the shape with what it
 * requires, and places to type in.
 */
export function valueSnippet(shape: Shape, layout: Layout): string {
  return body(shape, layout, { next: 1 }, layout.indent);
}

/** The number of the next place to type in. */
interface Stops {
  next: number;
}

function body(shape: Shape, layout: Layout, stops: Stops, indent: string): string {
  const [first] = options(shape);
  if (!first) return ` ${stop(stops)}`;
  switch (first.kind) {
    case 'flag':
      return ` ${choice(stops, ['true', 'false'])}`;
    case 'text': {
      const values = first.values?.map(({ text }) => text) ?? [];
      return ` ${values.length > 0 && values.length <= maxChoices ? choice(stops, values) : stop(stops)}`;
    }
    case 'list':
      return listBody(first.item, layout, stops, indent);
    case 'map':
      return mapBody(shape, layout, stops, indent);
    case 'number':
    case 'null':
      break;
  }
  return ` ${stop(stops)}`;
}

const maxChoices = 10;

function listBody(item: Shape, layout: Layout, stops: Stops, indent: string): string {
  if (layout.isFlow) return ` [${stop(stops)}]`;
  const inner = indent + layout.unit;
  const [first] = options(item);
  if (first?.kind === 'map' && first.required.length > 0) {
    const keys = requiredKeys(item, layout, stops, `${inner}  `);
    return `\n${inner}- ${keys.join(`\n${inner}  `)}`;
  }
  const quoted = first?.kind === 'text' && first.format === 'port';
  return `\n${inner}- ${quoted ? `"${stop(stops)}"` : stop(stops)}`;
}

function mapBody(shape: Shape, layout: Layout, stops: Stops, indent: string): string {
  if (layout.isFlow) return ` {${stop(stops)}}`;
  const inner = indent + layout.unit;
  const keys = requiredKeys(shape, layout, stops, inner);
  if (keys.length > 0) return `\n${inner}${keys.join(`\n${inner}`)}`;
  const [first] = options(shape);
  const free = first?.kind === 'map' && Object.keys(first.keys).length === 0 ? first.free : undefined;
  if (!free) return `\n${inner}${stop(stops)}`;
  const name = `\${${stops.next++}:${free.label}}`;
  return `\n${inner}${name}:${mayBeEmpty(free.value) ? '' : body(free.value, layout, stops, inner)}`;
}

/** Whether a value may be left out, as that of a declared volume. */
export function mayBeEmpty(shape: Shape): boolean {
  return options(shape).some(({ kind }) => kind === 'map') && options(shape).some(({ kind }) => kind === 'null');
}

function requiredKeys(shape: Shape, layout: Layout, stops: Stops, indent: string): readonly string[] {
  const [first] = options(shape);
  if (first?.kind !== 'map') return [];
  return [...first.required, ...(first.needs ?? [])].flatMap((name) => {
    const key = first.keys[name];
    return key ? [`${name}:${body(key.shape, layout, stops, indent)}`] : [];
  });
}

function stop(stops: Stops): string {
  return `$${stops.next++}`;
}

function choice(stops: Stops, values: readonly string[]): string {
  const escaped = values.map((value) => value.replaceAll(/[\\,|$}]/g, String.raw`\$&`));
  return `\${${stops.next++}|${escaped.join(',')}|}`;
}
