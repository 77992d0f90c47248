import { describe, expect, test } from 'vitest';
import { marked } from '../../helpers/marks.ts';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { patterns } from '../../../server/src/core/dockerfile/patterns.ts';
import type { Completion } from '../../../server/src/core/language.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

function at(source: string): { readonly text: string; readonly items: readonly Completion[] } {
  const { text, cursor } = marked(source);
  return { text, items: dockerfile.completion?.(dockerfile.parse(text), cursor) ?? [] };
}

/** What follows `--from=…`: these folders, or a flag. */
const flagsBehindFrom = (folders: readonly string[]): readonly string[] =>
  folders.concat(['--chown', '--chmod', '--link', '--parents', '--exclude']);

const labels = (source: string): readonly string[] => at(source).items.map(({ label }) => label);

/** The labels without whole patterns and official images. */
const ownLabels = (source: string): readonly string[] =>
  at(source)
    .items.filter(({ kind, sortText = '' }) => kind !== 'snippet' && !sortText.startsWith('3'))
    .map(({ label }) => label);

/** The text after the offer `label` was taken. */
function take(source: string, label: string): string {
  const { text, items } = at(source);
  const item = items.find((other) => other.label === label);
  if (!item)
    throw new Error(`${label} is not offered in ${source}, but ${items.map((other) => other.label).join(' ')}`);
  return applyEdits(text, [{ span: item.span, newText: item.newText }]);
}

describe('Instructions', () => {
  test.each(['▮', 'F▮', '# c\n\n▮\n', 'ARG x\n▮', '▮\nFROM a', 'ARG ▮\n'.replace('ARG ▮', '▮ARG')])(
    'before the first FROM: %j',
    (source) => expect(ownLabels(source)).toEqual(['FROM', 'ARG']),
  );

  test('behind a FROM all are offered', () => {
    const all = ownLabels('FROM a\n▮');
    expect(all).toHaveLength(18);
    expect(all).toEqual(labels('FROM a\nRU▮N x\n'));
  });

  test('behind ONBUILD, all that it accepts', () => {
    const triggers = labels('FROM a\nONBUILD ▮');
    expect(triggers).toContain('RUN');
    expect(triggers).not.toContain('FROM');
    expect(triggers).not.toContain('ONBUILD');
    expect(triggers).not.toContain('MAINTAINER');
    expect(labels('FROM a\nONBUILD R▮')).toEqual(triggers);
    expect(labels('FROM a\nONBUILD RUN --▮')).toContain('--mount');
  });

  test.each([
    ['FROM a\nCO▮', 'COPY', 'FROM a\nCOPY ${1:source} ${2:destination}'],
    ['FROM a\n  W▮R\n', 'WORKDIR', 'FROM a\n  WORKDIR ${1:/app}\n'],
    ['FROM a\nCO▮ a b\n', 'COPY', 'FROM a\nCOPY a b\n'],
    ['from a\n▮', 'stopsignal', 'from a\nstopsignal ${1|SIGTERM,SIGINT,SIGQUIT,SIGHUP,SIGUSR1,SIGWINCH|}'],
    ['FROM a\nONBUILD C▮', 'CMD', 'FROM a\nONBUILD CMD ["${1:program}"]'],
    ['▮', 'FROM', 'FROM ${1:image}:${2:tag}'],
  ])('%j with %s', (source, label, expected) => expect(take(source, label)).toBe(expected));

  test('carry their documentation', () => {
    const copy = at('FROM a\nC▮').items.find(({ label }) => label === 'COPY');
    expect(copy).toMatchObject({ kind: 'keyword', isSnippet: true });
    expect(copy?.docs.at(-1)).toMatchObject({
      kind: 'link',
      href: 'https://docs.docker.com/reference/dockerfile/#copy',
    });
    expect(at('FROM a\nM▮').items.find(({ label }) => label === 'MAINTAINER')?.deprecated).toBe(true);
  });
});

describe('Nothing is offered', () => {
  test.each([
    'FROM a\n# co▮',
    'FROM a\nRUN a \\\n# co▮\n b',
    'FROM a\nCOPY <<EOF /x\nCO▮\nEOF\n',
    'FROM a\nRUN cat <<EOF\nCO▮\nEOF\n',
    'FROM a\nCOPY <<EOF /x\nx▮',
    'FROM a\nCOPY <<A <<B /x\na\nA\n▮\nB\n',
    'FROM a\nRUN echo ▮',
    'FROM a\nRUN a \\\n  b▮',
    'FROM a\nRUN a \\\n▮',
    'FROM a\nCOPY a▮ b',
    'FROM a\nCOPY a --l▮ b',
    'FROM a AS ▮',
  ])('%j', (source) => expect(labels(source)).toEqual([]));
});

