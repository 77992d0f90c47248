import { describe, expect, test } from 'vitest';
import { mark, marked } from '../../helpers/marks.ts';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import type { OutlineItem } from '../../../server/src/core/language.ts';

/** The outline, one line for each item: its kind, name, detail and the name's place in the text. */
function outline(text: string): readonly string[] {
  const lines = (items: readonly OutlineItem[], indent: string): readonly string[] =>
    items.flatMap(({ kind, name, detail, nameSpan, children }) => [
      `${indent}${kind}: ${name} | ${detail} | ${text.slice(nameSpan.start, nameSpan.end)}`,
      ...lines(children, `${indent}  `),
    ]);
  return lines(dockerfile.symbols?.(dockerfile.parse(text)) ?? [], '');
}

describe('The outline', () => {
  test('has stages, their instructions, and what these set', () => {
    const text = `# syntax=docker/dockerfile:1
ARG VERSION=3.22 PLAIN
FROM alpine:$VERSION AS build
env A=1
ENV B="x y" C=2
run --mount=type=cache,target=/x \\
    apk add   curl
COPY --from=0 a b
ONBUILD RUN x
FROM scratch
EXPOSE 80 443
CMD ["a", "b"]
`;
    expect(outline(text)).toEqual([
      'setting: syntax | docker/dockerfile:1 | syntax',
      'variable: ARG VERSION PLAIN |  | VERSION',
      '  variable: VERSION | 3.22 | VERSION',
      '  variable: PLAIN |  | PLAIN',
      'stage: build | FROM alpine:$VERSION | build',
      '  variable: ENV A | 1 | A',
      '  variable: ENV B C |  | B',
      '    variable: B | "x y" | B',
      '    variable: C | 2 | C',
      '  command: RUN apk add curl | --mount=type=cache,target=/x | run',
      '  file: COPY a b | --from=0 | COPY',
      '  event: ONBUILD RUN x |  | ONBUILD',
      'stage: scratch | FROM | scratch',
      '  port: EXPOSE 80 443 |  | EXPOSE',
      '  entry: CMD ["a", "b"] |  | CMD',
    ]);
  });

  test('of a half-typed file has what can be told', () => {
    expect(outline('FROM\nRU\nENV\nARG =x\nENV A=1 =x')).toEqual([
      'stage: FROM | FROM | FROM',
      '  variable: ENV |  | ENV',
      '  variable: ARG | x | ',
      '  variable: ENV A |  | A',
      '    variable: A | 1 | A',
      '    variable: = | x | ',
    ]);
  });

  test('cuts what is long', () => {
    const [, item] = outline(`FROM a\nRUN ${'x'.repeat(500)}`);
    expect(item).toMatch(/^ {2}command: RUN x{75}… \|/);
  });
});

/** The text with `>` before lines that begin a fold, and the number of the line at which it ends. */
function folds(text: string): string {
  const found = dockerfile.folding?.(dockerfile.parse(text)) ?? [];
  return text
    .split('\n')
    .map((line, index) => {
      const fold = found.find(({ start }) => start === index);
      return `${index} ${line}${fold ? ` > ${fold.kind} ${fold.end}` : ''}`;
    })
    .join('\n');
}

test('folding', () => {
  const text = `# one
# two

# region base
FROM a
RUN x \\
  # why
  # so
  y
RUN <<EOF
a
b
EOF
# endregion
# last
FROM b
COPY <<A <<B /x
a
A
b
b
B
RUN a \\
 b <<C
c
c
C
FROM c`;
  expect(folds(text)).toBe(`0 # one > comment 1
1 # two
2${' '}
3 # region base > region 13
4 FROM a > code 12
5 RUN x \\ > code 8
6   # why > comment 7
7   # so
8   y
9 RUN <<EOF > code 11
10 a
11 b
12 EOF
13 # endregion
14 # last
15 FROM b > code 26
16 COPY <<A <<B /x > code 21
17 a
18 A > code 20
19 b
20 b
21 B
22 RUN a \\ > code 26
23  b <<C > code 25
24 c
25 c
26 C
27 FROM c`);
});

test.each(['# endregion\n# region\nFROM a', '# a\n\n# b', 'RUN <<EOF', 'RUN <<E\nE', 'FROM a\n\n', ''])(
  'Nothing can be folded in %j',
  (text) => expect(dockerfile.folding?.(dockerfile.parse(text))).toEqual([]),
);

/** The texts that a selection grows to. */
function grows(source: string): readonly string[] {
  const { text, cursor } = marked(source);
  const spans = dockerfile.selection?.(dockerfile.parse(text), cursor) ?? [];
  return spans.map(({ start, end }) => text.slice(start, end));
}

