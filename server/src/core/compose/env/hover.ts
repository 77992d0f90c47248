import { envValues } from '../../dotenv/values.ts';
import type { Definition, Hover, OutlineItem } from '../../language.ts';
import { message } from '../../text/message.ts';
import { touches } from '../../text/span.ts';
import type { EnvModel } from './model.ts';
import { entryAtOffset, usesIn } from './model.ts';

/** What a variable is set to, without quotes and escapes, with variables filled in as far as the file sets them. */
export function hover(model: EnvModel, offset: number): Hover | undefined {
  const entry = entryAtOffset(model, offset);
  if (!entry) return undefined;
  const use = usesIn(model, entry).find(({ span }) => touches(span, offset));
  const name = use?.name ?? entry.name;
  const span = use?.span ?? { start: entry.nameSpan.start, end: entry.valueSpan.end };
  const { values } = envValues(model, () => undefined);
  const value = values.get(name)?.value;
  const isInherited = entry.raw === undefined && !use;
  if (value === undefined) {
    const words = isInherited
      ? message('{0} is taken over from the environment of Compose, where it is set there.', name)
      : message('{0} is not set in this file.', name);
    return { span, content: [{ kind: 'text', text: words }] };
  }
  return { span, content: [{ kind: 'code', language: 'ini', code: `${name}=${value}` }] };
}

/** Where a variable is set that is filled into a value. */
export function definition(model: EnvModel, offset: number): Definition | undefined {
  const entry = entryAtOffset(model, offset);
  const use = entry && usesIn(model, entry).find(({ span }) => touches(span, offset));
  if (!use) return undefined;
  const targets = model.entries.filter(({ name }) => name === use.name);
  if (targets.length === 0) return undefined;
  return {
    span: use.span,
    targets: targets.map(({ nameSpan, valueSpan }) => ({
      span: { start: nameSpan.start, end: valueSpan.end },
      nameSpan,
    })),
  };
}

/** The variables of the file. */
export function symbols({ entries }: EnvModel): readonly OutlineItem[] {
  return entries
    .filter(({ name }) => name !== '')
    .map(({ name, nameSpan, valueSpan }) => ({
      name,
      detail: '',
      kind: 'variable',
      span: { start: nameSpan.start, end: valueSpan.end },
      nameSpan,
      children: [],
    }));
}
