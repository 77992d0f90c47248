import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Language } from '../core/language.ts';
import type { ConfigFile } from '../core/lint/configFile.ts';
import { type ConfigKind, configKindOf, foldersUpwards } from '../core/lint/configFiles.ts';
import { configuredOptions } from '../core/lint/configuredOptions.ts';
import type { LintOptions } from '../core/lint/options.ts';
import type { Severity } from '../core/lint/rule.ts';
import { lineIndex } from '../core/text/lineIndex.ts';
import { message } from '../core/text/message.ts';
import type { ConfigChoice } from './arguments.ts';
import type { Problem } from './paths.ts';

/** What is asked of one file, and what its run fails for. */
export interface FileOptions {
  readonly lint: LintOptions;
  readonly failOn: Severity | 'never' | undefined;
}

/** The options of each file, with those that lie in files around it. */
export interface Configuration {
  of(file: string, language: Language<unknown>): Promise<FileOptions>;
  /** What is wrong with the configuration files that were read. */
  readonly problems: readonly Problem[];
}

export function configuration(options: LintOptions, choice: ConfigChoice): Configuration {
  const problems: Problem[] = choice.kind === 'file' ? [...missing(choice.file)] : [];
  const known = new Map<string, Promise<FileOptions>>();
  const unconfigured: FileOptions = { lint: options, failOn: undefined };
  const files = new Map<string, Promise<ConfigFile | undefined>>();
  /** Each file once: many folders have one above them. */
  const read = (file: string, kind: ConfigKind): Promise<ConfigFile | undefined> => {
    const config = files.get(file) ?? readOnce(file, kind);
    files.set(file, config);
    return config;
  };
  const readOnce = async (file: string, kind: ConfigKind): Promise<ConfigFile | undefined> => {
    const text = textOf(file, problems);
    if (text === undefined) return undefined;
    const config = await kind.read(text);
    const lines = lineIndex(text);
    for (const problem of config.problems) {
      const { line, character } = lines.positionAt(problem.span.start);
      problems.push({ file: `${file}:${line + 1}:${character + 1}`, message: problem.message });
    }
    return config;
  };
  const find = async (
    folders: readonly string[],
    kind: ConfigKind,
    language: Language<unknown>,
  ): Promise<FileOptions> => {
    const config =
      choice.kind === 'file'
        ? isFor(choice.file, language) && (await read(choice.file, kind))
        : await firstOf(candidates(folders, kind), (candidate) => read(candidate, kind));
    return config
      ? { lint: configuredOptions(options, config.options, language.rules), failOn: config.failOn }
      : unconfigured;
  };
  return {
    problems,
    of(file, language) {
      const kind = configKindOf(language.id);
      if (!kind || choice.kind === 'none') return Promise.resolve(unconfigured);
      const folders = foldersUpwards(resolve(file).replaceAll('\\', '/'));
      const key = choice.kind === 'file' ? language.id : `${language.id} ${folders[0]}`;
      const before = known.get(key);
      if (before) return before;
      const found = find(folders, kind, language);
      known.set(key, found);
      return found;
    },
  };
}

/** A file that is named holds for the language whose linter has files of such a name: hadolint's unless it is dclint's. */
function isFor(file: string, { id }: Language<unknown>): boolean {
  return /dclint/i.test(file) === (id === 'dockercompose');
}

function candidates(folders: readonly string[], { names }: ConfigKind): readonly string[] {
  return folders.flatMap((folder) => names.map((name) => folder + name));
}

async function firstOf<Value, Found>(
  values: readonly Value[],
  find: (value: Value) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  for (const value of values) {
    const found = await find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text of a configuration file; undefined where there is none. */
function textOf(file: string, problems: Problem[]): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EISDIR') problems.push(unreadable(file, error));
    return undefined;
  }
}

/** A file that was named on the command line must be there, whether or not something asks for it. */
function missing(file: string): readonly Problem[] {
  try {
    readFileSync(file);
    return [];
  } catch (error) {
    return [unreadable(file, error)];
  }
}

function unreadable(file: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return { file, message: message('This file cannot be read: {0}', reason) };
}
