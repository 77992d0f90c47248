import { textAt } from '../../engine/json.ts';
import { type Files, firstOf, hasFolder, inFolder } from '../files.ts';
import { commandWords, portIn } from '../names.ts';
import type { NodeManager, NodeProject } from '../project.ts';
import { frontEndOutput } from './frontEnd.ts';
import type { Manifest, Member } from './workspace.ts';

/** Libraries that listen, with the port that people mostly give them. */
const servers: readonly (readonly [string, number])[] = [
  ['next', 3000],
  ['nuxt', 3000],
  ['@nestjs/core', 3000],
  ['@remix-run/serve', 3000],
  ['@react-router/serve', 3000],
  ['@sveltejs/adapter-node', 3000],
  ['@astrojs/node', 4321],
  ['express', 3000],
  ['fastify', 3000],
  ['koa', 3000],
  ['hono', 3000],
  ['@hapi/hapi', 3000],
  ['elysia', 3000],
  ['polka', 3000],
  ['restify', 3000],
  ['apollo-server', 4000],
  ['@apollo/server', 4000],
  ['socket.io', 3000],
  ['ws', 3000],
  ['json-server', 3000],
];

type Running = Pick<NodeProject, 'port' | 'start' | 'needsAll' | 'output' | 'standalone'>;
/** Without a name where it is called as the whole is. */
type Program = Running & Pick<NodeProject, 'startsIn' | 'writesHere' | 'name'>;

/** What can be started of a package, or of those that are installed together. */
export function programsOf(
  files: Files,
  manifest: Manifest,
  members: readonly Member[],
  manager: NodeManager,
): readonly Program[] {
  const libraries = [...members.map((member) => member.manifest), manifest].flatMap(({ dependencies }) =>
    Object.entries(dependencies),
  );
  const own = runningOf(files, { ...manifest, dependencies: Object.fromEntries(libraries) }, manager);
  if (members.length === 0 || startScript(manifest) !== undefined) {
    return own ? [{ ...own, name: '', startsIn: '', writesHere: 'next' in manifest.dependencies }] : [];
  }
  const found = members.flatMap((member) => memberProgram(files, manifest, member, manager));
  return found
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map((each) => (found.length === 1 ? { ...each, name: '' } : each));
}

function memberProgram(
  files: Files,
  { development }: Manifest,
  { folder, manifest }: Member,
  manager: NodeManager,
): readonly Program[] {
  const all = { ...manifest, development: { ...development, ...manifest.development } };
  const inside = inFolder(files, folder);
  const page = pageOf(inside, all);
  // Others are libraries.
  const started = startScript(manifest) === undefined ? undefined : startedOf(inside, all, manager);
  const running = page === undefined ? started : { ...page, output: `${folder}/${page.output}` };
  const name = textAt(manifest.json, 'name') || folder;
  return running ? [{ ...running, name, startsIn: folder, writesHere: 'next' in manifest.dependencies }] : [];
}

/** Servers, then pages, then what serves nothing. */
function rankOf({ port, output }: Program): number {
  if (port === undefined) return 2;
  return output === undefined ? 0 : 1;
}

/** How it runs: as files that a web server gives out, or as a program. Undefined where nothing can be started. */
function runningOf(files: Files, manifest: Manifest, manager: NodeManager): Running | undefined {
  const { scripts, dependencies } = manifest;
  const page = pageOf(files, manifest);
  if (page) return page;
  if (scripts['build'] !== undefined && 'next' in dependencies && isStandalone(files)) {
    const standalone = { hasPublic: hasFolder(files, 'public') };
    return { ...servedAt(portOf(files, manifest)), standalone, start: ['node', 'server.js'], needsAll: false };
  }
  return startedOf(files, manifest, manager);
}

/** A front end of files only. */
function pageOf(files: Files, manifest: Manifest): (Running & { readonly output: string }) | undefined {
  const { scripts } = manifest;
  if (scripts['build'] === undefined) return undefined;
  const output = frontEndOutput(files, { ...manifest, start: scripts['start'] ?? '' });
  return output === undefined ? undefined : { output, port: 8080, start: [], needsAll: false };
}

