import type { DotnetProject, GoProject, JavaProject, RustProject } from '../project.ts';
import { bashHealth, busyboxHealth, copy, footer, joinParts, type Lines } from './text.ts';

export function goDockerfile(project: GoProject): string {
  const { version, main, hasSum, hasVendor, usesC, port, start } = project;
  const cache = '--mount=type=cache,target=/root/.cache/go-build';
  const modules = '--mount=type=cache,target=/go/pkg/mod';
  const environment = `CGO_ENABLED=${usesC ? 1 : 0}`;
  return joinParts(
    [
      '# The build.',
      `FROM golang:${version}${usesC ? '-bookworm' : ''} AS build`,
      'WORKDIR /src',
      !hasVendor && copy(hasSum ? ['go.mod', 'go.sum'] : ['go.mod'], './'),
      !hasVendor && `RUN ${modules} go mod download`,
      'COPY . .',
      [
        ...(hasVendor ? [`RUN ${cache}`] : [`RUN ${modules}`, cache]),
        `${environment} go build -trimpath -ldflags="-s -w" -o /out/app ${main}`,
      ].join(' \\\n    '),
    ],
    [
      '# What runs: the program, and little else.',
      usesC ? 'FROM debian:12-slim' : 'FROM alpine:3.22',
      copy(['/out/app'], '/usr/local/bin/app', '--from=build '),
      ...footer({ user: 1000, port, health: usesC ? bashHealth(port) : busyboxHealth(port), start }),
    ],
  );
}

export function rustDockerfile(project: RustProject): string {
  const { version, binary, hasLock, port, start } = project;
  return joinParts(
    [
      '# The build. What cargo fetches and compiles stays in caches, so that it is not done again for every change.',
      `FROM rust:${version}-bookworm AS build`,
      'WORKDIR /src',
      'COPY . .',
      [
        'RUN --mount=type=cache,target=/usr/local/cargo/registry',
        '--mount=type=cache,target=/usr/local/cargo/git',
        '--mount=type=cache,target=/src/target',
        `cargo build --release${hasLock ? ' --locked' : ''} --bin ${binary}`,
        `&& cp target/release/${binary} /usr/local/bin/app`,
      ].join(' \\\n    '),
    ],
    [
      '# What runs: the program, and little else.',
      'FROM debian:12-slim',
      copy(['/usr/local/bin/app'], '/usr/local/bin/app', '--from=build '),
      ...footer({ user: 1000, port, health: bashHealth(port), start }),
    ],
  );
}

export function javaDockerfile(project: JavaProject): string {
  const { version, port, start, result } = project;
  return joinParts(project.tool === 'maven' ? mavenStage(project) : gradleStage(project), [
    '# What runs.',
    `FROM eclipse-temurin:${version}-jre`,
    'WORKDIR /app',
    result.kind === 'jar'
      ? copy(['/src/app.jar'], 'app.jar', '--from=build ')
      : copy([`/src/${result.path}`], './', '--from=build '),
    ...footer({ user: 1000, port, health: bashHealth(port), start }),
  ]);
}

/** The one jar that can be started gets a name that does not change with the version. */
function collected(result: JavaProject['result']): string {
  return result.kind === 'jar' ? ` && cp ${result.pattern} app.jar` : '';
}

function mavenStage({ version, hasWrapper, installFiles, task, result }: JavaProject): Lines {
  const maven = hasWrapper ? 'sh ./mvnw' : 'mvn';
  const cache = '--mount=type=cache,target=/root/.m2';
  const isSingle = installFiles.length === 1;
  return [
    '# The build.',
    hasWrapper ? `FROM eclipse-temurin:${version}-jdk AS build` : `FROM maven:3.9-eclipse-temurin-${version} AS build`,
    'WORKDIR /src',
    hasWrapper && 'COPY mvnw ./',
    hasWrapper && 'COPY .mvn ./.mvn',
    ...installFiles.map((file) => copy([file], file === 'pom.xml' ? './' : `./${file.replace(/pom\.xml$/, '')}`)),
    // The modules need each other, and Maven does not find those that are not built yet.
    `RUN ${cache} ${maven} -B ${isSingle ? 'dependency:go-offline' : 'dependency:resolve-plugins'}`,
    'COPY . .',
    `RUN ${cache} ${maven} -B ${task} -DskipTests${collected(result)}`,
  ];
}

function gradleStage({ version, hasWrapper, installFiles, task, result }: JavaProject): Lines {
  const gradle = hasWrapper ? 'sh ./gradlew' : 'gradle';
  const cache = '--mount=type=cache,target=/root/.gradle';
  return [
    '# The build.',
    hasWrapper
      ? `FROM eclipse-temurin:${version}-jdk AS build`
      : `FROM gradle:${Number(version) > 21 ? 9 : 8}-jdk${version} AS build`,
    'WORKDIR /src',
    'ENV GRADLE_USER_HOME=/root/.gradle',
    hasWrapper && 'COPY gradlew ./',
    hasWrapper && 'COPY gradle ./gradle',
    ...installFiles
      .filter((file) => !(hasWrapper && file.startsWith('gradle/')))
      .map((file) => copy([file], file.includes('/') ? `./${file.replace(/[^/]+$/, '')}` : './')),
    `RUN ${cache} ${gradle} --no-daemon dependencies`,
    'COPY . .',
    `RUN ${cache} ${gradle} --no-daemon ${task}${collected(result)}`,
  ];
}

export function dotnetDockerfile(project: DotnetProject): string {
  const { version, installFiles, isWeb, port, start } = project;
  const cache = '--mount=type=cache,target=/root/.nuget/packages';
  const quoted = /\s/.test(project.project) ? `"${project.project}"` : project.project;
  return joinParts(
    [
      '# The build.',
      `FROM mcr.microsoft.com/dotnet/sdk:${version} AS build`,
      'WORKDIR /src',
      ...installFiles.map((file) => copy([file], file.includes('/') ? `./${file.replace(/[^/]+$/, '')}` : './')),
      `RUN ${cache} dotnet restore ${quoted}`,
      'COPY . .',
      `RUN ${cache} dotnet publish ${quoted} --no-restore -c Release -o /out -p:UseAppHost=false`,
    ],
    [
      '# What runs.',
      `FROM mcr.microsoft.com/dotnet/${isWeb ? 'aspnet' : 'runtime'}:${version}`,
      port !== undefined && `ENV ASPNETCORE_URLS=http://+:${port}`,
      'WORKDIR /app',
      copy(['/out'], './', '--from=build '),
      ...footer({ user: 1654, port, health: bashHealth(port), start }),
    ],
  );
}
