import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import type { SemanticToken } from '../../../server/src/core/language.ts';
import { marked } from '../../helpers/marks.ts';
import { dockerfiles } from './dockerfiles.ts';

function tokensOf(text: string): readonly SemanticToken[] {
  return dockerfile.semanticTokens?.(dockerfile.parse(text), { start: 0, end: text.length }) ?? [];
}

/** The tokens as text and type, a `+` for those that declare. Keywords are left out where all is FROM and RUN. */
function told(text: string): readonly string[] {
  return tokensOf(text).map(
    ({ start, end, type, modifier }) => `${text.slice(start, end)} ${type}${modifier ? '+' : ''}`,
  );
}

describe('Semantic tokens', () => {
  test.each<[string, readonly string[]]>([
    [
      '# syntax=a/b:1\n# check=skip=all\n# c',
      [
        '#  comment',
        'syntax property',
        '= operator',
        'a/b:1 type',
        '#  comment',
        'check property',
        '= operator',
        'skip=all string',
        '# c comment',
      ],
    ],
    ['FROM a:1 AS b', ['FROM keyword', 'a:1 type', 'AS keyword', 'b namespace+']],
    [
      'FROM --platform=$P a$V',
      ['FROM keyword', '--platform parameter', '= operator', '$P variable', 'a type', '$V variable'],
    ],
    ['FROM a AS b\nFROM b', ['FROM keyword', 'a type', 'AS keyword', 'b namespace+', 'FROM keyword', 'b namespace']],
    ['COPY --from=x a b', ['COPY keyword', '--from parameter', '= operator', 'x type', 'a string', 'b string']],
    [
      'FROM a AS b\nFROM c\nCOPY --from="b" --link x y',
      [
        'FROM keyword',
        'a type',
        'AS keyword',
        'b namespace+',
        'FROM keyword',
        'c type',
        'COPY keyword',
        '--from parameter',
        '= operator',
        '"b" namespace',
        '--link parameter',
        'x string',
        'y string',
      ],
    ],
    [
      'RUN --mount=type=cache,target=/x$Y,uid=1,ro b $C',
      [
        'RUN keyword',
        '--mount parameter',
        'type property',
        '= operator',
        'cache enumMember',
        'target property',
        '= operator',
        '/x string',
        '$Y variable',
        'uid property',
        '= operator',
        '1 number',
        'ro property',
      ],
    ],
    [
      'RUN --network=none <<E cat\n$a # b\nE',
      ['RUN keyword', '--network parameter', '= operator', 'none enumMember', '<< operator', 'E label', 'E label'],
    ],
    ['COPY << E /x\ny\nE', ['COPY keyword', '<<  operator', 'E label', '/x string', 'E label']],
    [
      'ENV A=b$C D="${E}" F=1',
      [
        'ENV keyword',
        'A variable+',
        '= operator',
        'b string',
        '$C variable',
        'D variable+',
        '= operator',
        '" string',
        '${E} variable',
        '" string',
        'F variable+',
        '= operator',
        '1 number',
      ],
    ],
    [
      'ARG A=${B:-${C}d}',
      ['ARG keyword', 'A variable+', '= operator', '${B variable', ':- operator', '${C} variable', 'd} string'],
    ],
    ['ENV A b c', ['ENV keyword', 'A variable+', 'b c string']],
    ['LABEL a.b=c', ['LABEL keyword', 'a.b property', '= operator', 'c string']],
    [
      'EXPOSE 80 $P/udp 1-2/tcp',
      [
        'EXPOSE keyword',
        '80 number',
        '$P variable',
        '/ operator',
        'udp enumMember',
        '1-2 number',
        '/ operator',
        'tcp enumMember',
      ],
    ],
    ['CMD ["a", "$b"]', ['CMD keyword', '"a" string', '"$b" string']],
    ['VOLUME ["/a$B"]', ['VOLUME keyword', '"/a string', '$B variable', '" string']],
    [
      'HEALTHCHECK --retries=3 CMD x',
      ['HEALTHCHECK keyword', '--retries parameter', '= operator', '3 number', 'CMD keyword'],
    ],
    ['ONBUILD USER 1', ['ONBUILD keyword', 'USER keyword', '1 number']],
    [
      'STOPSIGNAL SIGINT\nWORKDIR /a\\$B',
      ['STOPSIGNAL keyword', 'SIGINT enumMember', 'WORKDIR keyword', '/a\\$B string'],
    ],
    ['COPY <\\\n<E /x\nE', ['COPY keyword', '< operator', '< operator', 'E label', '/x string', 'E label']],
    ['FOO bar', []],
    ['R\\\nUN x', ['R keyword', 'UN keyword']],
    ['COPY a\\\n # c\nb d', ['COPY keyword', 'a string', '# c comment', 'b string', 'd string']],
  ])('%j', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('of a range are those of the things that the range touches', () => {
    const { text, spans } = marked('FROM a\n# b\n«USER c»\nUSER d\n');
    const tokens = dockerfile.semanticTokens?.(dockerfile.parse(text), spans[0] ?? { start: 0, end: 0 }) ?? [];
    expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(['USER', 'c']);
  });

  test('follow each other and stay on their lines, for every text', () => {
    fc.assert(
      fc.property(dockerfiles, (text) => {
        let last = 0;
        for (const { start, end } of tokensOf(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).not.toContain('\n');
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['flags over lines', `RUN \\\n${'--mount=type=cache,target=/x \\\n'.repeat(2e4)} a`],
    ['pairs over lines', `ENV \\\n${'a=$b \\\n'.repeat(1e5)} a=b`],
    ['stages', 'FROM a AS b\nCOPY --from=b x y\n'.repeat(3e4)],
    ['heredocs', `RUN ${'<<E '.repeat(5e4)}\n`],
  ])('of many %s take time that grows with the length', (_, text) => {
    const model = dockerfile.parse(text);
    const start = performance.now();
    dockerfile.semanticTokens?.(model, { start: 0, end: text.length });
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
