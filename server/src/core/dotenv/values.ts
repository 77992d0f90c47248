import type { EnvEntry, EnvFile } from './parse.ts';
import { substitute } from './template.ts';
import type { Lookup, TemplateProblem } from './template.ts';

/** A variable that a file sets. */
export interface EnvValue {
  readonly value: string;
  readonly entry: EnvEntry;
}

/** What is wrong with the variables in a value. */
export interface EnvValueProblem {
  readonly entry: EnvEntry;
  readonly problem: TemplateProblem;
}

/** The values of a file with variables, and what is wrong with those in them. */
export interface EnvValues {
  readonly values: ReadonlyMap<string, EnvValue>;
  readonly problems: readonly EnvValueProblem[];
}

/**
 * Fills in the variables of a file: those known outside count before those that stand above. A name alone takes over the
 * value from outside, and is not set where there is none.
 */
export function envValues(file: EnvFile, outside: Lookup): EnvValues {
  const values = new Map<string, EnvValue>();
  const problems: EnvValueProblem[] = [];
  const lookup: Lookup = (name) => outside(name) ?? values.get(name)?.value;
  for (const entry of file.entries) {
    const { name, raw, isTemplate } = entry;
    if (raw === undefined) {
      const value = outside(name);
      if (value !== undefined) values.set(name, { value, entry });
      continue;
    }
    const value = isTemplate ? substitute(raw, lookup, (problem) => problems.push({ entry, problem })) : raw;
    values.set(name, { value, entry });
  }
  return { values, problems };
}
