import type { Project } from './project.ts';

/** The project with another port, also where its start names the old one. Without one, it serves nothing. */
export function withPort(project: Project, port: number | undefined): Project {
  const { port: old, ...rest } = project;
  if (port === undefined) return rest;
  const start = old === undefined ? project.start : project.start.map((word) => replaced(word, old, port));
  return { ...rest, port, start };
}

function replaced(word: string, old: number, port: number): string {
  return word.replaceAll(new RegExp(`(?<![\\w.])${old}(?![\\w.])`, 'g'), String(port));
}

/** Files that would be read in place of ours, or beside it: by the name of ours. */
export const otherNames: Readonly<Record<string, readonly string[]>> = {
  Dockerfile: ['Dockerfile', 'Containerfile'],
  '.dockerignore': ['.dockerignore'],
  'compose.yaml': ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'],
};