describe('Flags', () => {
  test.each([
    ['FROM a\nCOPY ▮', ['--from', '--chown', '--chmod', '--link', '--parents', '--exclude']],
    ['FROM a\nCOPY --▮', ['--from', '--chown', '--chmod', '--link', '--parents', '--exclude']],
    ['FROM a\nCOPY --exclude=x --link --f▮ a b', ['--from', '--chown', '--chmod', '--parents', '--exclude']],
    ['FROM a\nCOPY --from=b \\\n  --▮', ['--chown', '--chmod', '--link', '--parents', '--exclude']],
    ['FROM a\nRUN --▮', ['--mount', '--network', '--security', '--device']],
    ['FROM --▮ a', ['--platform']],
    ['FROM a\nUSER --▮', []],
  ])('%j', (source, expected) => expect(labels(source)).toEqual(expected));

  test.each([
    ['FROM a\nCOPY --f▮ a b', '--from', 'FROM a\nCOPY --from=$1 a b'],
    ['FROM a\nCOPY --fr▮om=x a b', '--chown', 'FROM a\nCOPY --chown=x a b'],
    ['FROM a\nCOPY --l▮', '--link', 'FROM a\nCOPY --link'],
    ['FROM a\nRUN ▮', '--network', 'FROM a\nRUN --network=${1|default,none,host|}'],
    [
      'FROM ▮',
      '--platform',
      'FROM --platform=${1|$BUILDPLATFORM,$TARGETPLATFORM,linux/amd64,linux/arm64,linux/arm/v7,linux/arm/v6,linux/386,linux/ppc64le,linux/riscv64,linux/s390x,windows/amd64|}',
    ],
  ])('%j with %s', (source, label, expected) => expect(take(source, label)).toBe(expected));
});

