import { withAbsolutePaths, withDefaults, withEnvironment } from './defaults.ts';
import { withExtends } from './extends.ts';
import { withIncludes } from './include.ts';
import { interpolate } from './interpolate.ts';
import { lookupIn, readCompose, tidy } from './loading.ts';
import type { FileScope, NamedFile, Scope } from './loading.ts';
import { mergeConfigs } from './merge.ts';
import type { ReadDocument } from './read.ts';
import { withoutResets } from './resets.ts';
import type { MapValue } from './value.ts';
import { mapValue, nowhere } from './value.ts';

/** Lays files over each other and makes the result whole: defaults, absolute paths, variables (`loadYamlModel`). */
export function loadFiles(paths: readonly NamedFile[], scope: Scope): MapValue {
  let config = emptyConfig;
  for (const named of paths) config = loadFile(named, config, scope);
  const complete = withAbsolutePaths(withDefaults(config), scope.folder, scope.loading.home);
  return withEnvironment(complete, lookupIn(scope));
}

const emptyConfig = mapValue(new Map(), nowhere);

/** Lays the documents of a file over what was read before it (`loadYamlFile`). */
function loadFile(named: NamedFile, before: MapValue, scope: Scope): MapValue {
  const file = readCompose(named, scope.loading);
  let config = before;
  for (const document of file?.documents ?? []) config = loadDocument(document, config, { ...scope, path: named.path });
  return config;
}

function loadDocument({ root, resets }: ReadDocument, before: MapValue, scope: FileScope): MapValue {
  if (root?.kind !== 'map') return before;
  const { problems } = scope.loading;
  const filled = interpolate(root, lookupIn(scope), problems);
  const extended = withExtends(filled, resets, scope);
  const kept = withoutResets(before, resets);
  const whole = withIncludes(extended, scope, loadFiles);
  return tidy(mergeConfigs(kept, whole, problems), problems);
}
