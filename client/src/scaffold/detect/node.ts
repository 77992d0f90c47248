import { objectAt, textAt } from '../../engine/json.ts';
import { type Files, hasFolder, present } from '../files.ts';
import { projectName } from '../names.ts';
import type { NodeManager, NodeProject } from '../project.ts';
import { chooseVersion, toolVersion, type VersionRule } from '../versions.ts';
import { programsOf } from './nodeProgram.ts';
import { buildOrder, type Manifest, membersOf, readManifest } from './workspace.ts';

const versions: VersionRule = { fallback: '24', parts: 1 };
const bunVersions: VersionRule = { fallback: '1', parts: 1 };

const lockFiles: readonly (readonly [string, NodeManager])[] = [
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/** The long-term versions by the names that `.nvmrc` may give them. */
const longTerm: Readonly<Record<string, string>> = { hydrogen: '18', iron: '20', jod: '22', krypton: '24' };

/**
 * What can be started with a package.json in this folder; nothing where that is none, or only holds tools. Of packages
 * that are installed together it is the script that starts them all, else each that can be started, the servers first.
 */
export function nodeProjects(files: Files, folder: string): readonly NodeProject[] {
  const manifest = readManifest(files.text('package.json'));
  if (!manifest) return [];
  const { json, scripts } = manifest;
  const lock = lockFiles.find(([name]) => files.has(name));
  const manager = managerOf(files, json, lock);
  const members = membersOf(files, manifest);
  const packages = [manifest, ...members.map((member) => member.manifest)];
  const production = packages.flatMap(({ dependencies }) => Object.keys(dependencies));
  const development = packages.flatMap((each) => Object.keys(each.development));
  return programsOf(files, manifest, members, manager.manager).map(({ name, ...program }) => ({
    kind: 'node',
    folder,
    name: projectName(name || textAt(json, 'name') || files.name),
    version: versionOf(files, json, manager.manager),
    evidence: [
      program.startsIn === '' ? 'package.json' : `${program.startsIn}/package.json`,
      ...present(files, [lock?.[0] ?? '', '.nvmrc', '.node-version', '.tool-versions']),
    ],
    ...manager,
    installFiles: installFilesOf(files, manifest, lock?.[0]),
    hasLock: lock !== undefined,
    hasDependencies: production.length + development.length > 0,
    hasOwnDependencies: production.length > 0,
    hasPrepare: scripts['prepare'] !== undefined,
    hasBuild: scripts['build'] !== undefined,
    members: members.map((member) => member.folder),
    memberBuilds: scripts['build'] === undefined ? buildOrder(members, program.startsIn) : [],
    ...program,
  }));
}

function managerOf(
  files: Files,
  json: unknown,
  lock: readonly [string, NodeManager] | undefined,
): Pick<NodeProject, 'manager' | 'managerVersion'> {
  const [, named = '', exact = ''] = /^(npm|pnpm|yarn|bun)@(\d+(?:\.\d+)*)/.exec(textAt(json, 'packageManager')) ?? [];
  const manager = lock?.[1] ?? (named === '' ? 'npm' : (named as NodeManager));
  const isNamed = named === manager;
  if (manager === 'pnpm') {
    return { manager, managerVersion: isNamed ? exact : pnpmVersion(files.text('pnpm-lock.yaml')) };
  }
  const isBerry = files.has('.yarnrc.yml') || /^__metadata:/m.test(files.text('yarn.lock')) || /^[2-9]/.test(exact);
  if (manager === 'yarn' && isBerry) return { manager: 'yarn-berry', managerVersion: isNamed ? exact : '4' };
  return { manager, managerVersion: '' };
}

/** The format of the lock file tells which pnpm wrote it. */
function pnpmVersion(lock: string): string {
  const [, format = ''] = /^lockfileVersion:\s*'?(\d+)/m.exec(lock) ?? [];
  const byFormat: Readonly<Record<string, string>> = { '5': '7', '6': '8' };
  return byFormat[format] ?? '10';
}

function versionOf(files: Files, json: unknown, manager: NodeManager): string {
  const asked = [
    files.text('.nvmrc'),
    files.text('.node-version'),
    textAt(objectAt(json)['volta'], 'node'),
    toolVersion(files.text('.tool-versions'), ['nodejs', 'node']),
    textAt(objectAt(json)['engines'], 'node'),
  ];
  if (manager === 'bun') return chooseVersion(textAt(objectAt(json)['engines'], 'bun'), bunVersions) ?? '1';
  for (const text of asked) {
    const [, name = ''] = /^lts\/(\w+)/i.exec(text.trim()) ?? [];
    const version = longTerm[name.toLowerCase()] ?? chooseVersion(text, versions);
    if (version !== undefined) return version;
  }
  return versions.fallback;
}

function installFilesOf(files: Files, { scripts, dependencies }: Manifest, lock = ''): readonly string[] {
  const runsPrisma = '@prisma/client' in dependencies || /prisma/.test(scripts['postinstall'] ?? '');
  return [
    ...present(files, ['package.json', lock, '.npmrc', '.yarnrc', '.yarnrc.yml', 'pnpm-workspace.yaml', 'bunfig.toml']),
    ...['.yarn/releases', '.yarn/patches', 'patches', ...(runsPrisma ? ['prisma'] : [])].filter((name) =>
      hasFolder(files, name),
    ),
  ];
}
