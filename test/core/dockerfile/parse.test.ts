import { describe, expect, test } from 'vitest';
import { mark, marked } from '../../helpers/marks.ts';
import type { Instruction } from '../../../server/src/core/dockerfile/parse/ast.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse/parse.ts';
import { tokens } from '../../../server/src/core/dockerfile/parse/tokens.ts';
import type { Span } from '../../../server/src/core/text/span.ts';

/** Checks that the spans which `choose` finds are those marked in the text. */
function check(source: string, choose: (instruction: Instruction) => readonly Span[]): void {
  const { text } = marked(source);
  expect(mark(text, parseDockerfile(text).instructions.flatMap(choose))).toBe(source);
}

const keyword = ({ keyword: { span } }: Instruction): readonly Span[] => [span];
const flagNames = ({ flags }: Instruction): readonly Span[] => flags.map(({ nameSpan }) => nameSpan);
const flagValues = ({ flags }: Instruction): readonly Span[] =>
  flags.flatMap(({ valueWord }) => (valueWord ? [valueWord.span] : []));
const whole = ({ span }: Instruction): readonly Span[] => [span];
const bodies = ({ heredocs }: Instruction): readonly Span[] => heredocs.map(({ body }) => body);
const heredocNames = ({ heredocs }: Instruction): readonly Span[] => heredocs.map(({ nameSpan }) => nameSpan);
const terminators = ({ heredocs }: Instruction): readonly Span[] =>
  heredocs.flatMap(({ terminator }) => terminator ?? []);

function values(instruction: Instruction): readonly Span[] {
  if ('words' in instruction) return instruction.words.map(({ span }) => span);
  if ('items' in instruction) return instruction.items.map(({ span }) => span);
  if ('pairs' in instruction) return instruction.pairs.flatMap(({ value }) => (value ? [value.span] : []));
  if ('value' in instruction) return instruction.value ? [instruction.value.span] : [];
  if (!('command' in instruction) || !instruction.command) return [];
  return instruction.command.form === 'json'
    ? instruction.command.strings.map(({ span }) => span)
    : [instruction.command.word.span];
}

const names = (instruction: Instruction): readonly Span[] =>
  'pairs' in instruction ? instruction.pairs.map(({ name }) => name.span) : [];

describe('Keywords', () => {
  test.each([
    '«FROM» alpine\n«RUN» a\n',
    '  «run» a',
    '\ufeff«FROM» a',
    '«RU\\\nN» a',
    '«FROM\u00a0alpine»',
    '# comment\n\n«FROM»\talpine',
    '\\\n«RUN» a',
    '# escape=`\n«RUN» a `\n b\n«RUN» c \\\n«d»',
    '«RUN» a \\\\\n«b»',
    '«RUN» a \\ \t\n b',
    '«RUN» a \\\r\n b\r\n«CMD»\r\n',
    '«RUN» a \\\n# RUN b\n\n  c\n«CMD» d',
    '«RUN» <<EOF\nFROM x\nEOF\n«CMD» a',
    '«RUN» echo "<<EOF"\n«CMD» a',
    '«RUN» cat<<EOF\n«CMD» a',
    '«RUN» ["cat", "<<EOF"]\n«CMD» a',
    '«RUN» echo "${a^^}" <<EOF\n«CMD» a',
  ])('%j', (source) => check(source, keyword));
});

describe('Arguments', () => {
  test.each([
    'FROM «alpine» «AS» «build» # «no»'.replace(' # «no»', ' «#» «no»'),
    'FROM --platform=x «alp\\\nine»',
    'EXPOSE «80» «90/tcp» \\\n  «100»',
    'COPY --from=a «a\\» «b» «c»',
    'COPY [«"a b"», «"c\\u0041"»]',
    'COPY «["a"» «"b"]»',
    'CMD [«"a"» , \\\n  «"b"»]',
    'CMD «["a"] b»',
    "CMD «['a']»",
    'RUN «[ -f x ] && y»',
    'RUN «a \\\n# comment\n b»',
    'ENV A=«1» B=«"b c"» C=«d\\ e» D=«»',
    'ENV A «b c=d  e»',
    'LABEL "a b"=«"c»',
    'ARG A=«1» B',
    'WORKDIR «/a b»  \n',
    'HEALTHCHECK --interval=1s CMD «curl -f x»',
    'USER',
  ])('%j', (source) => check(source, values));
});

describe('Names of pairs', () => {
  test.each(['ENV «A»=1 «B»="b c"', 'ENV «A» b c', 'ARG «A» «B»=1', 'LABEL «"a b"»=c «d.e»=', 'ENV «A»=1 «wrong»'])(
    '%j',
    (source) => check(source, names),
  );
});

describe('Flags', () => {
  test.each([
    'COPY «--from»=a «--link» b c',
    'RUN «--mount»=type=cache,target=/x «--network»=none a --b',
    'RUN -- --a',
    'COPY «--from»="a b" c d',
    'COPY \\\n  «--from»=a \\\n  «--chown»=b c d',
    'ONBUILD «--x» RUN --y',
  ])('%j', (source) => check(source, flagNames));

  test('their values, as written', () => {
    check('COPY --from=«a» --chmod=«"7\\\n55"» --link b c', flagValues);
    const [copy] = parseDockerfile('COPY --from="a b" --x=\\y c d').instructions;
    expect(copy?.flags.map(({ name, value }) => [name, value])).toEqual([
      ['from', 'a b'],
      ['x', 'y'],
    ]);
  });
});

