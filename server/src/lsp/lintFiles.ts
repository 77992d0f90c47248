import type { ConfigFile } from '../core/lint/configFile.ts';
import { type ConfigKind, configKindOf, foldersUpwards } from '../core/lint/configFiles.ts';
import { configuredOptions } from '../core/lint/configuredOptions.ts';
import type { LintOptions } from '../core/lint/options.ts';
import type { Document } from './documents.ts';
import type { LintFileProblems } from './lintFileProblems.ts';

/** The files that configure other linters, each read once until something changes. */
export interface LintFiles {
  complete(options: LintOptions, document: Document): Promise<LintOptions>;
  /** Forgets what is known: such a file has changed. */
  forget(): void;
}

/** The text of a file by its address; undefined where it cannot be read. */
type ReadFile = (uri: string) => Promise<string | undefined>;

export function lintFilesOf(readFile: ReadFile, problems: LintFileProblems): LintFiles {
  const known = new Map<string, Promise<ConfigFile | undefined>>();
  const completed = new WeakMap<LintOptions, WeakMap<ConfigFile, LintOptions>>();
  return {
    async complete(options, { uri, language }) {
      const kind = configKindOf(language.id);
      if (!kind) return options;
      const key = `${language.id} ${uri.slice(0, uri.lastIndexOf('/'))}`;
      const found = known.get(key) ?? nearestConfig(readFile, kind, uri).then((file) => read(file, kind, problems));
      known.set(key, found);
      const config = await found;
      if (!config) return options;
      const ofOptions = completed.get(options) ?? new WeakMap<ConfigFile, LintOptions>();
      completed.set(options, ofOptions);
      const complete = ofOptions.get(config) ?? configuredOptions(options, config.options, language.rules);
      ofOptions.set(config, complete);
      return complete;
    },
    forget() {
      known.clear();
      problems.clear();
    },
  };
}

interface TextFile {
  readonly uri: string;
  readonly text: string;
}

async function read(
  file: TextFile | undefined,
  kind: ConfigKind,
  problems: LintFileProblems,
): Promise<ConfigFile | undefined> {
  if (!file) return undefined;
  const config = await kind.read(file.text);
  problems.report(file.uri, file.text, config.problems);
  return config;
}

async function nearestConfig(readFile: ReadFile, { names }: ConfigKind, uri: string): Promise<TextFile | undefined> {
  for (const folder of foldersUpwards(uri).filter((one) => isFolder.test(one))) {
    for (const name of names) {
      const text = await readFile(folder + name);
      if (text !== undefined) return { uri: folder + name, text };
    }
  }
  return undefined;
}

/** Unsaved documents and virtual workspaces have no folder that the server could look into. */
const isFolder = /^file:\/\/[^/]*\//;
