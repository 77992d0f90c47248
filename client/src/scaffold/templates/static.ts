import { copy, joinParts, jsonForm, type Lines } from './text.ts';

const image = 'nginxinc/nginx-unprivileged:1.29-alpine';

/** Serves the files of a folder as they are. */
export function staticDockerfile(): string {
  return joinParts([
    '# nginx, which runs without root and therefore listens on 8080.',
    `FROM ${image}`,
    copy(['.'], '/usr/share/nginx/html'),
    ...last,
  ]);
}

/** Serves what a build has made; an address that is no file is left to the page, as its router wants it. */
export function nginxParts(output: string): readonly Lines[] {
  return [
    [
      '# What runs: nginx, without root and therefore on 8080.',
      `FROM ${image}`,
      "COPY <<'EOF' /etc/nginx/conf.d/default.conf",
      'server {',
      '  listen 8080;',
      '  root /usr/share/nginx/html;',
      '  location / {',
      '    try_files $uri $uri/ /index.html;',
      '  }',
      '}',
      'EOF',
      copy([`/app/${output}`], '/usr/share/nginx/html', '--from=build '),
      ...last,
    ],
  ];
}

const last: Lines = [
  'USER 101',
  'EXPOSE 8080',
  `HEALTHCHECK --start-period=10s CMD ${jsonForm(['wget', '-q', '--spider', 'http://127.0.0.1:8080/'])}`,
];