function startedOf(files: Files, manifest: Manifest, manager: NodeManager): Running | undefined {
  const started = startOf(files, manifest, manager);
  return started && { ...servedAt(portOf(files, manifest)), ...started };
}

function servedAt(port: number | undefined): { readonly port?: number } {
  return port === undefined ? {} : { port };
}

const entries = ['server.js', 'index.js', 'app.js', 'main.js', 'src/server.js', 'src/index.js', 'src/app.js'];
const bunEntries = ['index.ts', 'src/index.ts', 'server.ts', 'src/server.ts', 'index.js', 'src/index.js'];

/** Programs that are not called like the package that brings them. */
const packageOf: Readonly<Record<string, string>> = { nest: '@nestjs/cli', tsc: 'typescript', ng: '@angular/cli' };

/** What starts it, and whether that needs what package.json keeps for development. Undefined where nothing can be started. */
function startOf(
  files: Files,
  { json, scripts, development }: Manifest,
  manager: NodeManager,
): { readonly start: readonly string[]; readonly needsAll: boolean } | undefined {
  const name = startScript({ scripts });
  const script = name === undefined ? undefined : scripts[name];
  if (name !== undefined && script !== undefined) {
    const bare = script.trim().replace(/^(?:cross-env\s+)?(?:NODE_ENV=production\s+)?/, '');
    const needsAll = bare.split(/[\s&|;/]+/).some((word) => (packageOf[word] ?? word) in development);
    const words = commandWords(bare);
    const isPlain = /^(?:node|bun) /.test(bare) && words[0] !== 'sh';
    const runner = manager === 'bun' ? 'bun' : 'npm';
    return { start: isPlain ? words : [runner, 'run', name], needsAll };
  }
  const main = textAt(json, 'main');
  const candidates = manager === 'bun' ? [main, ...bunEntries] : [main, ...entries];
  const entry = firstOf(files, candidates) ?? (/\.[cm]?js$/.test(main) ? main : undefined);
  if (entry === undefined) return undefined;
  return { start: [...(manager === 'bun' ? ['bun', 'run'] : ['node']), entry], needsAll: false };
}

/** The script that starts it where it serves for good. */
function startScript({ scripts }: Pick<Manifest, 'scripts'>): string | undefined {
  return ['start:prod', 'start:production', 'start'].find((each) => scripts[each] !== undefined);
}

function portOf(files: Files, { json, scripts, dependencies, development }: Manifest): number | undefined {
  const start = scripts['start:prod'] ?? scripts['start'] ?? '';
  const byCommand = portIn(start, [/(?:--port[ =]|\s-p[ =]?|PORT=)(\d+)/]);
  if (byCommand !== undefined) return byCommand;
  const byEnv = portIn(files.text('.env.example') || files.text('.env'), [/^PORT\s*=\s*["']?(\d+)/m]);
  const started = start.match(/[\w./-]+\.[cm]?[jt]s\b/g) ?? [];
  const sources = [...started, textAt(json, 'main'), ...entries, ...bunEntries, 'src/main.ts'].map((path) =>
    files.text(path),
  );
  const bySource = portIn(sources.join('\n'), [
    /\.listen\(\s*(\d+)/,
    /PORT\b[^\n]{0,20}?(?:\|\||\?\?)\s*["']?(\d+)/,
    /\bport\s*[:=]\s*["']?(\d+)/i,
  ]);
  const all = { ...dependencies, ...development };
  const known = servers.find(([name]) => name in all)?.[1];
  const listens = /\b(?:createServer|Bun\.serve|Deno\.serve)\b/.test(sources.join('\n')) ? 3000 : undefined;
  return byEnv ?? bySource ?? known ?? listens;
}

function isStandalone(files: Files): boolean {
  return ['next.config.js', 'next.config.mjs', 'next.config.ts', 'next.config.cjs'].some((name) =>
    /\boutput\s*:\s*["']standalone["']/.test(files.text(name)),
  );
}