describe('Values', () => {
  const stages = 'FROM a AS one\nFROM b\nFROM c AS Two\n';

  test.each([
    [`${stages}FROM ▮`, ['two', 'one', 'scratch', '--platform']],
    [`${stages}FROM o▮`, ['two', 'one', 'scratch']],
    ['FROM ▮a AS b', ['scratch']],
    ['FROM a ▮', ['AS']],
    ['from a ▮', ['as']],
    [`${stages}COPY --from=▮ x y`, ['one', '0', '1']],
    [`${stages}RUN --mount=type=bind,from=▮ x`, ['one', '0', '1']],
    ['FROM a\nRUN --network=▮', ['default', 'none', 'host']],
    ['FROM a\nCOPY --link=▮ a b', ['true', 'false']],
    ['FROM a\nRUN --mount=▮', ['type', 'target', 'source', 'from', 'readwrite']],
    ['FROM a\nRUN --mount=type=▮', ['bind', 'cache', 'tmpfs', 'secret', 'ssh']],
    ['FROM a\nRUN --mount=type=tmpfs,dst=/x,▮', ['size']],
    ['FROM a\nRUN --mount=type=cache,sharing=p▮,target=/x y', ['shared', 'private', 'locked']],
    ['FROM a\nHEALTHCHECK --interval=▮ CMD x', ['10s', '30s', '1m', '5m']],
    ['FROM a\nHEALTHCHECK --retries=1 C▮', ['CMD', 'NONE']],
    ['FROM a\nRUN useradd -m -s /bin/sh bob\nUSER ▮', ['bob', 'nobody', 'root']],
    ['FROM a\nRUN addgroup -S web && \\\n  adduser -S -G web app\nUSER a▮', ['app', 'nobody', 'root']],
    ['FROM node:22\nCOPY --chown=▮ a b', ['node', 'nobody', 'root']],
    ['FROM docker.io/library/node AS n\nFROM n\nUSER x:▮', ['node', 'root']],
    ['FROM a\nRUN <<E\ngroupadd --gid 7 staff\nE\nUSER x:s▮', ['staff', 'root']],
    ['FROM a\nEXPOSE 80/▮', ['80/tcp', '80/udp', '80/sctp']],
    ['FROM a\nWORKDIR /a\nCOPY x /b/\nCOPY y ▮', ['./', '/b/', '/a']],
    ['FROM a\nWORKDIR /a\nWORKDIR ▮', ['/a', '/app', '/usr/src/app', '/src', '/workspace']],
    ['FROM a AS one\nWORKDIR /a\nFROM one\nVOLUME ▮', ['/a', '/data']],
    ['FROM postgres:17\nVOLUME ["▮"]', ['/var/lib/postgresql/data', '/data']],
    ['FROM a AS b\nWORKDIR /app\nCOPY x /out/\nFROM c\nCOPY --from=b ▮ /x', flagsBehindFrom(['/out/', '/app'])],
    ['FROM a AS b\nWORKDIR /app\nFROM c\nCOPY --from=b ["/▮", "/x"]', ['/app']],
    ['FROM a\nWORKDIR /app\nCOPY ["x", "▮"]', ['./', '/app']],
    ['FROM a\nWORKDIR /app\nCOPY ["▮", "x"]', []],
    ['FROM a\nRUN --mount=type=cache,id=one,target=/x a\nRUN --mount=type=cache,id=▮,target=/x b', ['one']],
    ['FROM a\nRUN --mount=type=secret,id=one a\nRUN --mount=type=cache,id=▮,target=/x b', []],
    ['FROM a\nRUN --mount=type=ssh,id=▮ b', ['default']],
    ['FROM a\nRUN --mount=type=tmpfs,target=/x,size=▮ b', ['64m', '256m', '1g']],
    ['FROM a\nRUN --mount="type=tmpfs,▮" b', ['target', 'size']],
    ['FROM a\nADD --checksum=▮ https://a/b c', ['sha256:']],
    [
      'ARG V=1\nARG W\nFROM a\nARG W\nARG ▮',
      [
        'V',
        'BUILDPLATFORM',
        'BUILDOS',
        'BUILDOSVERSION',
        'BUILDARCH',
        'BUILDVARIANT',
        'TARGETPLATFORM',
        'TARGETOS',
        'TARGETOSVERSION',
        'TARGETARCH',
        'TARGETVARIANT',
        'TARGETSTAGE',
      ],
    ],
    ['FROM a\nRUN --mount=type=bind,target=▮ x', []],
    ['FROM a:▮', []],
    ['FROM a\nLABEL a=▮', []],
    ['FROM a\nCMD n▮', []],
    ['FROM a\nCOPY ▮ b', ['--from', '--chown', '--chmod', '--link', '--parents', '--exclude']],
  ])('%j', (source, expected) => expect(ownLabels(source)).toEqual(expected));

  test.each([
    [`${stages}COPY --from=o▮n x y`, 'one', `${stages}COPY --from=one x y`],
    ['FROM a\nRUN --mount=type=ca▮,target=/x y', 'cache', 'FROM a\nRUN --mount=type=cache,target=/x y'],
    ['FROM a\nRUN --mount=type=cache,ta▮ y', 'target', 'FROM a\nRUN --mount=type=cache,target= y'],
    ['FROM a\nRUN --mount=type=cache,i▮=x y', 'id', 'FROM a\nRUN --mount=type=cache,id=x y'],
    ['FROM a\nSTOPSIGNAL SIGK▮', 'SIGKILL', 'FROM a\nSTOPSIGNAL SIGKILL'],
    ['FROM no▮', 'node', 'FROM node'],
    ['FROM a AS one\nFROM b\nCOPY --from=▮ x y', '0', 'FROM a AS one\nFROM b\nCOPY --from=0 x y'],
    ['FROM a\nUSER a▮b:c', 'nobody', 'FROM a\nUSER nobody:c'],
    ['FROM a\nUSER a:c▮d', 'root', 'FROM a\nUSER a:root'],
    ['FROM a\nEXPOSE 5▮3', '53/udp', 'FROM a\nEXPOSE 53/udp'],
    ['FROM a\nLABEL org▮=x', 'org.opencontainers.image.title', 'FROM a\nLABEL org.opencontainers.image.title=x'],
    [
      'FROM a\nLABEL ▮',
      'org.opencontainers.image.version',
      'FROM a\nLABEL org.opencontainers.image.version="${1:1.2.3}"',
    ],
    ['FROM a\nLABEL "org.▮"', 'org.opencontainers.image.title', 'FROM a\nLABEL "org.opencontainers.image.title"'],
    [
      'FROM a\nLABEL "org.▮',
      'org.opencontainers.image.version',
      'FROM a\nLABEL "org.opencontainers.image.version"="${1:1.2.3}"',
    ],
    ['FROM a\nRUN --mount="type=▮" x', 'cache', 'FROM a\nRUN --mount="type=cache" x'],
    ['FROM a\nHEALTHCHECK CMD ▮', 'redis-cli ping', 'FROM a\nHEALTHCHECK CMD redis-cli ping'],
    ['FROM a\nARG ▮', 'SOURCE_DATE_EPOCH', 'FROM a\nARG SOURCE_DATE_EPOCH'],
    ['ARG B▮', 'BUILDKIT_SBOM_SCAN_CONTEXT', 'ARG BUILDKIT_SBOM_SCAN_CONTEXT'],
    ['FROM a\nSHELL ▮', '["/bin/sh", "-c"]', 'FROM a\nSHELL ["/bin/sh", "-c"]'],
    ['FROM a\nCMD ▮', '["program", "argument"]', 'FROM a\nCMD ["${1:program}", "${2:argument}"]'],
    ['FROM a\nRUN --mount=type=cache,target=/r▮ x', '/root/.npm', 'FROM a\nRUN --mount=type=cache,target=/root/.npm x'],
  ])('%j with %s', (source, label, expected) => expect(take(source, label)).toBe(expected));
});

