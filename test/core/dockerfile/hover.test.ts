import { describe, expect, test } from 'vitest';
import { mark, marked } from '../../helpers/marks.ts';
import { instructionSpecs } from '../../../server/src/core/dockerfile/instructions.ts';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { render } from '../../../server/src/core/text/message.ts';

/** The hover at the cursor: its place marked in the text, and its documentation as plain text. */
function hoverAt(source: string): { readonly marked: string; readonly docs: string } | undefined {
  const { text, cursor } = marked(source.replaceAll(/[«»]/g, ''));
  const hover = dockerfile.hover?.(dockerfile.parse(text), cursor);
  if (!hover) return undefined;
  const blocks = hover.content.map((block) => {
    if (block.kind === 'text') return render(block.text, (template) => template);
    return block.kind === 'code' ? block.code : block.href;
  });
  return { marked: mark(text, [hover.span]), docs: blocks.join('\n') };
}

const cases: readonly (readonly [string, string])[] = [
  ['«FR▮OM» alpine', 'FROM [--platform=<platform>] <image>'],
  ['FROM a\n«run▮» x', 'Runs a command while the image is built'],
  ['FROM a\n«R▮U\\\nN» x', 'Runs a command while the image is built'],
  ['FROM a\nONBUILD «CO▮PY» a b', 'COPY [flags]'],
  ['FROM a\n«ONB▮UILD» COPY a b', 'ONBUILD <instruction>'],
  ['FROM a\n«MAINT▮AINER» x', 'Use LABEL org.opencontainers.image.authors'],
  ['FROM a\nCOPY «--fr▮om»=x a b', 'Copies out of an earlier stage'],
  ['FROM a\nRUN «--net▮work»=none a', 'Values: default, none, host'],
  ['FROM a\nHEALTHCHECK «--retries=▮3» CMD x', 'Default: `3`'],
  ['FROM a\nRUN --mount=type=«ca▮che»,target=/x a', 'kept from build to build'],
  ['FROM a\nRUN --mount=type=cache,«d▮st»=/x a', 'Also written target, destination'],
  ['FROM a\nRUN --mount=type=cache,\\\n«sha▮ring»=locked a', 'Values: shared, private, locked'],
  ['# «esc▮ape»=`\nFROM a', 'continues a line'],
  ['# builds it\nFROM a AS «bu▮ild»', '# builds it\nFROM a AS build\nStage 0 of this file, of 1'],
  ['FROM a AS build\nFROM «bui▮ld»', 'Stage 0 of this file, of 2'],
  ['FROM a AS build\nFROM b\nCOPY --from=«BUI▮LD» x y', 'FROM a AS build'],
  ['FROM a\nFROM b\nCOPY --from=«0▮» x y', 'Stage 0 of this file, of 2'],
  ['FROM a AS b\nFROM c\nRUN --mount=from=«b▮»,target=/x y', 'FROM a AS b'],
  ['FROM «no▮de:22»', 'docker.io/library/node:22'],
  ['FROM «no▮de»', 'Without a tag, `latest` is meant.'],
  ['FROM «scra▮tch»', 'An empty image'],
  ['ARG V=3\nFROM node:${«V▮»}', 'Value here: 3'],
  ['ARG V=3\nFROM «no▮de:${V}»', 'docker.io/library/node:3'],
  ['FROM a\nARG V=1\nENV A=${«V▮»:-2}x', 'If V is not set or empty, the value is 2.'],
  ['FROM scratch\nENV «A▮»=${V:-2}', 'Value here: 2'],
  ['FROM a\nENV V=1\nENV W=$V-x\nUSER ${«W▮»}', 'Value here: 1-x'],
  ['FROM a\nARG V=1\nARG V=2\nUSER $«V▮»', 'declared in line 3'],
  ['FROM a AS b\nENV V=1\nFROM b\nUSER $«V▮»', 'set in line 2'],
  ['ARG V=7\nFROM a\nARG «V▮»', 'ARG V=7'],
  ['FROM a\nARG TARGETARCH\nRUN echo $«TARGET▮ARCH»', 'The architecture that the image is built for'],
  ['FROM --platform=$«BUILD▮PLATFORM» a', 'The platform of the machine that builds'],
  ['FROM a\nRUN echo $«FO▮O»', 'No ARG or ENV of this file sets FOO.'],
  ['FROM a\nENV X=1\nRUN <<EOF\necho $«X▮»\nEOF\n', 'Value here: 1'],
  ['FROM a\nRUN X=1; echo $«X▮»', 'Variable of the shell, set in line 2.'],
  ['FROM a\nEXPOSE «54▮32»', 'Usually: PostgreSQL'],
  ['FROM a\nEXPOSE «8000-80▮10/udp»', 'Ports 8000 to 8010, UDP'],
  ['FROM a\nSTOPSIGNAL «SIG▮INT»', 'Signal SIGINT, number 2'],
  ['FROM a\nSTOPSIGNAL «▮9»', 'Signal SIGKILL, number 9'],
  ['FROM a\nRUN useradd app\nUSER «ap▮p:grp»', 'Created in line 2'],
  ['FROM a\nUSER «10▮00»', 'User number 1000'],
  ['FROM a\nLABEL «org.opencontainers.image.so▮urce»=x', 'source code'],
  ['FROM a\nHEALTHCHECK «NO▮NE»', 'Turns off the health check'],
  ['FROM a\nCMD [«"no▮de"»]', 'JSON form'],
  ['FROM a\nENTRYPOINT «no▮de» x', 'Shell form'],
  ['FROM a\nSHELL «["ba▮sh", "-c"]»', 'run as: bash -c …'],
  ['FROM a\nWORKDIR «ap▮p»', 'A relative path'],
  ['FROM a\nCOPY «--chmod=75▮5» a b', 'rwxr-xr-x'],
  ['FROM a\nCOPY «--chown=a▮:b» a b', 'User a, group b'],
  ['FROM «--platform=linux/ar▮m/v7» a', 'variant v7'],
  ['FROM a\nRUN «<<E▮OF»\nx\nEOF\n', 'The shell runs it as a script.'],
  ['FROM a\nCOPY <<"EOF" /x\nx\n«EO▮F»\n', 'The name is in quotes'],
  // The shell expands `$A` in `RUN <<"EOF"`, too: the builder gives it the script as it is.
  ['FROM a\nRUN <<"EOF"\nx\n«EO▮F»\n', 'variables are those of the script'],
  ['FROM a\nRUN cat <<"EOF"\nx\n«EO▮F»\n', 'The name is in quotes'],
  ['FROM a\nENV X=1\nCOPY <<EOF /x\nval $«X▮»\nEOF\n', 'Value here: 1'],
  ['FROM a\nENV X=1\nCOPY <<EOF /x\nval ${«X▮»:-z}\nEOF\n', 'Value here: 1'],
  ['FROM a\nENV PATH=/x:$«PA▮TH»', 'those of the builder'],
  ['FROM a\nRUN echo $«HTTP▮_PROXY»', '#predefined-args'],
  ['FROM a\nRUN echo $«TARGET▮ARCH»', 'Empty here: only behind `ARG TARGETARCH`'],
  ['FROM a\nRUN --mount=type=cache,sharing=«lock▮ed» a', 'Values: shared, private, locked'],
  ['FROM a\nRUN «<<E▮OF»\n#!/usr/bin/env python3\nEOF\n', '/usr/bin/env python3 runs it'],
  ['FROM a\nRUN python3 «<<E▮OF»\nx\nEOF\n', 'The input of the command python3'],
  ['FROM a\nCOPY «<<-E▮OF» /etc/x\nx\nEOF\n', 'It becomes a file in /etc/x.'],
  ['# check=skip=«JSONArgs▮Recommended»\nFROM a', 'build-checks/json-args-recommended/'],
  ['FROM a\n# hadolint ignore=DL3008,«DL3▮025»\nCMD a', 'written in JSON form'],
  ['FROM a\n# hadolint ignore=«apt-upd▮ate-alone»\nCMD a', 'apt-get update'],
  ['# hadolint global ignore=«DL3▮008»\nFROM a', 'wiki/DL3008'],
  ['# syntax=«docker/dock▮erfile:1»\nFROM a', 'docker.io/docker/dockerfile:1'],
  ['FROM a AS x\nFROM x AS y\nFROM «▮y»', 'Builds on x → a'],
  ['FROM a AS x\nFROM b\nCOPY --from=«ngi▮nx:1» a b', 'library/nginx'],
  ['FROM a AS «x▮»\nFROM b AS c\nCOPY --from=x a b', 'Used by: c'],
  ['FROM a AS «x▮»\nFROM b\nCOPY --from=x a b', 'Used by: FROM b'],
];

