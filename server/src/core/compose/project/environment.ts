import { envValues } from '../../dotenv/values.ts';
import type { ProjectFiles } from './files.ts';
import type { Origin } from './value.ts';

/** A variable, and where it is set: in a file, or outside of all. */
export interface Variable {
  readonly value: string;
  readonly origin: Origin | undefined;
}

/** The variables that Compose fills in, by their names. */
export type Environment = ReadonlyMap<string, Variable>;

/** Adds what a file sets; what is set already counts more (compose-go `dotenv/env.go`). */
export function withEnvFile(environment: Environment, path: string, files: ProjectFiles): Environment {
  const file = files.variables(path);
  if (!file) return environment;
  const { values } = envValues(file, (name) => environment.get(name)?.value);
  const all = new Map<string, Variable>(environment);
  for (const [name, { value, entry }] of values) {
    if (!all.has(name)) all.set(name, { value, origin: { file: path, span: entry.nameSpan } });
  }
  return all;
}
