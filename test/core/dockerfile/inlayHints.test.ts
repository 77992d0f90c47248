import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import type { InlayHint, InlayHintKind } from '../../../server/src/core/language.ts';
import { marked } from '../../helpers/marks.ts';
import { dockerfiles } from './dockerfiles.ts';

function hintsIn(text: string, kinds: readonly InlayHintKind[] = ['variable', 'stage']): readonly InlayHint[] {
  return dockerfile.inlayHints?.(dockerfile.parse(text), { start: 0, end: text.length }, new Set(kinds)) ?? [];
}

/** The text with each hint in `‹…›` where it is shown. */
function shown(text: string, hints: readonly InlayHint[]): string {
  return hints
    .toReversed()
    .reduce((result, hint) => `${result.slice(0, hint.offset)}‹${hint.text}›${result.slice(hint.offset)}`, text);
}

describe('Inlay hints', () => {
  test.each([
    ['ARG V=1\nFROM a:$V‹1›\n'],
    ['ARG V=1\nFROM a:${V}‹1›-$TARGETARCH\n'],
    ['ARG V=1\nFROM a\nUSER $V\n'],
    ['ARG V=1\nFROM a\nARG V\nUSER $V‹1›\n'],
    ['FROM a\nARG V\nUSER $V\n'],
    ['FROM scratch\nARG V\nUSER ${V:-a}\n'],
    ['FROM scratch\nENV V=1\nARG V\nUSER $V‹1›\n'],
    ['FROM a\nENV A=1 B=$A\nENV C=$B$A‹1›\n'],
    ['FROM scratch\nARG A=1 B=${A}‹1›2\nUSER $B‹12›\n'],
    ['FROM a\nENV A="b  c"\nWORKDIR /x/$A‹b c›/y\n'],
    ['FROM a\nENV A=b\nUSER ${A:-c}‹b›${D:-e}\n'],
    ['FROM scratch\nUSER ${D:-e}‹e›\n'],
    ['FROM a\nENV A=1\nENV A=2\nEXPOSE 80 $A‹2›\n'],
    ['FROM a AS b\nENV A=1\nFROM b\nLABEL x=$A‹1›\n'],
    ["FROM a\nENV A=1\nLABEL x='$A' y=\\$A\n"],
    ['FROM a\nENV A=1\nRUN --mount=type=cache,target=/$A‹1› echo $A\n'],
    ['FROM a\nENV A=\nUSER b$A\n'],
    [`FROM a\nENV A=${'x'.repeat(50)}\nUSER $A‹${'x'.repeat(39)}…›\n`],
    ['FROM a AS b\nFROM c\nCOPY --from=0‹b› x y\n'],
    ['FROM a:1\nFROM c\nCOPY --from=0‹a:1› x y\n'],
    ['FROM a AS b\nFROM c\nCOPY --from=b x y\n'],
    ['FROM a AS b\nFROM c\nRUN --mount=from=0‹b›,target=/x y\n'],
    ['FROM a\nCOPY --from=7 x y\n'],
  ])('%j', (expected) => {
    const text = expected.replaceAll(/‹[^›]*›/g, '');
    expect(shown(text, hintsIn(text))).toBe(expected);
  });

  test('come in the kinds that are wanted, within the range', () => {
    const text = 'ARG A=1\nFROM a:$A\nFROM b:$A\nCOPY --from=0 x y\n';
    expect(hintsIn(text, ['stage']).map(({ text }) => text)).toEqual(['a:$A']);
    expect(hintsIn(text, ['variable'])).toHaveLength(2);
    const range = marked('ARG A=1\n«FROM a:$A\n»FROM b:$A\nCOPY --from=0 x y\n').spans[0] ?? { start: 0, end: 0 };
    expect(dockerfile.inlayHints?.(dockerfile.parse(text), range, new Set(['variable']))).toHaveLength(1);
  });

  test('stand behind something, one behind the other, in every text', () => {
    fc.assert(
      fc.property(dockerfiles, (text) => {
        let last = 0;
        for (const { offset, text: hint } of hintsIn(text)) {
          expect(offset).toBeGreaterThanOrEqual(last);
          expect(text.charAt(offset - 1)).toMatch(/\S/);
          expect(hint.length).toBeLessThanOrEqual(40);
          expect(hint).not.toContain('\n');
          last = offset;
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('of values that grow without end take a bounded time', () => {
    const text = `FROM a\nENV A=aaaaaaaaaa\n${'ENV A=$A$A$A$A$A$A$A$A\n'.repeat(200)}`;
    const start = performance.now();
    hintsIn(text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
