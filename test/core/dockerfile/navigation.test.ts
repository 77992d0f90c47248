import { describe, expect, test } from 'vitest';
import { mark, marked } from '../../helpers/marks.ts';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

interface At {
  readonly text: string;
  readonly model: ReturnType<typeof dockerfile.parse>;
  readonly cursor: number;
}

function at(source: string): At {
  const { text, cursor } = marked(source.replaceAll(/[«»]/g, ''));
  return { text, cursor, model: dockerfile.parse(text) };
}

/** The text with all occurrences of the thing at the cursor marked. */
function occurrences(source: string): string {
  const { text, model, cursor } = at(source);
  return mark(text, dockerfile.occurrences?.(model, cursor)?.map(({ span }) => span) ?? []);
}

/** The text with the definitions of the thing at the cursor marked. */
function definitions(source: string): string {
  const { text, model, cursor } = at(source);
  return mark(text, dockerfile.definition?.(model, cursor)?.targets.map(({ nameSpan }) => nameSpan) ?? []);
}

/** The text after a rename, or why it is refused. */
function renamed(source: string, newName: string): string {
  const { text, model, cursor } = at(source);
  const result = dockerfile.rename?.(model, cursor, newName);
  if (!result) return 'nothing';
  return result.kind === 'edits'
    ? applyEdits(text, result.edits)
    : `refused: ${render(result.reason, (template) => template)}`;
}

const plain = (source: string): string => source.replaceAll('▮', '');

describe('Occurrences of a stage', () => {
  test.each([
    'FROM a AS «bu▮ild»\nFROM «build»\nCOPY --from=«build» x y\nRUN --mount=type=bind,from=«BUILD»,target=/x y\nCOPY --from=«0» x y\n',
    'FROM a AS build\nFROM b AS «c»\nCOPY --from=build x y\nFROM d\nCOPY --from=«C▮» x y',
    'FROM a AS «b»\nFROM c\nCOPY --from="«b▮»" x y',
    'FROM «a»\nFROM c\nCOPY --from=«▮0» x y\nONBUILD COPY --from=«0» x y',
    'FR▮OM «a»\nFROM c\nCOPY --from=«0» x y',
    'ARG B=base\nFROM a AS «ba▮se»\nFROM «$B»',
  ])('%j', (source) => expect(occurrences(source)).toBe(plain(source)));
});

