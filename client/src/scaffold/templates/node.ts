import type { NodeManager, NodeProject } from '../project.ts';
import { copy, copyInstallFiles, footer, joinParts, type Lines } from './text.ts';
import { nginxStage } from './static.ts';

/** How each package manager installs: all, without what is for development, and where it keeps what it fetched. */
interface Commands {
  readonly all: string;
  readonly production: string;
  readonly withoutLock: string;
  readonly cache: string;
}

const commands: Readonly<Record<NodeManager, Commands>> = {
  npm: { all: 'npm ci', production: 'npm ci --omit=dev', withoutLock: 'npm install', cache: '/root/.npm' },
  pnpm: {
    all: 'pnpm install --frozen-lockfile',
    production: 'pnpm install --frozen-lockfile --prod',
    withoutLock: 'pnpm install',
    cache: '/root/.local/share/pnpm/store',
  },
  yarn: {
    all: 'yarn install --frozen-lockfile',
    production: 'yarn install --frozen-lockfile --production',
    withoutLock: 'yarn install',
    cache: '/usr/local/share/.cache/yarn',
  },
  'yarn-berry': {
    all: 'yarn install --immutable',
    production: 'yarn install --immutable',
    withoutLock: 'yarn install',
    cache: '/root/.yarn/berry/cache',
  },
  bun: {
    all: 'bun install --frozen-lockfile',
    production: 'bun install --frozen-lockfile --production',
    withoutLock: 'bun install',
    cache: '/root/.bun/install/cache',
  },
};

export function nodeDockerfile(project: NodeProject): string {
  const { output, standalone } = project;
  const hasBuild = buildCommand(project) !== '';
  if (output !== undefined) return joinParts(buildStage(project, false), nginxStage(output, project.port ?? 8080));
  if (standalone) return joinParts(buildStage(project, false), standaloneStage(project, standalone.hasPublic));
  const isWhole = project.needsAll || comesWhole(project) || !project.hasDependencies;
  if (hasBuild && isWhole) return joinParts(buildStage(project, false), runStage(project, 'build'));
  const isAlone = !project.hasOwnDependencies;
  if (hasBuild && isAlone) return joinParts(buildStage(project, true), runStage(project, 'build'));
  if (hasBuild) return joinParts(dependenciesStage(project), buildStage(project, true), runStage(project, 'both'));
  if (!project.hasDependencies || (isAlone && !project.needsAll)) return joinParts(runStage(project, 'none'));
  return joinParts(dependenciesStage(project), runStage(project, 'dependencies'));
}

/**
 * Yarn's newer versions keep packages in forms of their own, and those of a workspace are in the folders of its members,
 * too: they only come along as a whole.
 */
function comesWhole({ manager, members }: NodeProject): boolean {
  return manager === 'yarn-berry' || members.length > 0;
}

function baseImage({ manager, version }: NodeProject): string {
  return manager === 'bun' ? `oven/bun:${version}-slim` : `node:${version}-slim`;
}

function installation(project: NodeProject, isProduction: boolean): Lines {
  const { manager, hasLock, hasPrepare, installFiles, members } = project;
  const { all, production, withoutLock, cache } = commands[manager];
  const withLock = isProduction ? production : all;
  const omit = isProduction && manager !== 'yarn-berry' ? omitOption[manager] : '';
  const install = hasLock ? withLock : `${withoutLock}${omit}`;
  // The script would run before the sources are there.
  const prepare = hasPrepare && manager !== 'bun' ? 'npm pkg delete scripts.prepare && ' : '';
  const ignore = hasPrepare && manager === 'bun' ? ' --ignore-scripts' : '';
  return [
    ...copyInstallFiles(installFiles, isFolder),
    ...members.map((member) => copy([`${member}/package.json`], `./${member}/`)),
    `RUN --mount=type=cache,target=${cache} ${prepare}${install}${ignore}`,
  ];
}

const omitOption: Readonly<Record<Exclude<NodeManager, 'yarn-berry'>, string>> = {
  npm: ' --omit=dev',
  pnpm: ' --prod',
  yarn: ' --production',
  bun: ' --production',
};

function isFolder(name: string): boolean {
  return /^(?:\.yarn\/.+|patches|prisma)$/.test(name);
}

