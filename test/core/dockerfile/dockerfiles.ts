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