describe('Occurrences of a variable', () => {
  test.each([
    // Before the first FROM, in FROM lines, and declared again in stages.
    'ARG «V▮»=1\nARG W=«$V»\n'.replace('«$V»', '$«V»') + 'FROM a:$«V»\nARG «V»\nRUN echo $«V»\nFROM b\nRUN echo $V\n',
    'ARG «V»=1\nFROM --platform=$«V» a:${«V»:-x}\nARG «V»\nLABEL v=${«▮V»}\n',
    'ARG V=1\nFROM a\nRUN echo $«▮V»\nLABEL a="$«V»"\nFROM b\nLABEL a=$V',
    // Each stage has its own.
    'FROM a\nARG «V»\nRUN $«▮V»\nFROM b\nARG V\nRUN $V\n',
    'FROM a\nENV «V»=1\nENV W=$«V» «V»=2\nWORKDIR /${«V»▮}\n',
    // Stages on this one inherit it.
    'FROM a AS b\nENV «V»=1\nFROM b AS c\nRUN $«V»\nFROM c\nENV «V»=$«▮V»\nFROM d\nENV V=1\n',
    'FROM a AS b\nFROM b\nENV «V▮»=1\nFROM b\nENV V=1',
    'ARG V=1\nFROM a:$V\nENV «V▮»=2\nRUN $«V»',
    'FROM a AS b\nRUN $«V▮»\nFROM b\nRUN $«V»\nFROM a\nRUN $V',
    'FROM a\nARG «V»\nRUN ▮${«V»}',
    // All instructions that expand.
    'FROM a\nARG «V»\nCOPY --chown=$«V» $«V▮» ["$V"]/${«V»}\n'.replace('["$V"]', '[$«V»]'),
    'FROM a\nARG «V▮»\nCOPY ["$«V»", "x"]\nEXPOSE $«V»/tcp\nVOLUME $«V»\nUSER $«V»\nSTOPSIGNAL $«V»\n',
    'FROM a\nARG «V▮»\nRUN --mount=type=cache,target=/$«V» x\nONBUILD RUN $«V»\nADD --checksum=$«V» x y',
    "FROM a\nARG «▮V»\nLABEL $«V»='$V' x=\"'$«V»'\" y=\\$V z=${A:-$«V»}",
    'FROM a\nARG «V▮»\nRUN x \\\n# $V\n  && echo $«V»',
    'FROM a\nENV «V▮» a $V b\nRUN $«V»'.replace('a $V b', 'a $«V» b'),
    // Shells.
    "FROM a\nARG «V▮»\nRUN echo $«V» '$V' \"$«V» '$«V»'\" \\$V \"$(echo '$V' ${«V»#a})\" # $V",
    'FROM a\nARG «V▮»\nRUN echo $((«V» + 1)) && «V»=2 make V=3 && export «V» && export A=1 «V»=2',
    'FROM a\nARG «V▮»\nRUN <<EOF\nif true; then «V»=1; fi\n# $V\necho $«V»\nEOF\nCOPY <<EOF /x\n\'$«V»\' \\$V\nEOF\nCOPY <<"EOF" /y\n$V\nEOF\n',
    "FROM a\nARG «V▮»\nRUN cat <<EOF >x\n'$«V»'\nEOF\nRUN cat <<'EOF' >x\n$V\nEOF\nRUN bash <<'EOF'\n'$V' $«V»\nEOF\n",
    "FROM a\nARG «V▮»\nRUN <<EOF\n#!/usr/bin/env python3\nprint('$V')\nEOF\nRUN <<EOF\n#!/bin/bash\n$«V»\nEOF",
    "FROM a\nARG «V▮»\nRUN <<EOF\ncat <<X >y\n'$«V»'\nX\ncat <<'X' >y\n$V\nX\necho $«V»\nEOF",
    'FROM a\nENV «V»=1\nCMD echo $«V»\nENTRYPOINT ["sh", "-c", "exec $«V▮»"]\nHEALTHCHECK CMD test $«V»\nCMD ["$V"]',
    // A container sees no ARG.
    'FROM a\nARG «V▮»\nRUN $«V»\nCMD $V',
    'FROM a\nARG «V▮»\nSHELL ["powershell"]\nRUN $V\nUSER $«V»\nSHELL ["/bin/sh", "-c"]\nRUN $«V»',
    "FROM a\nARG «V▮»\nRUN sh -c 'echo $«V»' && /bin/bash -eu -c 'test \"$«V»\"' && envsubst '$«V» ${«V»}' <x && awk '$V'",
    'FROM a\nARG «V▮»\nRUN f() { «V»=1; } ; x=$(date) «V»=1 y; case a in b) «V»=2;; esac; make V=1',
    'FROM a AS w\nENV «V▮»=1\nSHELL ["pwsh.exe", "-c"]\nFROM w\nRUN x $env:«V» \'$env:V\' "it\'s $env:«V»" `\'${env:«V»} $V; $env:«V» = 2',
    'FROM a\nARG «V▮»\nSHELL ["cmd", "/C"]\nRUN echo %«V»% $V\nSHELL ["node", "-e"]\nRUN $V',
    // What a shell sets for itself.
    'FROM a\nRUN for «f» in *; do echo $«▮f»; done\nRUN echo $f',
    'FROM a\nRUN --mount=type=secret,id=t,env=«TOKEN» x $«TOKEN▮»\nRUN $TOKEN',
    'FROM a\nSHELL ["pwsh"]\nRUN $env:«f» = 1; x $env:«f▮»\nRUN x $env:f',
    'FROM a\nRUN read «f▮» && x=$«f»\nRUN f=1; $f',
    'FROM a\nRUN echo $«HOME▮»\nWORKDIR $«HOME»\nFROM b\nRUN $HOME',
    // Platform arguments need no ARG before the first FROM.
    'FROM --platform=$«BUILDARCH▮» a\nARG «BUILDARCH»\nRUN $«BUILDARCH»\nFROM b\nARG «BUILDARCH»',
  ])('%j', (source) => expect(occurrences(source)).toBe(plain(source)));

  test('roles are told apart', () => {
    const { text, model, cursor } = at('ARG ▮V=1\nFROM a:$V\nARG V\nRUN V=2; echo $V');
    const found = dockerfile.occurrences?.(model, cursor) ?? [];
    const of = (role: string): string =>
      mark(
        text,
        found.filter((one) => one.role === role).map(({ span }) => span),
      );
    expect(of('definition')).toBe('ARG «V»=1\nFROM a:$V\nARG «V»\nRUN «V»=2; echo $V');
    expect(of('use')).toBe('ARG V=1\nFROM a:$«V»\nARG V\nRUN V=2; echo $«V»');
  });
});

