import { describe, expect, test } from 'vitest';
import { detectProjects } from '../../../client/src/scaffold/detect/index.ts';
import { filesFrom } from '../../../client/src/scaffold/files.ts';
import { commandLine, commandWords, isPort, projectName } from '../../../client/src/scaffold/names.ts';
import { fillTemplate, placeholders, templatePaths } from '../../../client/src/scaffold/ownTemplates.ts';
import type { Project } from '../../../client/src/scaffold/project.ts';
import { filesFor } from '../../../client/src/scaffold/templates/index.ts';
import { hasToml, readToml, tomlKeys, tomlList, tomlText } from '../../../client/src/scaffold/toml.ts';
import { chooseVersion, toolVersion } from '../../../client/src/scaffold/versions.ts';
import { projects } from './projects.ts';

function detected(texts: Readonly<Record<string, string>>, name = 'Work Space'): readonly Project[] {
  return detectProjects(filesFrom(new Map(Object.entries(texts)), name));
}

/** Folder, kind, name, version, who installs, port, start. */
function summary(project: Project): string {
  const manager = 'manager' in project ? project.manager : 'tool' in project ? project.tool : '-';
  const { folder, kind, name, version, port, start } = project;
  return [folder || '.', kind, name, version || '-', manager, port ?? '-', start.join(' ') || '-'].join(' | ');
}

/** What is found in each of the projects. */
const expected: Readonly<Record<string, string>> = {
  'express with npm': '. | node | web-api | 22 | npm | 4100 | node src/server.js',
  'typescript with pnpm': '. | node | orders | 22 | pnpm | 3333 | node dist/main.js',
  'nest with yarn': '. | node | nest-app | 22 | yarn | 3000 | npm run start',
  'yarn of today': '. | node | berry | 24 | yarn-berry | 8081 | node index.js',
  bun: '. | node | fast | 1 | bun | 8787 | bun run index.ts',
  'bun with a build': '. | node | fast2 | 1 | bun | 3000 | bun dist/index.js',
  'no lock, no dependencies': '. | node | tiny | 24 | npm | 8080 | node index.js',
  'a worker in Node': '. | node | worker | 24 | npm | - | npm run start',
  'a workspace of npm':
    '. | node | mono | 24 | npm | 4200 | node index.js\npackages/old | node | old | 24 | npm | - | node old.js',
  'a workspace of pnpm':
    '. | node | api | 24 | pnpm | 3333 | node dist/main.js\n. | node | page | 24 | pnpm | 8080 | -',
  'a workspace with a page': '. | node | site | 24 | yarn | 8080 | -',
  next: '. | node | site | 24 | npm | 3100 | npm run start',
  'next, standalone': '. | node | site | 24 | npm | 3000 | node server.js',
  'next, exported': '. | node | site | 24 | npm | 8080 | -',
  vite: '. | node | front | 24 | npm | 8080 | -',
  'create-react-app with pnpm': '. | node | cra | 24 | pnpm | 8080 | -',
  angular: '. | node | ng | 24 | npm | 8080 | -',
  'flask with pip': '. | python | work-space | 3.12 | pip | 8000 | gunicorn --bind 0.0.0.0:8000 app:app',
  'flask, factory, without gunicorn':
    '. | python | work-space | 3.13 | pip | 8000 | flask --app shop run --host 0.0.0.0 --port 8000',
  'django with pip': '. | python | work-space | 3.13 | pip | 8000 | gunicorn --bind 0.0.0.0:8000 mysite.wsgi',
  'fastapi with uv':
    '. | python | price-service | 3.12 | uv | 8000 | uvicorn prices.main:api --host 0.0.0.0 --port 8000',
  'fastapi with uv, no package': '. | python | hello | 3.13 | uv | 8000 | uvicorn main:app --host 0.0.0.0 --port 8000',
  poetry: '. | python | bot | 3.13 | poetry | 8000 | flask --app app:server run --host 0.0.0.0 --port 8000',
  pipenv: '. | python | work-space | 3.10 | pipenv | 8000 | hypercorn main:app --bind 0.0.0.0:8000',
  'a package of Python': '. | python | tool | 3.13 | project | - | python -m tool',
  'a script in Python': '. | python | work-space | 3.13 | none | - | python main.py',
  streamlit:
    '. | python | work-space | 3.13 | pip | 8501 | streamlit run app.py --server.port 8501 --server.address 0.0.0.0',
  Procfile: '. | python | work-space | 3.13 | pip | 8000 | gunicorn --bind 0.0.0.0:8000 shop:app --workers 2',
  go: '. | go | hello | 1.23 | - | 9090 | /usr/local/bin/app',
  'go with commands': '. | go | shop | 1.25 | - | 8000 | /usr/local/bin/app',
  'go with vendor': '. | go | job | 1.25 | - | - | /usr/local/bin/app',
  'spring with maven': '. | java | demo-shop | 17 | maven | 9000 | java -jar app.jar',
  'maven with modules': '. | java | all | 21 | maven | 8080 | java -jar app.jar',
  quarkus: '. | java | q | 21 | maven | 8080 | java -jar quarkus-run.jar',
  'spring with gradle': '. | java | orders | 21 | gradle | 8080 | java -jar app.jar',
  'application with gradle': '. | java | tool | 8 | gradle | - | bin/tool',
  'asp.net': '. | dotnet | shop-web | 8.0 | - | 8080 | dotnet Shop Web.dll',
  'console in .NET': '. | dotnet | job | 9.0 | - | - | dotnet job.dll',
  axum: '. | rust | hello-web | 1.90 | - | 3000 | /usr/local/bin/app',
  'a workspace of Rust': '. | rust | shop-web | 1.90 | - | 4321 | /usr/local/bin/app',
  'a tool in Rust': '. | rust | grepper | 1.83 | - | - | /usr/local/bin/app',
  laravel: '. | php | blog | 8.4 | - | 8080 | -',
  symfony: '. | php | app | 8.4 | - | 8080 | -',
  'PHP with a folder for what is given out': '. | php | work-space | 8.4 | - | 8080 | -',
  'plain PHP': '. | php | work-space | 8.4 | - | 8080 | -',
  rails: '. | ruby | work-space | 3.3 | - | 3000 | bundle exec rails server --binding 0.0.0.0',
  sinatra: '. | ruby | work-space | 3.4 | - | 4567 | bundle exec ruby app.rb -o 0.0.0.0',
  'a server in Ruby': '. | ruby | work-space | 3.4 | - | 4568 | bundle exec ruby app.rb',
  'rack with puma': '. | ruby | work-space | 3.2 | - | 9292 | bundle exec puma --bind tcp://0.0.0.0:9292',
  pages: '. | static | work-space | - | - | 8080 | -',
};

