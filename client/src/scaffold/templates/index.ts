import type { Project } from '../project.ts';
import { dotnetDockerfile, goDockerfile, javaDockerfile, rustDockerfile } from './compiled.ts';
import { nodeDockerfile } from './node.ts';
import { pythonDockerfile } from './python.ts';
import { otherDockerfile, phpDockerfile, rubyDockerfile } from './scripted.ts';
import { composeFile, dockerignore } from './shared.ts';
import { staticDockerfile } from './static.ts';

/** The files that are made, in the order that they are shown in. */
export const fileNames = ['Dockerfile', '.dockerignore', 'compose.yaml'] as const;

export type FileName = (typeof fileNames)[number];

/** The text of each file for a project. `env`: whether it has a `.env` file. */
export function filesFor(project: Project, has: { readonly env: boolean }): Readonly<Record<FileName, string>> {
  return {
    Dockerfile: dockerfileFor(project),
    '.dockerignore': dockerignore(project),
    'compose.yaml': composeFile(project, has),
  };
}

function dockerfileFor(project: Project): string {
  switch (project.kind) {
    case 'node':
      return nodeDockerfile(project);
    case 'python':
      return pythonDockerfile(project);
    case 'go':
      return goDockerfile(project);
    case 'java':
      return javaDockerfile(project);
    case 'dotnet':
      return dotnetDockerfile(project);
    case 'rust':
      return rustDockerfile(project);
    case 'php':
      return phpDockerfile(project);
    case 'ruby':
      return rubyDockerfile(project);
    case 'static':
      return staticDockerfile(project);
    case 'other':
      break;
  }
  return otherDockerfile(project);
}
