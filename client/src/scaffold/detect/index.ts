import { type Files, folderOf, inFolder, nameOf } from '../files.ts';
import { projectName } from '../names.ts';
import type { OtherProject, Project, StaticProject } from '../project.ts';
import { dotnetProjects } from './dotnet.ts';
import { goProject } from './go.ts';
import { javaProject } from './java.ts';
import { nodeProjects } from './node.ts';
import { phpProject } from './php.ts';
import { pythonProject } from './python.ts';
import { rubyProject } from './ruby.ts';
import { rustProject } from './rust.ts';

/** The files that are read of a workspace; of others it only counts that they are there. */
export const readFiles = new Set(
  [
    'package.json pnpm-lock.yaml pnpm-workspace.yaml yarn.lock .nvmrc .node-version .tool-versions .env.example .env Procfile angular.json',
    'next.config.js next.config.mjs next.config.ts next.config.cjs vue.config.js vue.config.ts svelte.config.js',
    'astro.config.mjs astro.config.ts astro.config.js vite.config.ts vite.config.js vite.config.mjs vite.config.mts',
    'server.js index.js app.js main.js main.ts index.ts server.ts',
    'pyproject.toml requirements.txt Pipfile poetry.lock .python-version runtime.txt manage.py',
    'main.py app.py server.py wsgi.py asgi.py run.py __init__.py __main__.py',
    'go.mod .go-version main.go Cargo.toml rust-toolchain rust-toolchain.toml main.rs',
    'pom.xml build.gradle build.gradle.kts settings.gradle settings.gradle.kts .java-version .sdkmanrc',
    'application.properties application.yml global.json Directory.Build.props',
    'composer.json .php-version Gemfile Gemfile.lock .ruby-version app.rb',
  ].flatMap((names) => names.split(' ')),
);

/** The same by what they end in. */
export const readEndings: readonly string[] = ['.csproj', '.fsproj', '.vbproj'];

/** What is never searched: what tools install or write. */
export const skippedFolders =
  'node_modules .git .hg .svn .venv venv env __pycache__ vendor/bundle target dist out build bin obj .next .nuxt .output coverage .gradle .idea .vscode .terraform site-packages bower_components'.split(
    ' ',
  );

type Detector = (files: Files, folder: string) => Project | readonly Project[] | undefined;

/** By what marks the folder of a project; where several are in one folder, the first is it. */
const detectors: readonly (readonly [RegExp, Detector])[] = [
  [/^go\.mod$/, goProject],
  [/^Cargo\.toml$/, rustProject],
  [/^(?:pom\.xml|build\.gradle(?:\.kts)?)$/, javaProject],
  [/^Gemfile$/, rubyProject],
  [/^(?:composer\.json|index\.php)$/, phpProject],
  [/^(?:pyproject\.toml|requirements\.txt|Pipfile|manage\.py|setup\.py)$/, pythonProject],
  [/^package\.json$/, nodeProjects],
  [/^(?:main|app|server)\.py$/, pythonProject],
  [/^index\.html$/, staticProject],
];

/** The projects among the files, the one in the folder itself first. A folder inside a project can be one of its own. */
export function detectProjects(files: Files): readonly Project[] {
  const found: Project[] = [...dotnetProjects(files)];
  const taken = new Set<string>();
  for (const [marker, detect] of detectors) {
    const folders = new Set(files.paths.filter((path) => marker.test(nameOf(path))).map(projectFolder));
    for (const folder of [...folders].sort((a, b) => depth(a) - depth(b))) {
      if (taken.has(folder)) continue;
      const projects = [detect(inFolder(files, folder), folder) ?? []].flat();
      const own = projects.filter((project) => !belongsToAnother(files, project, found));
      if (own.length > 0) taken.add(folder);
      found.push(...own);
    }
  }
  // What was found in one folder keeps its order.
  return found.toSorted((a, b) => depth(a.folder) - depth(b.folder) || a.folder.localeCompare(b.folder));
}

/** What is taken where nothing is known: the user says how it starts. */
export function otherProject(folder: string, name: string): OtherProject {
  return { kind: 'other', folder, name: projectName(name), version: '', start: [], evidence: [] };
}

function staticProject(files: Files, folder: string): StaticProject {
  const name = projectName(files.name);
  return { kind: 'static', folder, name, version: '', port: 8080, start: [], evidence: ['index.html'] };
}

/** A page, a file or a module within another project is a part of that. */
function belongsToAnother(files: Files, project: Project, others: readonly Project[]): boolean {
  const above = others.filter(({ folder }) => folder !== project.folder && isBelow(project.folder, folder));
  if (above.length === 0) return false;
  if (project.kind === 'static' || project.kind === 'php') return true;
  if (project.kind === 'python') return project.manager === 'none' || above.some(({ kind }) => kind === 'python');
  if (project.kind === 'rust' && above.some(({ kind }) => kind === 'rust')) return true;
  if (project.kind === 'java') return above.some(({ kind }) => kind === 'java');
  if (above.some((other) => isMember(other, project))) return true;
  // Packages within another are libraries, but for those that can be started.
  return project.kind === 'node' && project.output === undefined && !isStarted(files, project.folder);
}

/** What is installed together with others is not installed alone. */
function isMember(other: Project, { folder }: Project): boolean {
  if (other.kind !== 'node') return false;
  return other.members.some((member) => (other.folder === '' ? member : `${other.folder}/${member}`) === folder);
}

/** The folder that a file marks. What is given out of a page in PHP is in a folder of its own, apart from the sources. */
function projectFolder(path: string): string {
  return folderOf(path.replace(/(?:public|htdocs)\/index\.php$/, 'index.php'));
}

function isStarted(files: Files, folder: string): boolean {
  return /"start"\s*:/.test(files.text(`${folder}/package.json`));
}

function isBelow(folder: string, above: string): boolean {
  return above === '' || folder.startsWith(`${above}/`);
}

function depth(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}