test('Behind the name of a registry, no official image is offered', () => {
  expect(labels('FROM ghcr.io/▮')).not.toContain('node');
  expect(labels('FROM a\nCOPY --from=ghcr.io/▮ x y')).not.toContain('node');
  expect(labels('FROM a\nCOPY --from=▮ x y')).toContain('node');
  expect(labels('FROM library/▮')).toEqual([]);
  expect(take('FROM pyth▮on:3', 'node')).toBe('FROM node:3');
  expect(take('FROM a\nCOPY --from=ng▮@sha256:1 x y', 'nginx')).toBe('FROM a\nCOPY --from=nginx@sha256:1 x y');
});

describe('Programs in RUN', () => {
  test.each([
    ['FROM a\nRUN ap▮', 'apk', 'FROM a\nRUN apk add --no-cache ${1:package}'],
    ['FROM a\nRUN --network=none a && \\\n  n▮', 'npm', 'FROM a\nRUN --network=none a && \\\n  npm ci'],
    ['FROM a\nRUN n▮x i', 'npm', 'FROM a\nRUN npm i'],
    ['FROM a\nRUN <<E\n  n▮\nE\n', 'npm', 'FROM a\nRUN <<E\n  npm ci\nE\n'],
    ['FROM a\nRUN <<E\n#!/bin/bash\nn▮ i\nE\n', 'npm', 'FROM a\nRUN <<E\n#!/bin/bash\nnpm i\nE\n'],
    ['FROM a\nONBUILD RUN go▮', 'go', 'FROM a\nONBUILD RUN go build -o ${1:/usr/local/bin/app} ${2:.}'],
  ])('%j with %s', (source, label, expected) => expect(take(source, label)).toBe(expected));

  test.each([
    'FROM a\nRUN apk ▮',
    'FROM a\nRUN apk add ap▮',
    'FROM a\nRUN echo "a; ▮',
    'FROM a\nRUN ["▮"]',
    'FROM a\nRUN ./▮',
    'FROM a\nCMD ▮',
    'FROM a\nRUN <<E\necho ▮\nE\n',
    'FROM a\nRUN <<E\n#!/usr/bin/env python3\n▮\nE\n',
    'FROM a\nRUN python3 <<E\n▮\nE\n',
    'FROM a\nCOPY <<E /x\n▮\nE\n',
    'FROM a\nONBUILD ONBUILD ▮',
    '# escape=`\nFROM a\nRUN ap▮',
  ])('are not offered: %j', (source) => expect(labels(source)).not.toContain('apk'));

  test.each([
    ['FROM node:22-alpine AS a\nFROM a\nRUN ▮', 'apk'],
    ['FROM fedora:43\nRUN ▮', 'dnf'],
    ['FROM debian:13\nRUN ▮', 'apt-get'],
  ])('the package manager of the base image stands first: %j', (source, expected) => {
    const offers = at(source).items.filter(({ kind }) => kind === 'snippet');
    expect(offers.toSorted((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''))[0]?.label).toBe(expected);
  });

  test('in a heredoc no instruction is offered, and its end only where it is begun', () => {
    expect(labels('FROM a\nRUN <<EOF\nCO▮\nEOF\n')).not.toContain('COPY');
    expect(labels('FROM a\nRUN <<EOF\nx▮')).not.toContain('EOF');
    expect(labels('FROM a\nRUN <<EOF\nE▮')).toContain('EOF');
  });

  test('are called as the rules want it', () => {
    for (const { label, newText, isSnippet } of at('FROM a\nRUN ▮').items) {
      if (!isSnippet || label.startsWith('-')) continue;
      const text = `FROM debian:13\nRUN ${newText.replaceAll(/\$\{\d:([^}]*)\}/g, '$1')}\n`;
      expect(dockerfile.diagnose(dockerfile.parse(text)), text).toEqual([]);
    }
  });
});

