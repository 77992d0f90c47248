import type { IgnorePattern } from './patterns.ts';

/** Names of what comes and goes: secrets, what tools install or write, what editors and systems leave. */
const names = new Set(
  [
    '.git .gitignore .gitattributes .gitlab-ci.yml .github .hg .svn .vscode .vs .idea .DS_Store Thumbs.db',
    '.env .env.* *.env *.pem *.key *.pfx *.p12 id_rsa master.key secrets',
    'node_modules bower_components dist build out target bin obj coverage .next .nuxt .output .turbo .cache .parcel-cache',
    '.eslintcache .nyc_output *.log npm-debug.log* yarn-error.log logs log tmp temp *.tmp *.swp *.bak',
    '__pycache__ *.pyc *.pyo .venv venv env .pytest_cache .mypy_cache .ruff_cache .tox .coverage htmlcov *.egg-info',
    '*.test *.out .gradle *.class *.jar *.user vendor .bundle bundle .phpunit.cache cache .terraform',
    '.dockerignore Dockerfile Dockerfile* Containerfile* compose*.yaml compose*.yml docker-compose*',
    'docker-compose*.yaml docker-compose*.yml compose.yaml docker-compose.yml',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a pattern is there for what may come: that nothing matches it today says nothing against it. */
export function isUsual({ path, isException }: IgnorePattern): boolean {
  if (isException) return false;
  const parts = path.split('/').filter((part) => part !== '**' && part !== '*' && part !== '');
  return names.has(parts.at(-1) ?? '');
}