describe('Occurrences of a heredoc', () => {
  test.each([
    'FROM a\nRUN <<«EO▮F»\nEOF \n«EOF»\n',
    'FROM a\nCOPY <<-"«A»" <<B /x\nA\n\t«▮A»\nB\nB\n'.replace('A\n\t«▮A»', '\t«▮A»'),
    'FROM a\nRUN <<«E▮»\nnever ends',
    'FROM a\nRUN <<«\\E\\F▮»\n«EF»',
  ])('%j', (source) => expect(occurrences(source)).toBe(plain(source)));
});

test.each([
  'FROM al▮pine',
  '# $V▮',
  '▮',
  'FROM a\nRUN x\n▮\n',
  'FROM a\nLA▮BEL a=b',
  'FROM a\nCOPY a▮ b',
  "FROM a\nLABEL a='$V▮'",
])('Nothing is named at %j', (source) => {
  expect(occurrences(source)).toBe(plain(source));
  expect(definitions(source)).toBe(plain(source));
});

describe('The definition', () => {
  test.each([
    'FROM a AS «b»\nFROM ▮b',
    'FROM a AS «b»\nFROM c AS b\nFROM d\nCOPY --from=▮0 x y',
    'FROM «a»\nFROM d\nCOPY --from=▮0 x y',
    'FROM a AS b\nFROM c AS «b»\nFROM b▮',
    'ARG «V»=1\nFROM a:$▮V',
    'ARG «V»=1\nFROM a\nARG «V»\nRUN $▮V',
    'ARG «V»=1\nFROM a\nARG «▮V»\nRUN $V',
    'ARG V=1\nFROM a\nARG «V»=2\nRUN $▮V',
    'FROM a\nENV V=1\nENV «V»=2 W=3\nRUN $▮V\nENV V=4',
    'FROM a\nENV «V»=1\nENV V=2 W=$▮V',
    'FROM a\nARG V=1 «V»=$V W=$▮V',
    'FROM a AS b\nENV V=1\nENV «V»=2\nFROM b AS c\nFROM c\nRUN $▮V\nENV V=3',
    'FROM a\nCMD echo $▮V\nENV «V»=1\nARG V',
    'FROM a AS b\nENV «V»=1\nARG V\nFROM b\nCMD echo $▮V',
    'FROM a\nENV V=1\nRUN V=3; $V\nRUN «V»=2; echo $▮V',
    'FROM a\nENV «V»=1\nRUN V=3\nRUN echo $▮V',
    'FROM a\nRUN <<«X»\n▮X\n',
    'FROM a\nRUN $▮V\nARG V',
    'ARG V\nFROM a\nRUN $▮V',
    'FROM a:$▮V\nARG V',
    'FROM --platform=$▮TARGETPLATFORM a',
    'ARG «B»=b\nFROM a AS «b»\nFROM $▮B',
    'ARG B=b\nFROM a AS «x-b»\nFROM ▮x-$B',
  ])('%j', (source) => expect(definitions(source)).toBe(plain(source)));
});

