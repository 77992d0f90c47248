import type { ConfigFile } from './configFile.ts';

/** The files that configure the checks of a language: their names, the first one counts, and how they are read. */
export interface ConfigKind {
  readonly names: readonly string[];
  /** The reader's code, which needs YAML, comes with the first such file. */
  readonly read: (text: string) => Promise<ConfigFile>;
}

/** By language id. Files that are programs, such as `.dclintrc.cjs`, are not run. */
const configKinds: ReadonlyMap<string, ConfigKind> = new Map([
  [
    'dockerfile',
    {
      names: ['.hadolint.yaml', '.hadolint.yml'],
      read: async (text) => (await import('../languageCode.ts')).hadolintConfig(text),
    },
  ],
  [
    'dockercompose',
    {
      names: ['.dclintrc', '.dclintrc.json', '.dclintrc.yaml', '.dclintrc.yml'],
      read: async (text) => (await import('../languageCode.ts')).dclintConfig(text),
    },
  ],
]);

export function configKindOf(languageId: string): ConfigKind | undefined {
  return configKinds.get(languageId);
}

/** Whether a file configures the checks of some language, by its name. */
export function isConfigFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return [...configKinds.values()].some(({ names }) => names.includes(name));
}

/** The folders to look for a configuration in: that of a path and all above it, the nearest first, ending in `/`. */
export function foldersUpwards(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0 && folders.length < maxFolders; end = path.lastIndexOf('/', end - 1)) {
    folders.push(path.slice(0, end + 1));
  }
  if (path.startsWith('/')) folders.push('/');
  return folders;
}

/** So many folders are looked in. */
const maxFolders = 64;