describe('A selection grows', () => {
  test('from a word of a command to the file', () => {
    expect(grows('# base\nFROM a\n# why\nRUN --network=none a && ech▮o "b c" | d; e\nCMD x\n')).toEqual([
      'echo',
      'echo "b c"',
      'echo "b c" | d',
      'a && echo "b c" | d; e',
      'RUN --network=none a && echo "b c" | d; e',
      '# why\nRUN --network=none a && echo "b c" | d; e',
      'FROM a\n# why\nRUN --network=none a && echo "b c" | d; e\nCMD x',
      '# base\nFROM a\n# why\nRUN --network=none a && echo "b c" | d; e\nCMD x',
      '# base\nFROM a\n# why\nRUN --network=none a && echo "b c" | d; e\nCMD x\n',
    ]);
  });

  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['FROM a\nENV A=1 B="x ▮y"', ['y', '"x y"', 'B="x y"', 'A=1 B="x y"', 'ENV A=1 B="x y"']],
    ['FROM a\nCMD ["a", "b-▮c d"]', ['c', 'b-c d', '"b-c d"', '["a", "b-c d"]', 'CMD ["a", "b-c d"]']],
    ['FROM a\nRUN --mount=type=ca▮che,id=x y', ['cache', 'type=cache', 'type=cache,id=x', '--mount=type=cache,id=x']],
    ['FROM a\nRUN x \\\n # b ▮c\n # d\n y', ['c', '# b c', '# b c\n # d', 'RUN x \\\n # b c\n # d\n y']],
    ['FROM a\nRUN <<E\nx ▮y\nz\nE\n', ['y', 'x y', 'x y\nz\n', 'x y\nz\nE', 'RUN <<E\nx y\nz\nE']],
    ['# synt▮ax=a/b\nFROM a', ['syntax', '# syntax=a/b', '# syntax=a/b\nFROM a']],
    ['FROM a▮lpine:3 AS b', ['alpine', 'alpine:3', 'alpine:3 AS b', 'FROM alpine:3 AS b']],
    [
      'FROM a\nONBUILD RUN ec▮ho x',
      ['echo', 'echo x', 'RUN echo x', 'ONBUILD RUN echo x', 'FROM a\nONBUILD RUN echo x'],
    ],
    ['FROM a\nRUN x y▮; z', ['y', 'x y', 'x y; z']],
    ['FROM a\nRUN a ▮ b', ['a  b', 'RUN a  b', 'FROM a\nRUN a  b']],
    ['▮', ['']],
  ];

  test.each(cases)('%j', (source, expected) => expect(grows(source).slice(0, expected.length)).toEqual(expected));
});

test('The spans of the outline nest', () => {
  const { text } = marked('ARG A B\nFROM a AS b\nENV A=1 B=2\nRUN <<E\nx\nE\n');
  const check = (items: readonly OutlineItem[], start: number, end: number): void => {
    for (const { span, nameSpan, children } of items) {
      expect(span.start >= start && span.end <= end, mark(text, [span])).toBe(true);
      expect(nameSpan.start >= span.start && nameSpan.end <= span.end, mark(text, [nameSpan])).toBe(true);
      check(children, span.start, span.end);
    }
  };
  check(dockerfile.symbols?.(dockerfile.parse(text)) ?? [], 0, text.length);
});

describe('The calls of a stage', () => {
  const source = `FROM alpine AS base
FROM base AS build
FROM scratch
COPY --from=build /a /b
COPY --from=1 /c /d
RUN --mount=from=base,target=/x y
COPY --from=nginx /e /f
`;
  const model = dockerfile.parse(source);
  const calls = (name: string, direction: 'incoming' | 'outgoing'): readonly (readonly [string, string])[] =>
    (dockerfile.calls?.(model, source.indexOf(name), direction) ?? []).map(({ item, spans }) => [
      item.name,
      mark(source, spans)
        .split('\n')
        .filter((line) => line.includes('«'))
        .join('\n'),
    ]);

  const item = (at: number): string | undefined => dockerfile.callItem?.(model, at)?.name;

  test('are the stages that take from it', () => {
    expect(calls('base', 'incoming')).toEqual([
      ['build', 'FROM «base» AS build'],
      ['scratch', 'RUN --mount=from=«base»,target=/x y'],
    ]);
    expect(calls('scratch', 'incoming')).toEqual([]);
  });

  test('are the stages that it takes from', () => {
    expect(calls('scratch', 'outgoing')).toEqual([
      ['build', 'COPY --from=«build» /a /b\nCOPY --from=«1» /c /d'],
      ['base', 'RUN --mount=from=«base»,target=/x y'],
    ]);
    expect(calls('alpine', 'outgoing')).toEqual([]);
  });

  test('begin at the stage that is named, or that stands there', () => {
    expect(item(source.indexOf('=build') + 1)).toBe('build');
    expect(item(source.indexOf('COPY'))).toBe('scratch');
    expect(dockerfile.callItem?.(dockerfile.parse('ARG A'), 2)).toBeUndefined();
  });
});
