import type { StaticProject } from '../project.ts';
import { copy, joinParts, jsonForm, type Lines } from './text.ts';

const image = 'nginxinc/nginx-unprivileged:1.29-alpine';

/** Serves the files of a folder as they are. */
export function staticDockerfile({ port = 8080 }: StaticProject): string {
  return joinParts([
    '# nginx, which runs without root.',
    `FROM ${image}`,
    ...configuration(port, '=404'),
    copy(['.'], '/usr/share/nginx/html'),
    ...last(port),
  ]);
}

/** Serves what a build has made; an address that is no file is left to the page, as its router wants it. */
export function nginxStage(output: string, port: number): Lines {
  return [
    '# What runs: nginx, without root.',
    `FROM ${image}`,
    ...configuration(port, '/index.html'),
    copy([`/app/${output}`], '/usr/share/nginx/html', '--from=build '),
    ...last(port),
  ];
}

function configuration(port: number, otherwise: string): Lines {
  return [
    "COPY <<'EOF' /etc/nginx/conf.d/default.conf",
    'server {',
    `  listen ${port};`,
    '  root /usr/share/nginx/html;',
    '  location / {',
    `    try_files $uri $uri/ ${otherwise};`,
    '  }',
    '}',
    'EOF',
  ];
}

function last(port: number): Lines {
  const health = ['wget', '-q', '--spider', `http://127.0.0.1:${port}/`];
  return ['USER 101', `EXPOSE ${port}`, `HEALTHCHECK --start-period=10s CMD ${jsonForm(health)}`];
}
