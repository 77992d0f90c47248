import type { Localizer } from '../ui/localizer.ts';
import type { Project, ProjectKind } from './project.ts';

const languages: Readonly<Record<Exclude<ProjectKind, 'static' | 'other'>, string>> = {
  node: 'Node.js',
  python: 'Python',
  go: 'Go',
  java: 'Java',
  dotnet: '.NET',
  rust: 'Rust',
  php: 'PHP',
  ruby: 'Ruby',
};

const managers: Readonly<Record<string, string>> = {
  'yarn-berry': 'Yarn',
  yarn: 'Yarn',
  bun: 'Bun',
  poetry: 'Poetry',
  pipenv: 'Pipenv',
  project: 'pip',
  none: '',
  maven: 'Maven',
  gradle: 'Gradle',
};

/** What a project is, in a few words: `Node.js 22, pnpm`. */
export function projectWords(project: Project, l10n: Localizer): string {
  if (project.kind === 'static') return l10n.t('Static pages');
  if (project.kind === 'other') return l10n.t('Something else');
  const manager = 'manager' in project ? project.manager : 'tool' in project ? project.tool : '';
  const language = manager === 'bun' ? 'Bun' : languages[project.kind];
  const by = manager === 'bun' ? '' : (managers[manager] ?? manager);
  const isPage = project.kind === 'node' && project.output !== undefined;
  return [`${language} ${project.version}`.trim(), by, isPage ? l10n.t('static pages') : '']
    .filter((part) => part !== '')
    .join(', ');
}