describe('what is found in', () => {
  test.each(Object.entries(projects))('%s', (name, texts) => {
    expect(detected(texts).map(summary).join('\n')).toBe(expected[name]);
  });
});

function dockerfile(name: string): string {
  const [project] = detected(projects[name] ?? {});
  return project ? filesFor(project, { env: false }).Dockerfile : '';
}

test('dependencies are installed before the sources are copied, and those for development stay behind', () => {
  const text = dockerfile('typescript with pnpm');
  expect(text).toContain('COPY package.json pnpm-lock.yaml .npmrc ./\nCOPY patches ./patches\n');
  expect(text).toContain('npm pkg delete scripts.prepare && pnpm install --frozen-lockfile --prod\n');
  expect(text).toContain('RUN pnpm run build && rm -rf node_modules\n');
  expect(text.indexOf('COPY --from=dependencies')).toBeLessThan(text.indexOf('COPY --from=build'));
});

test('packages that are installed together come together, and what is started is built last', () => {
  const npm = dockerfile('a workspace of npm');
  expect(npm).toContain(
    'COPY packages/api/package.json ./packages/api/\nCOPY packages/lib/package.json ./packages/lib/\n',
  );
  expect(npm).not.toContain('packages/old');
  expect(npm).toContain(' npm ci --omit=dev\n');
  expect(npm).toContain('COPY --from=dependencies /app ./\nCOPY . .\nWORKDIR /app/packages/api\n');
  const pnpm = dockerfile('a workspace of pnpm');
  expect(pnpm).toContain('RUN pnpm --dir libs/deep/core run build \\\n    && pnpm --dir apps/api run build\n');
  expect(pnpm).not.toMatch(/unused run|page run/);
  expect(dockerfile('a workspace with a page')).toContain('COPY --from=build /app/web/public /usr/share/nginx/html\n');
});

