import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { commandList } from '../../../server/src/core/dockerfile/refactor/commandList.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { marked } from '../../helpers/marks.ts';
import { dockerfiles } from './dockerfiles.ts';

/** The texts after each refactoring that is offered at the cursor, by title. */
function offered(source: string): Readonly<Record<string, string>> {
  const { text, cursor, spans } = marked(source);
  const span = spans[0] ?? { start: cursor, end: cursor };
  const found = dockerfile.refactorings?.(dockerfile.parse(text), span) ?? [];
  return Object.fromEntries(found.map(({ title, edits }) => [title.text, applyEdits(text, edits)]));
}

const exec = 'Convert to exec form';
const shell = 'Convert to shell form';
const heredoc = 'Convert to heredoc';
const chain = 'Convert to a chain of commands';
const join = 'Join with the next RUN';
const split = 'Split this RUN before {0}';
const cache = 'Add a cache mount for {0}';
const extract = 'Extract the instructions up to here into a stage of their own';
const inline = 'Inline {0}';

describe('Refactorings', () => {
  test.each<[string, string, string | undefined]>([
    [exec, 'FROM a\nCMD▮ npm  start\n', 'FROM a\nCMD ["npm", "start"]\n'],
    [exec, 'FROM a\nRUN --network=none a▮ \'b c\' "d"\n', 'FROM a\nRUN --network=none ["a", "b c", "d"]\n'],
    [exec, 'FROM a\nRUN a▮ $B\n', undefined],
    [exec, 'FROM a\nRUN a▮ && b\n', undefined],
    [exec, 'FROM a\nRUN a▮ *\n', undefined],
    [exec, 'FROM a\nRUN cd▮ b\n', undefined],
    [exec, 'FROM a\nRUN exit▮ 1\n', undefined],
    [exec, 'FROM a\nRUN exec▮ b c\n', 'FROM a\nRUN ["b", "c"]\n'],
    [exec, 'FROM a\nRUN a▮ <<E\nE\n', undefined],
    [exec, 'FROM a\nENTRYPOINT a▮ b\n', 'FROM a\nENTRYPOINT ["a", "b"]\n'],
    [exec, 'FROM a\nENTRYPOINT a▮ b\nCMD c\n', undefined],
    [exec, 'FROM a\nENTRYPOINT ["a"]\nCMD▮ c\n', undefined],
    [exec, 'FROM a\nSHELL ["bash"]\nCMD▮ c\n', undefined],
    [exec, '# escape=`\nFROM a\nCMD▮ c\n', undefined],
    [shell, 'FROM a\nRUN▮ ["make", "a b", "$C", ""]\n', "FROM a\nRUN make 'a b' '$C' ''\n"],
    [shell, 'FROM a\nCMD ["a▮", "b"]\n', 'FROM a\nCMD exec a b\n'],
    [shell, 'FROM a\nENTRYPOINT ["a▮", "b"]\n', undefined],
    [shell, 'FROM a\nRUN ["a▮", "it\'s"]\n', undefined],
    [shell, 'FROM a\nRUN ["if▮", "x"]\n', undefined],
    [shell, 'FROM a\nRUN [▮]\n', undefined],
    [
      heredoc,
      'FROM a\nRUN a▮ && b | c && d "e && f"\nUSER x\n',
      'FROM a\nRUN <<EOF\nset -e\na\nb | c\nd "e && f"\nEOF\nUSER x\n',
    ],
    [
      heredoc,
      'FROM a\r\nRUN --network=none a▮ \\\r\n    -b \\\r\n && c\r\n',
      'FROM a\r\nRUN --network=none <<EOF\r\nset -e\r\na \\\r\n  -b\r\nc\r\nEOF\r\n',
    ],
    [heredoc, 'FROM a\nRUN a▮ && \\\n  b\n', 'FROM a\nRUN <<EOF\nset -e\na\nb\nEOF\n'],
    [heredoc, 'FROM a\nRUN a▮\n', undefined],
    [heredoc, 'FROM a\nRUN a▮ && b || c\n', undefined],
    [heredoc, 'FROM a\nRUN a▮ && b; c\n', 'FROM a\nRUN <<EOF\na && b\nc\nEOF\n'],
    [
      heredoc,
      'FROM a\nRUN set -eux; \\\n    a▮; \\\n    if [ -f x ]; then \\\n      b; \\\n    fi; \\\n    c || true\n',
      'FROM a\nRUN <<EOF\nset -eux\na\nif [ -f x ]; then \\\n    b; \\\n  fi\nc || true\nEOF\n',
    ],
    [heredoc, 'FROM a\nRUN set -ex && a▮ $(nproc)\n', 'FROM a\nRUN <<EOF\nset -ex\na $(nproc)\nEOF\n'],
    [heredoc, 'FROM a\nRUN a▮ && b $(c; d)\n', undefined],
    [heredoc, 'FROM a\nRUN a▮ & b; c\n', undefined],
    [heredoc, 'FROM a\nRUN a▮; # b; c\n', undefined],
    [
      heredoc,
      'FROM a\nRUN a▮ \\\n # one\n && b \\\n # two\n   c \\\n   d\n',
      'FROM a\nRUN <<EOF\nset -e\na\n# one\n# two\nb \\\n  c \\\n  d\nEOF\n',
    ],
    [heredoc, 'FROM a\nRUN ! a▮ && b\n', undefined],
    [heredoc, 'FROM a\nRUN set +e▮ && b\n', undefined],
    [heredoc, 'FROM a\nRUN a▮ && if b; then c; fi\n', undefined],
    [heredoc, 'FROM a\nRUN a▮ && \\\n # b\n c\n', 'FROM a\nRUN <<EOF\nset -e\na\n# b\nc\nEOF\n'],
    [heredoc, "FROM a\nRUN a▮ && b 'c \\\n d'\n", undefined],
    [heredoc, 'FROM a\nRUN a▮ && EOF\n', undefined],
    [chain, 'FROM a\nRUN <<E▮\nset -e\na\n  b | c\nE\nUSER x\n', 'FROM a\nRUN a && \\\n    b | c\nUSER x\n'],
    [
      chain,
      'FROM a\nRUN --network=none <<-E\n\tset -eux\n\ta▮\n\tE\n',
      'FROM a\nRUN --network=none set -eux && \\\n    a\n',
    ],
    [chain, 'FROM a\nRUN <<E▮\na\nb\nE\n', 'FROM a\nRUN a; \\\n    b\n'],
    [chain, 'FROM a\nRUN <<E▮\na\nset -e\nb\nE\n', undefined],
    [chain, 'FROM a\nRUN <<E▮\na\n# b\nE\n', undefined],
    [chain, 'FROM a\nRUN <<E▮\na\nE\n', undefined],
    [chain, 'FROM a\nRUN <<E▮\nset -e\na; b\nE\n', undefined],
    [chain, 'FROM a\nRUN <<E▮\nset -e\na \\\n b\nE\n', undefined],
    [chain, 'FROM a\nRUN <<E▮\nset -e\n# a\nb\n# c\nd\nE\n', 'FROM a\nRUN \\\n    # a\n    b && \\\n    # c\n    d\n'],
    [chain, 'FROM a\nRUN bash <<E▮\nset -e\nb\nE\n', undefined],
    [chain, 'FROM a\nRUN <<E▮\nset -e\nb\n', undefined],
    [join, 'FROM a\nRUN a▮ b\nRUN c \\\n  d\nRUN e\n', 'FROM a\nRUN a b && \\\n    c \\\n  d\nRUN e\n'],
    [
      'Join these RUN instructions',
      'FROM a\nRUN «a\nRUN b\n\nRUN c»\nRUN d\n',
      'FROM a\nRUN a && \\\n    b && \\\n    c\nRUN d\n',
    ],
    [join, 'FROM a\nRUN --network=none a▮\nRUN  --network=none  b\n', 'FROM a\nRUN --network=none a && \\\n    b\n'],
    [join, 'FROM a\nRUN --network=none a▮\nRUN b\n', undefined],
    [join, 'FROM a\nRUN cd▮ /x\nRUN b\n', undefined],
    [join, 'FROM a\nRUN a && X=1▮\nRUN b\n', undefined],
    [join, 'FROM a\nRUN a▮\nRUN b || c\n', undefined],
    [join, 'FROM a\nRUN a▮ # b\nRUN c\n', undefined],
    [join, 'FROM a\nRUN a▮\n# b\nRUN c\n', undefined],
    [join, 'FROM a\nRUN a▮\nUSER b\nRUN c\n', undefined],
    [join, 'FROM a\nRUN a▮\nRUN ["c"]\n', undefined],
    [join, 'FROM a\nRUN a▮\nFROM b\nRUN c\n', undefined],
    [split, 'FROM a\nRUN a && b▮ -c && d\n', 'FROM a\nRUN a\nRUN b -c && d\n'],
    [
      split,
      'FROM a\n  run --network=none  a▮ \\\n  && b\n',
      'FROM a\n  run --network=none a\n  run --network=none b\n'.replace('none a', 'none  a'),
    ],
    [split, 'FROM a\r\nRUN a && d▮\r\n', 'FROM a\r\nRUN a\r\nRUN d\r\n'],
    [split, 'FROM a\nRUN cd▮ /x && b\n', undefined],
    [split, 'FROM a\nRUN a && cd /x && b▮\n', undefined],
    [split, 'FROM a\nRUN a && b▮ || c\n', undefined],
    [split, 'FROM a\nRUN a▮\n', undefined],
    [cache, 'FROM a\nRUN npm▮ ci\n', 'FROM a\nRUN --mount=type=cache,target=/root/.npm npm ci\n'],
    [
      cache,
      'FROM a\nRUN apt-get update && apt-get install -y x▮ && rm -rf /var/lib/apt/lists/*\n',
      'FROM a\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\n',
    ],
    [
      cache,
      'FROM a\nRUN <<E▮\npip install x\nE\n',
      'FROM a\nRUN --mount=type=cache,target=/root/.cache/pip <<E\npip install x\nE\n',
    ],
    [cache, 'FROM a\nRUN pip install▮ --no-cache-dir x\n', undefined],
    [cache, 'FROM a\nRUN --mount=type=cache,target=/root/.npm npm▮ ci\n', undefined],
    [cache, 'FROM a\nUSER app\nRUN npm▮ ci\n', undefined],
    [cache, 'FROM a\nRUN echo▮ x\n', undefined],
    [extract, 'FROM a\nRUN b▮\nRUN c\n', 'FROM a AS base\nRUN b\n\nFROM base\nRUN c\n'],
    [extract, 'from a as x\nrun b▮\nrun c\nfrom x\n', 'from a as base\nrun b\n\nfrom base as x\nrun c\nfrom x\n'],
    [
      extract,
      'FROM a AS base\nRUN «b\nRUN c»\nRUN d\n',
      'FROM a AS base2\nRUN b\nRUN c\n\nFROM base2 AS base\nRUN d\n',
    ],
    [extract, 'FROM a\nRUN b▮\n', undefined],
    [extract, 'FROM a\nONBUILD RUN b\nRUN c▮\nRUN d\n', undefined],
    [extract, 'FROM a\nRUN b▮\nRUN c\nFROM d\nCOPY --from=0 x y\n', undefined],
    [inline, 'ARG V▮=1.2\nFROM a:$V\nFROM b:${V}-x\n', 'FROM a:1.2\nFROM b:1.2-x\n'],
    [inline, 'FROM a\nARG V▮=x\nRUN echo $V\n', 'FROM a\nRUN echo x\n'],
    [inline, 'FROM a\nARG V▮=x\nRUN echo ${V:-y}\n', undefined],
    [inline, 'FROM a\nARG V▮=x\nARG V=y\nRUN echo $V\n', undefined],
    [inline, 'ARG V▮=x\nFROM a:$V\nARG V\n', undefined],
    [inline, 'FROM a\nARG V▮\nRUN echo $V\n', undefined],
    [inline, 'FROM a\nARG V▮="a b"\nRUN echo $V\n', undefined],
    [inline, 'FROM a\nARG V▮=x\n', undefined],
  ])('%s: %j', (title, source, after) => {
    expect(offered(source)[title]).toBe(after);
  });

  test('there and back again is the same', () => {
    const text = 'FROM a\nRUN a && \\\n    b -c && \\\n    d\n';
    const there = offered(text.replace('a &&', 'a▮ &&'))[heredoc] ?? '';
    expect(offered(there.replace('EOF', 'EOF▮'))[chain]).toBe(text);
  });

  test('bring no new errors into any text, and their edits do not overlap', () => {
    fc.assert(
      fc.property(dockerfiles, fc.nat(), (text, number) => {
        const offset = number % (text.length + 1);
        const model = dockerfile.parse(text);
        for (const { edits } of dockerfile.refactorings?.(model, { start: offset, end: offset }) ?? []) {
          for (const [index, { span }] of edits.entries()) {
            expect(span.start).toBeGreaterThanOrEqual(edits[index - 1]?.span.end ?? 0);
          }
          expect(errors(applyEdits(text, edits))).toBeLessThanOrEqual(errors(text));
        }
      }),
      { numRuns: 4000 },
    );
  });
});

function errors(text: string): number {
  return dockerfile.diagnose(dockerfile.parse(text)).filter(({ severity }) => severity === 'error').length;
}

test.each<[string, readonly string[] | undefined]>([
  ['a && b', ['a', 'b']],
  ['a 2>&1 >/dev/null && b &>c', ['a 2>&1 >/dev/null', 'b &>c']],
  ['find {} -exec a \\; && b \'&&\' "$C" ${D:-e}', ['find {} -exec a \\;', 'b \'&&\' "$C" ${D:-e}']],
  ['a#b && c', ['a#b', 'c']],
  ['a &', undefined],
  ['a & b', undefined],
  ['(a && b)', undefined],
  ['{ a && b; }', undefined],
  ['a $(b)', undefined],
  ['a "$(b)"', undefined],
  ['a `b`', undefined],
  ['a "b', undefined],
  ['a &&', undefined],
  ['a | while b', undefined],
  ['whiley && b', ['whiley', 'b']],
  ['#a', undefined],
])('the commands of %j', (text, expected) => {
  expect(commandList(text)?.map((command) => command.text)).toEqual(expected);
});
