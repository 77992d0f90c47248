import type { Fault } from './compose/faultPlace.ts';
import { isComposeFile, isEnvFile } from './compose/fileNames.ts';
import type { ServiceList } from './compose/serviceList.ts';
import type { BuildPlan } from './dockerfile/buildPlan.ts';
import type { Language } from './language.ts';
import type * as Code from './languageCode.ts';
import type { Run } from './run/readRun.ts';
import type { Span } from './text/span.ts';
import type { DockerfileFacts } from './workspace.ts';

/** A language, by what is known of it before its code is read. */
export interface KnownLanguage {
  /** The language id of VS Code. */
  readonly id: string;
  /** Characters that ask for completion in this language only, besides those that do so in all. */
  readonly triggers: readonly string[];
  readonly hasFormatter: boolean;
  /** Reads its code; the same language each time. */
  load(): Promise<Language<unknown>>;
}

/** The code of the languages is read when the first of them is needed. */
const code = (): Promise<typeof Code> => import('./languageCode.ts');

const dockerfile: KnownLanguage = {
  id: 'dockerfile',
  triggers: [],
  hasFormatter: true,
  load: async () => (await code()).dockerfile(),
};

const compose: KnownLanguage = {
  id: 'dockercompose',
  triggers: ['\n', '"', '*'],
  hasFormatter: true,
  load: async () => (await code()).compose(),
};

const ignore: KnownLanguage = {
  id: 'dockerignore',
  triggers: [],
  hasFormatter: false,
  load: async () => (await code()).ignore(),
};

const env: KnownLanguage = {
  id: 'dotenv',
  triggers: [],
  hasFormatter: false,
  load: async () => (await code()).env(),
};

/** All languages that Slipway knows. */
export const knownLanguages: readonly KnownLanguage[] = [dockerfile, compose, ignore, env];

/** Reads the code of all languages. */
export function allLanguages(): Promise<readonly Language<unknown>[]> {
  return Promise.all(knownLanguages.map((language) => language.load()));
}

/** Reads the language of Compose files. */
export function composeLanguage(): Promise<Language<unknown>> {
  return compose.load();
}

/** What a Dockerfile offers to those who build it. */
export async function dockerfileFacts(text: string): Promise<DockerfileFacts> {
  return (await code()).dockerfileFacts(text);
}

/** What a build of a Dockerfile will do. */
export async function buildPlanOf(text: string): Promise<BuildPlan> {
  return (await code()).buildPlan(text);
}

/** The services that a Compose file declares. */
export async function servicesOfCompose(text: string): Promise<ServiceList> {
  return (await code()).servicesOfCompose(text);
}

/** Where in a Compose file what an engine refused is written. */
export async function placeOfComposeFault(text: string, fault: Fault): Promise<Span | undefined> {
  return (await code()).placeOfComposeFault(text, fault);
}

/** The calls of `docker run` in a text. */
export async function runsIn(text: string): Promise<readonly Run[]> {
  return (await code()).runsIn(text);
}

/** Language ids that other editors use. */
const idAliases: Readonly<Record<string, string>> = {
  containerfile: dockerfile.id,
  'docker-compose': compose.id,
  'yaml.docker-compose': compose.id,
};

const dockerfileNames = [/^(?:dockerfile|containerfile)(?:[._-].+)?$/i, /^.+\.(?:dockerfile|containerfile)$/i] as const;

/** The language with a language id, also by the names that other editors have for it. */
export function languageById(id: string): KnownLanguage | undefined {
  const lower = id.toLowerCase();
  const known = Object.hasOwn(idAliases, lower) ? idAliases[lower] : lower;
  return knownLanguages.find((language) => language.id === known);
}

/** The language of a file, by its name. */
export function languageOfFile(path: string): KnownLanguage | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (/\.dockerignore$/i.test(name)) return ignore;
  if (isComposeFile(name)) return compose;
  if (isEnvFile(name)) return env;
  return dockerfileNames.some((pattern) => pattern.test(name)) ? dockerfile : undefined;
}