describe('Heredocs', () => {
  test.each([
    'RUN <<EOF\n«a\n  EOF\n»EOF\nRUN b',
    'RUN <<-EOF\n«\ta\n»\t\tEOF\n',
    'RUN <<A <<B\n«a\n»A\n«b\n»B\n',
    'COPY <<"E O F" /x\n«$a\n»E O F\n',
    'RUN << EOF\n«»EOF\n',
    'RUN 3<<EOF cat\n«a\r\n»EOF\r\n',
    'ONBUILD RUN <<EOF\n«a\n»EOF\n',
    'RUN <<EOF \\\n && b\n«a\n»EOF\n',
    'RUN <<EOF\n«a\n»',
    'RUN <<$X\n«a\n»$X\n',
    'RUN --mount=type=cache,target=/x <<EOF\n«# no comment \\\n»EOF\n',
  ])('their bodies: %j', (source) => check(source, bodies));

  test('their names and ends', () => {
    check("RUN <<-'«EOF»'\nEOF\n".replace("'«EOF»'", "«'EOF'»"), heredocNames);
    check('RUN <<-EOF\na\n\t«EOF»\nRUN <<X', terminators);
  });

  test.each([
    ['RUN <<EOF', 'EOF', true, false],
    ['RUN <<-EOF', 'EOF', true, true],
    ["RUN <<'EOF'", 'EOF', false, false],
    ['RUN <<E"O"F', 'EOF', false, false],
    ['RUN <<E\\"F', 'E"F', true, false],
  ])('what %j means', (source, name, expands, stripsTabs) => {
    expect(parseDockerfile(source).instructions[0]?.heredocs).toMatchObject([{ name, expands, stripsTabs }]);
  });

  test.each(['RUN $((1<<2))', 'RUN <<<EOF', 'RUN "<<EOF"', 'CMD <<EOF', 'ENV a=<<EOF', 'RUN <<- EOF', 'RUN <<""'])(
    'none in %j',
    (source) => {
      expect(parseDockerfile(source).instructions[0]?.heredocs).toEqual([]);
    },
  );
});

describe('Instructions', () => {
  test.each([
    '«FROM a»  \n\n«RUN b \\\n # c\n d» \n# e',
    '«RUN <<EOF\na\nEOF»\n«CMD x»',
    '«ONBUILD RUN <<EOF\na\nEOF»\n',
    '«RUN a»\\\n\n',
  ])('reach to their last character: %j', (source) => check(source, whole));

  test('know the comments above them and the blank lines within', () => {
    const text = '# old\n#\n# one\n\n # two\nRUN a \\\n\n# three\n b\n';
    const tree = parseDockerfile(text);
    expect(tree.instructions[0]?.comments.map((comment) => comment.text)).toEqual(['one', 'two']);
    expect(tree.comments.map((comment) => comment.text)).toEqual(['old', '', 'one', 'two', 'three']);
    expect(mark(text, tree.instructions[0]?.blankLines ?? [])).toBe(
      '# old\n#\n# one\n\n # two\nRUN a \\\n«\n»# three\n b\n',
    );
  });
});

describe('Directives', () => {
  test.each([
    ['# syntax=docker/dockerfile:1\n# escape=`\nFROM a', ['syntax', 'escape']],
    ['\ufeff#Check = skip=all  \nFROM a', ['check']],
    ['\n# escape=`\nFROM a', []],
    ['# comment\n# escape=`\nFROM a', []],
    ['# foo=bar\n# escape=`\nFROM a', []],
    ['# constructor=bar\n# escape=`\nFROM a', []],
    ['#!/bin/x\n# escape=`', []],
    ['# escape=\n# syntax=a', []],
    ['FROM a\n# escape=`', []],
  ])('%j', (text, expected) => {
    expect(parseDockerfile(text).directives.map(({ name }) => name)).toEqual(expected);
  });

  test('their names and values have places', () => {
    const source = '# «syntax» = «a:1 b»  \nFROM a';
    const { text } = marked(source);
    expect(
      mark(
        text,
        parseDockerfile(text).directives.flatMap(({ nameSpan, valueSpan }) => [nameSpan, valueSpan]),
      ),
    ).toBe(source);
  });
});

test('Tokens name every piece of a file', () => {
  const text = '# escape=\\\nFROM a AS b\n# c\nRUN --mount=x <<E \\\n  y\nz\nE\nENV A=1';
  const all = tokens(parseDockerfile(text)).filter(({ kind }) => kind !== 'space' && kind !== 'newline');
  expect(all.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)).toEqual([
    'directive # escape=\\',
    'keyword FROM',
    'argument a',
    'argument AS',
    'argument b',
    'comment # c',
    'keyword RUN',
    'flag --mount=x',
    'argument <<E ',
    'punctuation \\',
    'argument   y',
    'heredocBody z\n',
    'heredocEnd E',
    'keyword ENV',
    'argument A',
    'punctuation =',
    'argument 1',
  ]);
});
