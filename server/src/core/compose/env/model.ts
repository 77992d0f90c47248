import { parseEnv } from '../../dotenv/parse.ts';
import type { EnvEntry, EnvFile } from '../../dotenv/parse.ts';
import type { Occurrence } from '../../language.ts';
import { touches } from '../../text/span.ts';
import type { Span } from '../../text/span.ts';

/** A file with variables, such as `.env`. */
export type EnvModel = EnvFile;

export function parseEnvModel(text: string): EnvModel {
  return parseEnv(text);
}

/** The entry whose name or value is at an offset. */
export function entryAtOffset({ entries }: EnvModel, offset: number): EnvEntry | undefined {
  return entries.find(({ nameSpan, valueSpan }) => touches({ start: nameSpan.start, end: valueSpan.end }, offset));
}

/** A place in a value where a variable is filled in. */
export interface VariableUse {
  readonly name: string;
  readonly span: Span;
}

/** The variables that are filled into a value, as they stand in the text. */
export function usesIn({ text }: EnvModel, { valueSpan, isTemplate }: EnvEntry): readonly VariableUse[] {
  if (!isTemplate) return [];
  const source = text.slice(valueSpan.start, valueSpan.end);
  return [...source.matchAll(/\\\$|\$\$|\$\{?([A-Za-z_]\w*)/g)].flatMap(({ 0: all, 1: name, index }) => {
    if (name === undefined) return [];
    const end = valueSpan.start + index + all.length;
    return [{ name, span: { start: end - name.length, end } }];
  });
}

/** Where a file sets a variable, and where it fills it into others. */
export function namedInVariables(model: EnvModel, name: string): readonly Occurrence[] {
  return model.entries.flatMap((entry): readonly Occurrence[] => [
    ...(entry.name === name ? [{ span: entry.nameSpan, role: 'definition' as const }] : []),
    ...usesIn(model, entry)
      .filter((use) => use.name === name)
      .map(({ span }) => ({ span, role: 'use' as const })),
  ]);
}