describe('Heredocs', () => {
  test.each([
    ['FROM a\nRUN <<▮', '<<EOF', 'FROM a\nRUN <<EOF\n${0}\nEOF'],
    ['FROM a\nRUN <<-E▮\nx\n', '<<-EOF', 'FROM a\nRUN <<-EOF\n${0}\nEOF\nx\n'],
    ['FROM a\nRUN <<E▮\nx\nEOF\n', '<<EOF', 'FROM a\nRUN <<EOF\nx\nEOF\n'],
    ['FROM a\nCOPY <<▮ /x', '<<FILE', 'FROM a\nCOPY <<FILE /x'],
    ['FROM a\nRUN <<EOF\nx\nE▮\n', 'EOF', 'FROM a\nRUN <<EOF\nx\nEOF\n'],
    ['FROM a\nRUN <<-EOF\nx\n\t▮', 'EOF', 'FROM a\nRUN <<-EOF\nx\n\tEOF'],
  ])('%j with %s', (source, label, expected) => expect(take(source, label)).toBe(expected));

  test('only where a heredoc can be', () => expect(labels('FROM a\nUSER <<▮')).not.toContain('<<EOF'));
});

describe('Operators', () => {
  test.each([
    ['FROM a\nARG V\nENV A=${V:▮', ':-', 'FROM a\nARG V\nENV A=${V:-${1:default}}'],
    ['FROM a\nARG V\nENV A=${V:▮}', ':?', 'FROM a\nARG V\nENV A=${V:?}'],
    ['FROM a\nARG V\nENV A=${V%▮', '%%', 'FROM a\nARG V\nENV A=${V%%${1:pattern}}'],
  ])('%j with %s', (source, label, expected) => expect(take(source, label)).toBe(expected));
});

describe('Patterns', () => {
  test('whole files in an empty one, groups of instructions in a stage', () => {
    expect(labels('▮')).toContain('multi-stage-node');
    expect(labels('mul▮')).toContain('multi-stage-node');
    expect(labels('ARG a\n▮')).not.toContain('multi-stage-node');
    expect(labels('FROM a\n▮')).toContain('cache-apt');
    expect(labels('FROM a\n▮')).not.toContain('multi-stage-node');
    expect(labels('▮')).not.toContain('cache-apt');
    expect(labels('FROM a\nONBUILD ▮')).not.toContain('cache-apt');
  });

  test('a directive at the top is not written twice', () => {
    expect(take('# syntax=a\n▮', 'multi-stage-go')).toMatch(/^# syntax=a\nFROM /);
  });

  test.each(patterns.map((pattern) => [pattern.label, pattern] as const))('%s has no findings', (_, pattern) => {
    const filled = pattern.snippet.replaceAll(/\$\{\d:([^}]*)\}|\$\d/g, '$1').replaceAll(/\\([$\\}])/g, '$1');
    const text = pattern.place === 'file' ? filled : `FROM debian:13\n${filled}`;
    expect(dockerfile.diagnose(dockerfile.parse(text))).toEqual([]);
  });
});

