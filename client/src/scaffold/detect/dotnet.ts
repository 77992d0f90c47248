import { parseJson, textAt, objectAt } from '../../engine/json.ts';
import { type Files, folderOf, nameOf, present } from '../files.ts';
import { projectName } from '../names.ts';
import type { DotnetProject } from '../project.ts';

const fallback = '10.0';
const projectFile = /\.(?:csproj|fsproj|vbproj)$/;
const central = ['global.json', 'nuget.config', 'NuGet.config', 'NuGet.Config', 'Directory.Build.props'];
const versionsFiles = ['Directory.Build.targets', 'Directory.Packages.props'];

/** All programs in .NET; each is built from the folder that all its parts are in. */
export function dotnetProjects(files: Files): readonly DotnetProject[] {
  return files.paths
    .filter((path) => projectFile.test(path))
    .filter((path) => isProgram(files.text(path)))
    .map((path) => dotnetProject(files, path));
}

function isProgram(text: string): boolean {
  if (/Microsoft\.NET\.Test\.Sdk|<IsTestProject>\s*true/i.test(text)) return false;
  return /Sdk="Microsoft\.NET\.Sdk\.(?:Web|Worker)"/.test(text) || /<OutputType>\s*Exe/i.test(text);
}

function dotnetProject(files: Files, path: string): DotnetProject {
  const needed = referencesOf(files, path);
  const text = files.text(path);
  const folder = commonFolder([path, ...needed, ...solutionOf(files, path)]);
  const here = (full: string): string => (folder === '' ? full : full.slice(folder.length + 1));
  const name = nameOf(path).replace(projectFile, '');
  const [, assembly = name] = /<AssemblyName>\s*([^<$]+?)\s*</.exec(text) ?? [];
  const isWeb = /Microsoft\.NET\.Sdk\.Web/.test(text);
  const shared = present(
    files,
    [...central, ...versionsFiles].map((file) => (folder === '' ? file : `${folder}/${file}`)),
  );
  return {
    kind: 'dotnet',
    folder,
    name: projectName(name),
    version: versionOf(files, text, folder),
    ...(isWeb ? { port: 8080 } : {}),
    start: ['dotnet', `${assembly}.dll`],
    evidence: [path, ...needed, ...shared].map(here),
    project: here(path),
    installFiles: [...shared, path, ...needed].map(here),
    isWeb,
  };
}

/** The projects that one refers to, and those that these do. */
function referencesOf(files: Files, path: string): readonly string[] {
  const found: string[] = [];
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const folder = folderOf(next);
    const references = [...files.text(next).matchAll(/<ProjectReference\s+Include="([^"]+)"/g)]
      .map(([, target = '']) => joined(folder, target.replaceAll('\\', '/')))
      .filter((target) => target !== undefined && files.has(target) && target !== path && !found.includes(target));
    for (const reference of references) {
      if (reference === undefined) continue;
      found.push(reference);
      open.push(reference);
    }
  }
  return found.toSorted((a, b) => a.localeCompare(b));
}

/** A solution above the project says where the whole is. */
function solutionOf(files: Files, path: string): readonly string[] {
  return files.paths.filter((file) => /\.slnx?$/.test(file) && path.startsWith(prefixOf(folderOf(file)))).slice(0, 1);
}

function prefixOf(folder: string): string {
  return folder === '' ? '' : `${folder}/`;
}

/** Undefined where it leads out of what is searched. */
function joined(folder: string, relative: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => folderOf(path).split('/'));
  const length = others.reduce((shared, other) => {
    const different = first.findIndex((part, index) => other[index] !== part);
    return Math.min(shared, different < 0 ? first.length : different);
  }, first.length);
  return first.slice(0, length).join('/');
}

function versionOf(files: Files, text: string, folder: string): string {
  const props = files.text(`${prefixOf(folder)}Directory.Build.props`);
  const framework = /<TargetFrameworks?>[^<]*?net(?:coreapp)?(\d+\.\d+)/;
  const [, version] = framework.exec(text) ?? framework.exec(props) ?? [];
  if (version !== undefined) return version;
  const json = parseJson(files.text(`${prefixOf(folder)}global.json`).replaceAll(/^\s*\/\/.*$/gm, ''));
  const [, sdk = fallback] = /^(\d+\.\d+)/.exec(textAt(objectAt(json)['sdk'], 'version')) ?? [];
  return sdk;
}
