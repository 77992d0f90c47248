import type { MapValue, Value } from './value.ts';
import { mapFields } from './value.ts';

type Paths = readonly (readonly string[])[];

/** What is left of a configuration when a later file takes places of it back (compose-go `loader/reset.go`). */
export function withoutResets(config: MapValue, paths: Paths): MapValue {
  if (paths.length === 0) return config;
  const result = remove(config, paths);
  return result?.kind === 'map' ? result : config;
}

function remove(value: Value, paths: Paths): Value | undefined {
  if (paths.some((path) => path.length === 0)) return undefined;
  if (value.kind !== 'map') return value;
  return mapFields(value, (item, name) => {
    const further = paths.filter(([step]) => step === name).map((path) => path.slice(1));
    return further.length === 0 ? item : remove(item, further);
  });
}