test('what is only for development comes along where the start needs it', () => {
  expect(dockerfile('a worker in Node')).toContain(' npm ci\n');
  expect(dockerfile('express with npm')).toContain(' npm ci --omit=dev\n');
});

test('a front end is served by nginx from where its build writes', () => {
  expect(dockerfile('vite')).toContain('COPY --from=build /app/www /usr/share/nginx/html\n');
  expect(dockerfile('angular')).toContain('/app/dist/shop/browser ');
  expect(dockerfile('next, exported')).toContain('/app/out ');
});

test('Next.js brings its own server where it is told to', () => {
  expect(dockerfile('next, standalone')).toContain('COPY --from=build --chown=1000:1000 /app/public ./public\n');
  expect(dockerfile('next')).not.toContain('standalone');
});

test('names with spaces are copied and built', () => {
  const text = dockerfile('asp.net');
  expect(text).toContain('COPY ["src/Shop Web/Shop Web.csproj", "./src/Shop Web/"]\n');
  expect(text).toContain('dotnet restore "src/Shop Web/Shop Web.csproj"\n');
});

test('the small image is only taken where it has what the program needs', () => {
  expect(dockerfile('django with pip')).toMatch(/FROM python:3\.13\nENV/);
  expect(dockerfile('flask with pip')).toMatch(/FROM python:3\.12-slim\nENV/);
  expect(dockerfile('go with commands')).toContain('CGO_ENABLED=1');
  expect(dockerfile('go')).toContain('FROM alpine:');
});

test('several projects of one workspace are told apart, the nearest first', () => {
  const found = detected({
    'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
    'packages/lib/package.json': '{ "name": "lib" }',
    'packages/api/package.json': '{ "name": "api", "scripts": { "start": "node ." } }',
    'jobs/go.mod': 'module jobs\n',
    'jobs/main.go': 'package main\n',
    'jobs/web/index.html': '',
    'site/index.html': '',
    'py/requirements.txt': '',
    'py/tools/main.py': '',
  });
  expect(found.map(({ folder, kind }) => `${folder}: ${kind}`)).toEqual([': node', 'jobs: go', 'py: python']);
});

test('libraries have nothing to start', () => {
  expect(detected({ 'go.mod': 'module lib\n', 'lib.go': 'package lib\n' })).toEqual([]);
  expect(detected({ 'Cargo.toml': '[package]\nname = "lib"\n', 'src/lib.rs': '' })).toEqual([]);
  expect(detected({ 'a.csproj': '<Project Sdk="Microsoft.NET.Sdk"></Project>' })).toEqual([]);
  expect(detected({ Gemfile: 'gemspec', 'x.gemspec': '' })).toEqual([]);
  expect(detected({ 'pyproject.toml': '[tool.ruff]\nline-length = 100\n' })).toEqual([]);
});

test('files that are no good are no projects, and nothing throws', () => {
  expect(detected({ 'package.json': '{ "name": ' })).toEqual([]);
  expect(detected({ 'package.json': '[]' })).toEqual([]);
  expect(detected({ 'package.json': '{ "devDependencies": { "prettier": "3" } }' })).toEqual([]);
  const strange = '{ "name": 5, "scripts": [], "engines": "x", "dependencies": { "a": null }, "main": "x.js" }';
  expect(detected({ 'package.json': strange })).toHaveLength(1);
  expect(detected({ 'pyproject.toml': '[project\nname = """\n' })).toEqual([]);
});

test('a name is fit for images and services', () => {
  expect(projectName('@scope/My App_2')).toBe('my-app-2');
  expect(projectName('你好')).toBe('app');
  expect(projectName(`${'a'.repeat(39)}-bc`)).toBe('a'.repeat(39));
});

