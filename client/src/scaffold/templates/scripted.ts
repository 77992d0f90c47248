import type { OtherProject, PhpProject, RubyProject } from '../project.ts';
import { bashHealth, copy, footer, joinParts, type Lines } from './text.ts';

export function phpDockerfile(project: PhpProject): string {
  const { version, port = 8080, hasComposer, extensions, root, writes } = project;
  const page = root === '' ? '/var/www/html' : `/var/www/html/${root}`;
  const mount = `--mount=type=bind,from=mlocati/php-extension-installer:2,source=/usr/bin/${installer},target=/usr/bin/${installer}`;
  const listen = `sed -ri 's/80/${port}/' /etc/apache2/ports.conf`;
  return joinParts(hasComposer ? composerStage(project) : [], [
    '# What runs: Apache with PHP, without root.',
    `FROM php:${version}-apache`,
    ...(extensions.length > 0
      ? [`RUN ${mount} \\`, `    ${installer} ${extensions.join(' ')} \\`, `    && ${listen} \\`]
      : [`RUN ${listen} \\`]),
    `    && sed -ri 's!/var/www/html!${page}!; s/:80/:${port}/' /etc/apache2/sites-available/000-default.conf \\`,
    '    && a2enmod rewrite',
    'WORKDIR /var/www/html',
    hasComposer ? copy(['/app'], './', '--from=dependencies ') : 'COPY . .',
    ...(hasComposer
      ? writes.map((folder) => copy([`/app/${folder}`], `./${folder}`, '--from=dependencies --chown=33:33 '))
      : []),
    ...footer({
      user: 33,
      port,
      health: ['php', '-r', `exit(@fsockopen('127.0.0.1', ${port}) ? 0 : 1);`],
      start: [],
    }),
  ]);
}

const installer = 'install-php-extensions';

function composerStage({ hasLock, writes }: PhpProject): Lines {
  const options = '--no-dev --no-interaction --no-progress --ignore-platform-reqs --no-scripts';
  return [
    '# The packages.',
    'FROM composer:2 AS dependencies',
    'WORKDIR /app',
    copy(hasLock ? ['composer.json', 'composer.lock'] : ['composer.json'], './'),
    `RUN --mount=type=cache,target=/tmp/cache composer install ${options} --no-autoloader`,
    'COPY . .',
    `RUN ${writes.length > 0 ? `mkdir -p ${writes.join(' ')} && ` : ''}composer dump-autoload --optimize --no-dev --no-scripts`,
  ];
}

export function rubyDockerfile(project: RubyProject): string {
  const { version, hasLock, isRails, hasAssets, needsLibraries, port, start } = project;
  const environment = [
    ...(hasLock ? ['BUNDLE_DEPLOYMENT=1'] : []),
    'BUNDLE_PATH=/usr/local/bundle',
    'BUNDLE_WITHOUT=development:test',
    ...(isRails
      ? ['RAILS_ENV=production', 'RAILS_LOG_TO_STDOUT=1', 'RAILS_SERVE_STATIC_FILES=1']
      : ['RACK_ENV=production']),
  ].join(' ');
  return joinParts(
    [
      '# The gems. This image has what is needed to compile some of them.',
      `FROM ruby:${version} AS build`,
      `ENV ${environment}`,
      'WORKDIR /app',
      copy(hasLock ? ['Gemfile', 'Gemfile.lock'] : ['Gemfile'], './'),
      'RUN bundle install && rm -rf /usr/local/bundle/cache',
      'COPY . .',
      // Rails wants a key to start at all; this one is in no image.
      isRails &&
        `RUN ${hasAssets ? 'SECRET_KEY_BASE=only-for-this-build bundle exec rails assets:precompile && ' : ''}mkdir -p db log storage tmp`,
    ],
    [
      needsLibraries ? '# What runs. A gem needs a library that the slim image does not have.' : '# What runs.',
      needsLibraries ? `FROM ruby:${version}` : `FROM ruby:${version}-slim`,
      `ENV ${environment}`,
      'WORKDIR /app',
      copy(['/usr/local/bundle'], '/usr/local/bundle', '--from=build '),
      copy(['/app'], './', '--from=build '),
      ...(isRails
        ? ['db', 'log', 'storage', 'tmp'].map((name) =>
            copy([`/app/${name}`], `./${name}`, '--from=build --chown=1000:1000 '),
          )
        : []),
      ...footer({
        user: 1000,
        port,
        health: ['ruby', '-rsocket', '-e', `TCPSocket.new('127.0.0.1', ${port ?? 0}).close`],
        start,
      }),
    ],
  );
}

/** A place to begin from, where nothing is known of the project. */
export function otherDockerfile({ port, start }: OtherProject): string {
  return joinParts([
    '# Choose the image of your language here, and install before the sources are copied what the program needs.',
    'FROM debian:13-slim',
    'WORKDIR /app',
    'COPY . .',
    ...footer({ user: 1000, port, health: bashHealth(port), start: start.length > 0 ? start : ['bash'] }),
  ]);
}
