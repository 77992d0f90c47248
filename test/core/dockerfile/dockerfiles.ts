import * as fc from 'fast-check';

const pieces = [
  'FROM from RUN COPY ADD ENV LABEL ARG ONBUILD HEALTHCHECK CMD SHELL EXPOSE STOPSIGNAL VOLUME USER WORKDIR'.split(' '),
  'MAINTAINER ENTRYPOINT FRO NONE AS as alpine build --from=build --mount=type=cache,target=/x --platform=$P'.split(
    ' ',
  ),
  '-- --x --link <<EOF <<-"EOF" <<< <<$X 3<<E ["a"] ["a" [\'a\'] [1] [ ] " \' { } = A=b A="b A=\'b $A ${A} ${A:-b}'.split(
    ' ',
  ),
  '${ ${A ${A^^} ${A%%*b} ${A/x/y} , : @sha256: 80/tcp 1s - / . é 😀 \ud800 \0 \\ \\\\ ` # \ufeff'.split(' '),
  [' ', '  ', '\t', '\v', '\u00a0', '\u3000', '\n', '\n', '\n', '\r\n', '\r', '\\\n', '\\ \n', '\\\r\n', '`\n'],
  [
    '# a\n',
    '# escape=`\n',
    '# check=skip=all\n',
    '# syntax=x\n',
    '<< EOF',
    'EOF\n',
    '\tEOF\n',
    '["a", "b"]',
    'A="b c"',
  ],
].flat();

/** Lines that are nearly right, so that features and rules have something to do. */
const lines = [
  [
    'FROM alpine AS Build',
    'from debian as build',
    'FROM --platform=$TARGETPLATFORM node',
    'FROM $BASE',
    'FROM build',
    'FROM Build',
  ],
  [
    'ARG BASE=x',
    'ARG KEY',
    'ENV A b',
    'ENV A b c',
    'ENV A "b c"',
    'ENV A=$B B=${A}',
    'LABEL a \\\n b',
    'LABEL a=$KEX',
    'run x',
  ],
  [
    'CMD npm start',
    'CMD ["a"]',
    "ENTRYPOINT a 'b c' && d",
    'CMD exec a',
    'HEALTHCHECK NONE',
    'HEALTHCHECK CMD x',
    'SHELL ["x"]',
  ],
  [
    'COPY --from=Build a b',
    'RUN --mount=from=BUILD,target=/x y',
    'COPY <<EOF /x\n$A\nEOF',
    'WORKDIR app',
    'USER $AA',
    'Onbuild run x',
  ],
  [
    'MAINTAINER me "and" $you',
    "maintainer 'x'",
    'EXPOSE 80/TCP 1:2',
    'RUN a \\\n\n  b',
    'VOLUME ["a"]',
    'STOPSIGNAL KILL',
    '# check=skip=all',
  ],
  [
    'RUN apt-get update && apt-get install git',
    'RUN apt update; \\\n apt install a \\\n  b',
    'RUN set -e; \\\n  apt-get update; \\\n  apt-get install -y a',
    'RUN <<E\napt-get update\n apt-get install a\nE',
    'ONBUILD RUN cd /a && \\\n # b\n yarn install',
    'RUN ["apt-get", "install", "a"]',
    'RUN (yum install a); zypper in b || dnf install c &',
    'RUN yum -y install a && \\\n    zypper -n in b && \\\n    microdnf -y install c',
    'RUN --mount=type=cache,target=/var/cache/apk apk add a',
    'RUN apk add $(cat a) `b` && useradd -u 123456 c # d',
    'RUN sudo pip install a && python3 -m pip install -r b',
    'RUN wget a | curl b > c',
    'RUN ln -s bash /bin/sh',
    'ENV PIP_NO_CACHE_DIR=1',
  ],
].flat();

/** Texts between a Dockerfile and noise, for properties that hold for every text. */
export const dockerfiles = fc.oneof(
  fc.array(fc.constantFrom(...lines), { maxLength: 12 }).map((parts) => `${parts.join('\n')}\n`),
  fc
    .tuple(fc.array(fc.constantFrom(...lines), { maxLength: 8 }), fc.nat(), fc.constantFrom(...pieces))
    .map(([parts, at, piece]) => insert(parts.join('\n'), at, piece)),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

function insert(text: string, at: number, piece: string): string {
  const offset = at % (text.length + 1);
  return text.slice(0, offset) + piece + text.slice(offset);
}