describe('the version', () => {
  const python = { fallback: '3.13', parts: 2 } as const;
  const node = { fallback: '24', parts: 1 } as const;
  test.each([
    ['3.12.7\n', '3.12'],
    ['>=3.9', '3.13'],
    ['>=3.9,<3.12', '3.11'],
    ['>=3.9, <4', '3.13'],
    ['>=3.14', '3.14'],
    ['^3.11', '3.13'],
    ['~=3.10.2', '3.10'],
    ['~3.11', '3.11'],
    ['==3.11.*', '3.11'],
    ['3', '3.13'],
    ['', undefined],
    ['pypy', undefined],
  ])('of Python where it says %j is %s', (text, version) => {
    expect(chooseVersion(text, python)).toBe(version);
  });
  test.each([
    ['v22.11.0', '22'],
    ['lts/*', '24'],
    ['>=18', '24'],
    ['^20.1', '20'],
    ['20.x || 22.x', '20'],
    ['>=18 <21', '20'],
    ['>=26', '26'],
    ['18 - 20', '18'],
  ])('of Node where it says %j is %s', (text, version) => {
    expect(chooseVersion(text, node)).toBe(version);
  });
  test('is read from .tool-versions', () => {
    expect(toolVersion('ruby 3.2.1\nnodejs 22.1.0 system\n', ['nodejs', 'node'])).toBe('22.1.0');
  });
});

test('TOML is read as far as project files need it', () => {
  const toml = readToml(
    '# x\na = 1 # y\n[project]\nname = "a # b"\ndeps = [\n  "x>=1", # why\n  \'y\',\n]\n[[bin]]\nname = "one"\n[[bin]]\nname = "two"\n[tool."x"]\n"k.l" = { a = 1 }\n',
  );
  expect(tomlText(toml, 'project', 'name')).toBe('a # b');
  expect(tomlList(toml, 'project', 'deps')).toEqual(['x>=1', 'y']);
  expect(tomlText(toml, 'bin', 'name')).toBe('one');
  expect(tomlKeys(toml, 'tool.x')).toEqual(['k.l']);
  expect(hasToml(toml, 'tool.y')).toBe(false);
  expect(tomlText(readToml('[project\nname = "a"'), 'project', 'name')).toBe('');
});

test('a command is a list of words, or given to a shell', () => {
  expect(commandWords('node "my app.js" --x')).toEqual(['node', 'my app.js', '--x']);
  expect(commandWords('a && b $PORT')).toEqual(['sh', '-c', 'a && b $PORT']);
  expect(commandWords('  ')).toEqual([]);
  for (const line of ['node "my app.js" --x', 'a && b $PORT', 'go']) {
    expect(commandLine(commandWords(line))).toBe(line);
  }
});

test('a port is a number that fits', () => {
  expect(['80', '65535'].every(isPort)).toBe(true);
  expect(['0', '65536', '8o', '', '-1'].some(isPort)).toBe(false);
});

describe('own templates', () => {
  const [project] = detected(projects['express with npm'] ?? {});
  if (!project) throw new Error('no project');

  test('are looked for by kind, then for all', () => {
    expect(templatePaths(project, 'Dockerfile')).toEqual(['node/Dockerfile', 'Dockerfile']);
    expect(templatePaths(project, '.dockerignore')).toContain('dockerignore');
  });

  test('are filled in', () => {
    const template =
      'FROM our/node:{{version}}\n{{#port}}\nEXPOSE {{port}}\n{{/port}}\n{{#output}}\nCOPY {{output}} /x\n{{/output}}\nRUN {{install}}\nCMD {{startJson}}\n# {{unknown}} {{.Names}} {{start}}\n';
    expect(fillTemplate(template, placeholders(project))).toBe(
      'FROM our/node:22\nEXPOSE 4100\nRUN npm ci\nCMD ["node", "src/server.js"]\n# {{unknown}} {{.Names}} node src/server.js\n',
    );
  });
});
