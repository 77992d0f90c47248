import { isComposeFile, isEnvFile } from './compose/fileNames.ts';
import { env } from './compose/env/index.ts';
import { compose } from './compose/index.ts';
import { dockerfile } from './dockerfile/index.ts';
import { ignore } from './ignore/index.ts';
import type { Language } from './language.ts';

/** All languages that Slipway knows. */
export const languages: readonly Language<unknown>[] = [dockerfile, compose, ignore, env];

/** Language ids that other editors use. */
const idAliases: Readonly<Record<string, string>> = {
  containerfile: dockerfile.id,
  'docker-compose': compose.id,
  'yaml.docker-compose': compose.id,
};

const idsByFileName: readonly (readonly [RegExp, string])[] = [
  [/^(?:dockerfile|containerfile)(?:[._-].+)?$/i, dockerfile.id],
  [/^.+\.(?:dockerfile|containerfile)$/i, dockerfile.id],
];

/** The language with a language id, also by the names that other editors have for it. */
export function languageById(id: string): Language<unknown> | undefined {
  const lower = id.toLowerCase();
  const known = Object.hasOwn(idAliases, lower) ? idAliases[lower] : lower;
  return languages.find((language) => language.id === known);
}

/** The language of a file, by its name. */
export function languageOfFile(path: string): Language<unknown> | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (/\.dockerignore$/i.test(name)) return ignore;
  if (isComposeFile(name)) return compose;
  if (isEnvFile(name)) return env;
  const id = idsByFileName.find(([pattern]) => pattern.test(name))?.[1];
  return id === undefined ? undefined : languageById(id);
}
