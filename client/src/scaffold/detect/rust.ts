import { type Files, folderOf, inFolder, present } from '../files.ts';
import { portIn, projectName } from '../names.ts';
import type { RustProject } from '../project.ts';
import { readToml, type Toml, tomlKeys, tomlList, tomlText } from '../toml.ts';
import { chooseVersion, type VersionRule } from '../versions.ts';

const versions: VersionRule = { fallback: '1.90', parts: 2 };

const servers: readonly (readonly [string, number])[] = [
  ['rocket', 8000],
  ['axum', 3000],
  ['actix-web', 8080],
  ['warp', 3030],
  ['poem', 3000],
  ['salvo', 8080],
  ['tide', 8080],
  ['tonic', 50051],
];

/** A crate with a program in this folder, or a workspace that has one: it is built from its own folder, with its lock. */
export function rustProject(files: Files, folder: string): RustProject | undefined {
  if (!files.has('Cargo.toml')) return undefined;
  const toml = readToml(files.text('Cargo.toml'));
  return crate(files, toml, folder) ?? workspaceProject(files, toml, folder);
}

/** The program of a workspace: of several, one that serves something. */
function workspaceProject(files: Files, toml: Toml, folder: string): RustProject | undefined {
  const members = tomlList(toml, 'workspace', 'members');
  const programs = files.paths
    .filter((path) => path.endsWith('/Cargo.toml') && members.some((member) => isMember(folderOf(path), member)))
    .toSorted()
    .flatMap((path) => crate(inFolder(files, folderOf(path)), readToml(files.text(path)), folder) ?? []);
  const found = programs.find(({ port }) => port !== undefined) ?? programs[0];
  if (!found) return undefined;
  const least = tomlText(toml, 'workspace.package', 'rust-version');
  const own = versionOf(files, least);
  return {
    ...found,
    version: own === versions.fallback ? found.version : own,
    evidence: present(files, evidence),
    hasLock: files.has('Cargo.lock'),
  };
}

/** Members are folders; a star stands for all names. */
function isMember(folder: string, member: string): boolean {
  const [parts, wanted] = [folder.split('/'), member.replace(/^\.\/|\/$/g, '').split('/')];
  return parts.length === wanted.length && wanted.every((name, index) => name === '*' || name === parts[index]);
}

const evidence = ['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'rust-toolchain'];

function crate(files: Files, toml: Toml, folder: string): RustProject | undefined {
  const name = tomlText(toml, 'package', 'name');
  const named = tomlText(toml, 'bin', 'name');
  const isProgram = named !== '' || files.has('src/main.rs');
  if (name === '' || !isProgram) return undefined;
  const source = files.text('src/main.rs');
  const known = servers.find(([library]) => tomlKeys(toml, 'dependencies').includes(library));
  const port = portIn(source, [/"[\d.[\]:]*:(\d{2,5})"/, /,\s*(\d{4,5})\s*\)/]) ?? known?.[1];
  return {
    kind: 'rust',
    folder,
    name: projectName(name || files.name),
    version: versionOf(files, tomlText(toml, 'package', 'rust-version')),
    ...(port === undefined ? {} : { port }),
    start: ['/usr/local/bin/app'],
    evidence: present(files, evidence),
    binary: named || name,
    hasLock: files.has('Cargo.lock'),
  };
}

/** A toolchain is exact; `rust-version` only says what is the least, and the newest builds that, too. */
function versionOf(files: Files, least: string): string {
  const toolchain = files.text('rust-toolchain.toml') || files.text('rust-toolchain');
  const channel = tomlText(readToml(toolchain), 'toolchain', 'channel') || toolchain.trim();
  return chooseVersion(channel, versions) ?? chooseVersion(`>=${least}`, versions) ?? versions.fallback;
}