/** What is needed before the package manager can be used. */
function managerLines({ manager, managerVersion }: NodeProject): Lines {
  if (manager === 'pnpm') return [`RUN npm install --global pnpm@${managerVersion}`];
  if (manager !== 'yarn-berry') return [];
  return ['ENV YARN_ENABLE_GLOBAL_CACHE=false', `RUN npm install --global --force @yarnpkg/cli-dist@${managerVersion}`];
}

function dependenciesStage(project: NodeProject): Lines {
  const isWhole = project.needsAll || project.manager === 'yarn-berry';
  return [
    isWhole ? '# All dependencies.' : '# What the program needs when it runs.',
    `FROM ${baseImage(project)} AS dependencies`,
    'WORKDIR /app',
    ...managerLines(project),
    ...installation(project, !isWhole),
  ];
}

/** Installs everything and builds; with the packages only for building taken away again where others take their place. */
function buildStage(project: NodeProject, withoutPackages: boolean): Lines {
  return [
    '# Everything that the build needs; none of it is in the image but what the last stage copies.',
    `FROM ${baseImage(project)} AS build`,
    'WORKDIR /app',
    ...managerLines(project),
    ...(project.hasDependencies ? installation(project, false) : []),
    'COPY . .',
    `RUN ${buildCommand(project)}${withoutPackages ? ' && rm -rf node_modules' : ''}`,
  ];
}

/** What builds it; empty where nothing is built. Packages of a workspace are built in the order that they need. */
function buildCommand({ manager, hasBuild, memberBuilds }: NodeProject): string {
  const runner = manager === 'yarn-berry' ? 'yarn' : manager;
  if (hasBuild) return `${runner} run build`;
  const folderOption = { npm: '--prefix', pnpm: '--dir', yarn: '--cwd', bun: '--cwd' }[runner];
  return memberBuilds.map((folder) => `${runner} ${folderOption} ${folder} run build`).join(' \\\n    && ');
}

function runStage(project: NodeProject, from: 'both' | 'build' | 'dependencies' | 'none'): Lines {
  const { manager, writesHere } = project;
  const owner = writesHere ? '--chown=1000:1000 ' : '';
  const isYarn = manager === 'yarn-berry';
  const isWhole = comesWhole(project);
  return [
    from !== 'none' && '# What runs.',
    `FROM ${baseImage(project)}`,
    'ENV NODE_ENV=production',
    'WORKDIR /app',
    ...(isYarn ? managerLines(project) : []),
    (from === 'both' || (from === 'dependencies' && !isWhole)) &&
      copy(['/app/node_modules'], './node_modules', '--from=dependencies '),
    from === 'dependencies' && isWhole && copy(['/app'], './', '--from=dependencies '),
    from === 'both' || from === 'build' ? copy(['/app'], './', `--from=build ${owner}`) : copy(['.'], '.', owner),
    project.startsIn !== '' && `WORKDIR /app/${project.startsIn}`,
    ...last(project, isYarn && project.start[0] === 'node' ? ['yarn', ...project.start] : project.start),
  ];
}

/** Next.js has put the server and the packages that it needs together. */
function standaloneStage(project: NodeProject, hasPublic: boolean): Lines {
  return [
    '# What runs.',
    `FROM ${baseImage(project)}`,
    `ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=${project.port ?? 3000}`,
    'WORKDIR /app',
    copy(['/app/.next/standalone'], './', '--from=build --chown=1000:1000 '),
    copy(['/app/.next/static'], './.next/static', '--from=build --chown=1000:1000 '),
    hasPublic && copy(['/app/public'], './public', '--from=build --chown=1000:1000 '),
    ...last(project, project.start),
  ];
}

function last({ manager, port }: NodeProject, start: readonly string[]): Lines {
  const program = manager === 'bun' ? 'bun' : 'node';
  // Whatever the page says, the program answers; only its own faults count.
  const script = `fetch('http://127.0.0.1:${port ?? 0}').then(r => process.exit(r.status < 500 ? 0 : 1), () => process.exit(1))`;
  return footer({ user: 1000, port, health: [program, '-e', script], start });
}

/** For the placeholders of templates. */
export function nodeInstall(project: NodeProject): { readonly install: string; readonly build: string } {
  const { all, withoutLock } = commands[project.manager];
  return { install: project.hasLock ? all : withoutLock, build: buildCommand(project) };
}
