import type { Effective } from './evaluate.ts';
import { isRemotePath, joinPath } from './paths.ts';
import type { Field, Value } from './value.ts';
import { fieldsOf, itemsOf, textOf, valueAt } from './value.ts';

/** A service of a project, with all that is merged into it. */
export interface EffectiveService {
  readonly name: string;
  readonly field: Field;
  readonly value: Value;
  readonly profiles: readonly string[];
}

/** The services of a project, those of inactive profiles included. */
export function servicesOf({ config }: Effective): readonly EffectiveService[] {
  return [...fieldsOf(valueAt(config, 'services'))].map(([name, field]) => ({
    name,
    field,
    value: field.value,
    profiles: itemsOf(valueAt(field.value, 'profiles')).map((item) => textOf(item) ?? ''),
  }));
}

/** Whether two services are meant to run at the same time: not where their profiles make them alternatives. */
export function runTogether(one: EffectiveService, other: EffectiveService): boolean {
  if (one.profiles.length === 0 || other.profiles.length === 0) return true;
  return one.profiles.some((profile) => other.profiles.includes(profile));
}

/** A folder and a Dockerfile that a service is built from, by absolute paths. */
export interface LocalBuild {
  readonly build: Value;
  readonly context: string;
  /** Undefined where the Dockerfile stands in the Compose file. */
  readonly dockerfile: string | undefined;
}

/** What a service is built from; undefined where it is not, or from somewhere else. */
export function localBuildOf({ value }: EffectiveService): LocalBuild | undefined {
  const build = valueAt(value, 'build');
  const context = textOf(valueAt(build, 'context'));
  if (!build || context === undefined || context === '' || isRemotePath(context)) return undefined;
  const name = textOf(valueAt(build, 'dockerfile'));
  const isInline = valueAt(build, 'dockerfile_inline') !== undefined;
  return { build, context, dockerfile: isInline || name === undefined ? undefined : joinPath(context, name) };
}
