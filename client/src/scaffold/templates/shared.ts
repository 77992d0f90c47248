import type { Project, ProjectKind } from '../project.ts';

/** What never belongs into a build context, whatever the project. */
const always = [
  '# What the build does not need, and what is not for others.',
  '.git',
  '.gitignore',
  '.github',
  '.gitlab-ci.yml',
  '.vscode',
  '.idea',
  '.DS_Store',
  '',
  '# Secrets',
  '.env',
  '.env.*',
  '*.pem',
  '*.key',
  '',
  '# These files themselves',
  '.dockerignore',
  'Dockerfile*',
  'compose*.yaml',
  'compose*.yml',
  'docker-compose*.yaml',
  'docker-compose*.yml',
];

const byKind: Readonly<Record<ProjectKind, readonly string[]>> = {
  node: ['**/node_modules', '**/dist', '**/.next', '**/.turbo', 'coverage', '*.log', '.eslintcache'],
  python: ['**/__pycache__', '**/*.pyc', '.venv', 'venv', '.pytest_cache', '.mypy_cache', '.ruff_cache', '.coverage'],
  go: ['bin', '*.test', '*.out'],
  java: ['**/target', '**/build', '.gradle', '*.class'],
  dotnet: ['**/bin', '**/obj', '**/*.user', '.vs'],
  rust: ['target'],
  php: ['vendor', 'node_modules', '.phpunit.cache', 'storage/logs/*', 'var/cache', 'var/log'],
  ruby: ['.bundle', 'vendor/bundle', 'log/*', 'tmp/*', 'node_modules', 'coverage', 'config/master.key'],
  static: ['node_modules'],
  other: [],
};

export function dockerignore(project: Project): string {
  // Without a build, what stands in `dist` is what runs.
  const isBuilt = project.kind !== 'node' || project.hasBuild;
  const made = byKind[project.kind].filter((pattern) => isBuilt || pattern !== '**/dist');
  const installed = made.length > 0 ? ['', '# What is installed or made anew', ...made] : [];
  return `${[...always, ...installed].join('\n')}\n`;
}

/** One service that is built from the Dockerfile beside it. Ports are open to this machine only. */
export function composeFile(project: Project, has: { readonly env: boolean }): string {
  const { name, port } = project;
  return `${[
    `name: ${yamlText(name)}`,
    'services:',
    `  ${yamlText(name)}:`,
    '    build: .',
    ...(has.env ? ['    env_file:', '      - .env'] : []),
    ...(port === undefined ? [] : ['    ports:', `      - "127.0.0.1:${port}:${port}"`]),
  ].join('\n')}\n`;
}

/** A name of digits alone would be read as a number. */
function yamlText(name: string): string {
  return /^[a-z][a-z0-9-]*$/.test(name) && !/^(?:true|false|null|yes|no|on|off|y|n)$/.test(name) ? name : `"${name}"`;
}