describe('A rename', () => {
  test.each([
    [
      'FROM a AS b▮\nFROM B\nFROM b\nCOPY --from=B x y\nCOPY --from=0 x y',
      'c',
      'FROM a AS c\nFROM B\nFROM c\nCOPY --from=c x y\nCOPY --from=0 x y',
    ],
    [
      'FROM a AS b\nFROM c\nRUN --mount=from=▮b,target=/x y',
      'd',
      'FROM a AS d\nFROM c\nRUN --mount=from=d,target=/x y',
    ],
    [
      'ARG V=1\nFROM a:${V}\nARG V\nRUN echo $V▮ "${V:-$V}"',
      'W',
      'ARG W=1\nFROM a:${W}\nARG W\nRUN echo $W "${W:-$W}"',
    ],
    ['FROM a\nENV V=1 \\\n  U=2\nRUN V=$V; x ▮$V', 'W', 'FROM a\nENV W=1 \\\n  U=2\nRUN W=$W; x $W'],
    ['FROM a\nRUN for f▮ in a; do $f; done\nRUN $f', 'file', 'FROM a\nRUN for file in a; do $file; done\nRUN $f'],
    ['FROM a\nCOPY <<-"E▮" x\n\tE\n', 'END', 'FROM a\nCOPY <<-"END" x\n\tEND\n'],
    ['ARG B▮=b\nFROM a AS b\nFROM $B', 'X', 'ARG X=b\nFROM a AS b\nFROM $X'],
    // Nothing but PATH is set in an image such as alpine.
    ['FROM alpine:3\nENV LIBS▮=/x:$LIBS', 'X', 'FROM alpine:3\nENV X=/x:$X'],
    ['FROM a\nCMD $V\nENV V▮=1', 'X', 'FROM a\nCMD $X\nENV X=1'],
    ['FROM a AS b\nENV V▮=1\nFROM b\nRUN $V\nENV V=2', 'X', 'FROM a AS b\nENV X=1\nFROM b\nRUN $X\nENV X=2'],
    ['FROM a AS golang▮\nFROM golang', 'a', 'FROM a AS a\nFROM a'],
    ['FROM a AS B▮', 'B', 'FROM a AS B'],
    ['FROM a AS b▮', 'b', 'FROM a AS b'],
    ['FROM a\nARG V▮\nFROM b\nARG W\nRUN $W', 'W', 'FROM a\nARG W\nFROM b\nARG W\nRUN $W'],
  ])('%j to %s', (source, newName, expected) => expect(renamed(source, newName)).toBe(expected));

  test.each([
    ['FROM a AS b▮', 'B', 'small letter'],
    ['FROM a AS b▮', '1', 'begins with a small letter'],
    ['FROM a AS b▮', 'c d', 'begins with'],
    ['FROM a AS b▮', 'scratch', 'reserved'],
    ['FROM a AS b▮\nFROM c AS D', 'd', 'Another stage is called d'],
    ['FROM a AS b▮\nFROM alpine', 'alpine', 'alpine is an image'],
    ['ARG X=alpine\nFROM a AS b▮\nFROM $X', 'alpine', 'alpine is an image'],
    ['FROM a AS b▮\nCOPY --from=nginx x y', 'nginx', 'nginx is an image'],
    ['ARG B=b\nFROM a AS b▮\nFROM $B', 'c', '$B means this stage by the value of a variable'],
    ['ARG B=b\nFROM a AS x-b\nFROM x▮-$B', 'c', 'x-$B means this stage by the value of a variable'],
    ['FROM a AS b\nFROM c\nCOPY --from=0▮ x y', 'd', 'not by its name'],
    ['FR▮OM a AS b', 'd', 'not by its name'],
    ['FROM a\nFROM c\nCOPY --from=0▮ x y', 'd', 'no name'],
    ['FROM al▮pine', 'x', 'names an image'],
    ['FROM b\nCOPY --from=al▮pine x y', 'x', 'names an image'],
    ['FROM a\nARG V▮', '1V', 'The name of a variable'],
    ['FROM a\nARG V▮', 'A-B', 'The name of a variable'],
    ['FROM a\nARG V▮', 'TARGETARCH', 'reserved'],
    ['FROM a\nARG V▮', 'PATH', 'reserved'],
    ['FROM a\nARG TARGETARCH▮', 'X', 'has a meaning of its own'],
    ['FROM a\nARG http_proxy▮', 'X', 'has a meaning of its own'],
    ['FROM a\nENV PATH▮=/x:$PATH', 'X', 'has a meaning of its own'],
    ['FROM a\nENV LIBS▮=/x:$LIBS', 'X', 'used before the file sets it'],
    ['FROM a\nRUN $V▮\nARG V', 'X', 'used before the file sets it'],
    ['FROM a\nRUN $V▮', 'X', 'does not set V'],
    ['FROM a\nARG V▮ W', 'W', 'W is another variable here already'],
    ['FROM a\nARG V▮\nRUN W=1', 'W', 'W is another variable here already'],
    ['ARG W\nFROM a\nARG V▮', 'W', 'W is another variable here already'],
    ['ARG V▮\nFROM a\nARG W', 'W', 'W is another variable here already'],
    ['FROM a AS b\nENV W=1\nFROM b\nENV V▮=1', 'W', 'W is another variable here already'],
    ['FROM a AS b\nENV V▮=1\nFROM b\nRUN $W', 'W', 'W is another variable here already'],
    ['FROM a\nRUN <<E▮\nX\nE', 'X', 'it would end there'],
    ['FROM a\nRUN <<-E▮\n\t\tX\nE', 'X', 'it would end there'],
    ['FROM a\nRUN <<E▮\nE', 'a b', 'The name of a heredoc'],
    ['FROM a\nRUN <<E"O"F\nEOF▮', 'X', 'in quotes'],
  ])('%j to %s is refused', (source, newName, expected) => {
    expect(renamed(source, newName)).toMatch(/^refused: /);
    expect(renamed(source, newName)).toContain(expected);
  });

  test('shows the name that it would change', () => {
    const { text, model, cursor } = at('FROM a\nARG VERSION\nRUN echo ${VER▮SION}');
    const place = dockerfile.prepareRename?.(model, cursor);
    if (place?.kind !== 'place') throw new Error('no place');
    expect(place.name).toBe('VERSION');
    expect(mark(text, [place.span])).toBe('FROM a\nARG VERSION\nRUN echo ${«VERSION»}');
  });

  test('has nothing to say where nothing is named', () => expect(renamed('FROM a\nRUN ▮x', 'y')).toBe('nothing'));
});

describe('Linked ranges', () => {
  test.each(['FROM a\nRUN <<«E▮OF»\n«EOF»', 'FROM a\nRUN <<-"«A»"\n\t«▮A»'])('%j', (source) => {
    const { text, model, cursor } = at(source);
    expect(mark(text, dockerfile.linkedRanges?.(model, cursor) ?? [])).toBe(plain(source));
  });

  test.each(['FROM a\nRUN <<E▮OF\n', 'FROM a AS b▮\nFROM b', 'FROM a\nRUN <<E"O"▮F\nEOF'])('none at %j', (source) => {
    const { model, cursor } = at(source);
    expect(dockerfile.linkedRanges?.(model, cursor)).toEqual([]);
  });
});