describe('Variables', () => {
  const file = 'ARG G=1\nFROM a AS b\nARG ONE TWO=2\nENV THREE=3\nFROM b\nARG ONE=4\n';

  test.each([
    [`${file}USER $▮`, ['ONE', 'THREE', 'TWO']],
    [`${file}COPY a \${T▮} b`, ['ONE', 'THREE', 'TWO']],
    [
      `${file}RUN echo "$T▮"`,
      ['ONE', 'THREE', 'TWO', 'HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'],
    ],
    ['FROM a\nARG A\nENV B=$▮\nENV C=1', ['A']],
    ['FROM a\nUSER $▮', []],
    ['FROM a\nENV A=1\nENV B=\\$▮', []],
    ['FROM a\nENV A=1\nENV B=\\\\$▮', ['A']],
    ["FROM a\nENV A=1\nENV B='x $▮'", []],
    ["FROM a\nENV A=1\nENV B='x' C=$▮", ['A']],
    ['FROM a\nENV A=1\nENV B="it\'s $▮"', ['A']],
    ["FROM a\nENV A=1\nENV B=it\\'s$▮", ['A']],
    ["FROM a\nENV A=1\nRUN sh -c 'echo $▮'", ['A', 'HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY']],
    ['FROM a\nENV A=1\nCOPY <<E /x\ny $▮\nE\n', ['A']],
    ['FROM a\nENV A=1\nCOPY <<E /x\ny \\$▮\nE\n', []],
    ['FROM a\nENV A=1\nCOPY <<"E" /x\ny $▮\nE\n', []],
    [
      'FROM a\nENV A=1\nONBUILD RUN <<E\ny ${▮\nE\n',
      ['A', 'HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'],
    ],
  ])('%j', (source, expected) => expect(labels(source)).toEqual(expected));

  test('FROM sees what is declared before it, and the platforms', () => {
    expect(labels('ARG G=1\nFROM a:$▮')).toEqual(expect.arrayContaining(['G', 'TARGETARCH', 'BUILDPLATFORM']));
    expect(labels('ARG G=1\nFROM --platform=$B▮ a')).toContain('BUILDPLATFORM');
  });

  test.each([
    [`${file}USER $T▮`, 'TWO', `${file}USER $TWO`],
    [`${file}USER \${▮`, 'TWO', `${file}USER \${TWO}`],
    [`${file}USER \${O▮N}x`, 'TWO', `${file}USER \${TWO}x`],
    ['FROM a\nENV A=1\nRUN <<E\necho ${▮ b\nE\n', 'A', 'FROM a\nENV A=1\nRUN <<E\necho ${A} b\nE\n'],
    ['FROM a\nENV A=1\nCOPY <<E b\n${X▮X}\nE\n', 'A', 'FROM a\nENV A=1\nCOPY <<E b\n${A}\nE\n'],
    [`${file}USER \${O▮:-x}`, 'ONE', `${file}USER \${ONE:-x}`],
  ])('%j with %s', (source, label, expected) => expect(take(source, label)).toBe(expected));
});

describe('Directives', () => {
  test.each([
    ['#▮', ['syntax', 'escape', 'check']],
    ['# s▮\nFROM a', ['syntax', 'escape', 'check']],
    ['# syntax=a\n# ▮\nFROM a', ['escape', 'check']],
    ['# comment\n# ▮\nFROM a', []],
    ['\n# ▮\nFROM a', []],
    ['# escape=▮', ['`', '\\']],
    ['# check=▮', ['skip=', 'skip=all', 'error=true', 'experimental=']],
    ['# check=skip=all;▮', ['error=true', 'experimental=']],
    ['# check=skip=all;error=▮', ['true', 'false']],
    ['# check=experimental=▮', ['all', 'InvalidDefinitionDescription']],
    ['FROM a\n# check=▮\nRUN b', ['skip=']],
    ['FROM a\n # check=▮\nRUN b', []],
  ])('%j', (source, expected) => expect(labels(source)).toEqual(expected));

  test.each([
    ['# sy▮', 'syntax', '# syntax=docker/dockerfile:${1:1}'],
    ['# ▮', 'escape', '# escape=${1|`,\\\\|}'],
    ['# s▮x=docker/dockerfile:1\n', 'syntax', '# syntax=docker/dockerfile:1\n'],
    ['# check=skip=Stage▮;error=true\n', 'StageNameCasing', '# check=skip=StageNameCasing;error=true\n'],
    ['# check=skip=all,JSON▮\n', 'JSONArgsRecommended', '# check=skip=all,JSONArgsRecommended\n'],
  ])('%j with %s', (source, label, expected) => expect(take(source, label)).toBe(expected));
});
