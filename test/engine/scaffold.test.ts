// The Docker files that we write, put to the real builder and the real Compose; some are built and run.
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { detectProjects, otherProject } from '../../client/src/scaffold/detect/index.ts';
import { filesFrom } from '../../client/src/scaffold/files.ts';
import type { Project } from '../../client/src/scaffold/project.ts';
import { filesFor } from '../../client/src/scaffold/templates/index.ts';
import { projects } from '../client/scaffold/projects.ts';
import { labels, useRealEngine } from './realEngine.ts';

type Texts = Readonly<Record<string, string>>;

const cases: readonly (readonly [string, Project, Texts])[] = [
  ...Object.entries(projects).flatMap(([name, texts]) =>
    detectProjects(filesFrom(new Map(Object.entries(texts)), 'Work Space')).map(
      (project) => [name, project, texts] as const,
    ),
  ),
  ['other', { ...otherProject('', 'thing'), port: 8080 }, { 'run.sh': '' }],
];

/** A server of its own, with a build that writes what is started. */
const server: Texts = {
  'package.json': JSON.stringify({
    name: 'hello',
    scripts: { build: 'mkdir -p dist && cp src/server.js dist/', start: 'node dist/server.js' },
    dependencies: { nothing: '1' },
  }),
  'package-lock.json': '{}',
  'src/server.js': "require('http').createServer((_, answer) => answer.end('hello')).listen(8080);\n",
};

/** Those whose images have stand-ins that can do what is asked of them. */
const built: Readonly<Record<string, Texts>> = {
  'a server with a build': server,
  'no lock, no dependencies': projects['no lock, no dependencies'] ?? {},
  'a page with a build': {
    'package.json': JSON.stringify({ name: 'page', scripts: { build: 'mkdir www && cp index.html www # vite build' } }),
    'vite.config.js': "export default { build: { outDir: 'www' } };\n",
    'index.html': '<h1>Hi</h1>',
  },
  'a script in Python': projects['a script in Python'] ?? {},
  pages: projects['pages'] ?? {},
};

const images = [
  ...new Set(
    cases.flatMap(([, project]) =>
      [...filesFor(project, { env: false }).Dockerfile.matchAll(/(?:^FROM |from=)([a-z][\w./-]*:[\w.-]+)/gm)].map(
        ([, image = '']) => image,
      ),
    ),
  ),
];

const real = useRealEngine([...images, 'node:24-slim']);

async function inFolder(texts: Texts, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-scaffold-'));
  try {
    for (const [path, text] of Object.entries(texts)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function docker(...args: readonly string[]): { readonly code: number | null; readonly said: string } {
  const ask = (): ReturnType<typeof spawnSync> =>
    spawnSync('docker', args, { env: { ...process.env, ...real().testbed.env }, encoding: 'utf8', timeout: 60_000 });
  const first = ask();
  // Seldom the CLI waits for an answer that never comes: then it is asked once more.
  const { status, stdout, stderr } = first.signal === null ? first : ask();
  return { code: status, said: `${String(stdout)}${String(stderr)}` };
}

test('the builder has nothing to remark on any of them, and Compose reads each', { timeout: 400_000 }, async () => {
  const problems: string[] = [];
  for (const [name, project, texts] of cases) {
    await inFolder({ ...texts, ...filesFor(project, { env: '.env' in texts }) }, async (folder) => {
      const checked = docker('build', '--call=check', folder);
      if (checked.code !== 0 || /WARNING/.test(checked.said)) problems.push(`${name}: ${checked.said}`);
      const compose = docker(
        'compose',
        '--project-directory',
        folder,
        '-f',
        join(folder, 'compose.yaml'),
        'config',
        '-q',
      );
      if (compose.code !== 0 || compose.said !== '') problems.push(`${name}: ${compose.said}`);
    });
  }
  expect(problems).toEqual([]);
});

test.each(Object.entries(built))('%s is built', { timeout: 120_000 }, async (name, texts) => {
  const [project] = detectProjects(filesFrom(new Map(Object.entries(texts)), 'built'));
  if (!project) throw new Error(`nothing was found in ${name}`);
  const tag = `slipway-scaffold-${project.name}`;
  await inFolder({ ...texts, ...filesFor(project, { env: false }) }, async (folder) => {
    const label = Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
    const { code, said } = docker('build', '--progress=plain', ...label, '--tag', tag, folder);
    expect(code, said).toBe(0);
  });
  if (project.kind !== 'node' || project.output !== undefined) return;
  const { engine, run } = real();
  const id = await run({ image: tag });
  const healthy = async (): Promise<unknown> => (await engine.get('container', id))?.health;
  await expect.poll(healthy, { timeout: 45_000, interval: 500 }).toBe('healthy');
  const user = await promisify(execFile)('docker', ['exec', id, 'id', '-u'], {
    env: { ...process.env, ...real().testbed.env },
  });
  expect(user.stdout.trim()).toBe('1000');
});