describe('A hover', () => {
  test.each(cases)('%j', (source, expected) => {
    const hover = hoverAt(source);
    expect(hover?.marked).toBe(source.replace('▮', ''));
    expect(hover?.docs).toContain(expected);
  });

  test.each([
    'FROM a\n# RU▮N',
    'FROM a\nRUN <<EOF\nCO▮PY a b\nEOF\n',
    'FROM a\nRUN a \\\n# RU▮N\n b',
    'FROM a\nFO▮O x',
    'FROM a\nCOPY --fo▮o=x a b',
    'FROM a\n▮\nRUN x',
    '▮',
  ])('says nothing at %j', (source) => expect(hoverAt(source)).toBeUndefined());
});

describe('The table of instructions', () => {
  test.each(instructionSpecs.map((spec) => [spec.keyword, spec] as const))(
    '%s: its example and flags are right',
    (keyword, spec) => {
      const stage =
        spec.kind === 'from' ? '' : '# syntax=docker/dockerfile:1-labs\nFROM golang AS build\nFROM alpine\n';
      const examples = [spec.example, ...spec.flags.map(({ example }) => withFlag(keyword, example))];
      for (const example of examples) {
        const errors = dockerfile
          .diagnose(dockerfile.parse(`${stage}${example}\n`))
          .filter(({ severity }) => severity === 'error');
        expect(errors, example).toEqual([]);
      }
      expect(dockerfile.parse(spec.example).tree.instructions[0]?.kind).toBe(spec.kind);
      expect(spec.snippet.startsWith(keyword)).toBe(true);
    },
  );
});

function withFlag(keyword: string, flag: string): string {
  if (flag.startsWith('--checksum')) return `ADD ${flag} https://example.com/a /a`;
  return keyword === 'FROM'
    ? `FROM ${flag} alpine`
    : `${keyword} ${flag} ${keyword === 'HEALTHCHECK' ? 'CMD true' : 'a b'}`;
}
