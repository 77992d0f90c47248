import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import type { Instruction } from '../../../server/src/core/dockerfile/parse/ast.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse/parse.ts';
import { tokens } from '../../../server/src/core/dockerfile/parse/tokens.ts';
import type { Diagnostic } from '../../../server/src/core/lint/diagnostic.ts';
import { defaultLintOptions } from '../../../server/src/core/lint/options.ts';
import type { Span } from '../../../server/src/core/text/span.ts';
import type { TextEdit } from '../../../server/src/core/text/textEdit.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { dockerfiles } from './dockerfiles.ts';

function holds(property: (text: string) => void): void {
  fc.assert(fc.property(dockerfiles, property), { numRuns: 1500 });
}

describe('For every text', () => {
  test('the tokens put together are the text', () => {
    holds((text) => {
      const all = tokens(parseDockerfile(text));
      expect(all.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
      for (const [index, { start }] of all.entries()) expect(start).toBe(all[index - 1]?.end ?? 0);
    });
  });

  test('nothing but white space, continuations and signs is left between the nodes', () => {
    holds((text) => {
      const left = tokens(parseDockerfile(text)).filter(({ kind }) => kind === 'punctuation');
      for (const { start, end } of left) expect(text.slice(start, end)).toMatch(/^[\\`=,[\]"'-]+$/);
    });
  });

  test('instructions follow each other, and their parts lie within them', () => {
    holds((text) => {
      let end = 0;
      for (const instruction of parseDockerfile(text).instructions) {
        expect(instruction.span.start).toBeGreaterThanOrEqual(end);
        end = instruction.span.end;
        expect(end).toBeLessThanOrEqual(text.length);
        for (const span of parts(instruction)) {
          expect(span.start).toBeGreaterThanOrEqual(instruction.span.start);
          expect(span.end).toBeLessThanOrEqual(end);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
        }
      }
    });
  });

  test('all features answer at every offset, within the text', () => {
    fc.assert(
      fc.property(dockerfiles, fc.nat(), (text, number) => {
        const model = dockerfile.parse(text);
        const offset = number % (text.length + 1);
        for (const { span, message } of dockerfile.diagnose(model)) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(message.text).not.toBe('');
        }
        for (const { span } of dockerfile.completion?.(model, offset) ?? []) {
          expect(span.start).toBeLessThanOrEqual(offset);
          expect(span.end).toBeGreaterThanOrEqual(offset);
        }
        const hover = dockerfile.hover?.(model, offset);
        if (hover) expect(offset >= hover.span.start && offset <= hover.span.end).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('For every rule and text', () => {
  test.each(dockerfile.rules.map(({ id, severity }) => [id, severity] as const))(
    'the fixes of %s go together, are enough, and break nothing',
    (id, severity) => {
      const options = { ...defaultLintOptions, severities: { [id]: severity } };
      holds((text) => {
        const before = dockerfile.diagnose(dockerfile.parse(text), options);
        const edits = before.filter(({ code }) => code === id).flatMap(preferredEdits);
        if (edits.length === 0) return;
        const ordered = edits.toSorted((a, b) => a.span.start - b.span.start);
        for (const [index, { span }] of ordered.entries()) {
          expect(span.start).toBeGreaterThanOrEqual(ordered[index - 1]?.span.end ?? 0);
        }
        const after = dockerfile.diagnose(dockerfile.parse(applyEdits(text, edits)), options);
        expect(after.filter(({ code }) => code === id).flatMap(preferredEdits)).toEqual([]);
        expect(errorCount(after)).toBeLessThanOrEqual(errorCount(before));
      });
    },
  );
});

function preferredEdits({ fixes = [] }: Diagnostic): readonly TextEdit[] {
  return fixes.find(({ preferred }) => preferred)?.edits ?? [];
}

function errorCount(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity, isRule }) => severity === 'error' && !isRule).length;
}

const large: Readonly<Record<string, string>> = {
  'one line of 5 MB': `RUN ${'a'.repeat(5e6)}`,
  'nested substitutions': `ENV A=${'${a:-'.repeat(3e5)}`,
  'nested brackets': `RUN ${'['.repeat(2e6)}]`,
  'many ONBUILD': `${'ONBUILD '.repeat(3e5)}RUN x`,
  'many continuations': `RUN \\\n${'\\\n'.repeat(5e5)}`,
  'many blank lines in an instruction': `RUN a \\\n${'\n'.repeat(5e5)}`,
  'many heredocs that never end': `FROM a\n${'RUN <<E\n'.repeat(5e4)}`,
  'many comments': '#a\n'.repeat(3e5),
  'many stages on each other': `FROM a AS s0\n${Array.from({ length: 2e4 }, (_, i) => `FROM s${i} AS s${i + 1}\nARG V${i}=1\nUSER $V0\n`).join('')}`,
  'many names in capitals': Array.from({ length: 5e3 }, (_, i) => `FROM a AS S${i}\nCOPY --from=S${i} a b\n`).join(''),
  'many stages of one name': 'FROM B AS B\nCOPY --from=B a b\n'.repeat(2e4),
  'values that grow without end': `FROM a\nENV A=aaaaaaaaaa\n${'ENV A=$A$A$A$A$A$A$A$A\n'.repeat(100)}`,
  'many unclosed quotes': 'RUN "'.repeat(2e5),
  'many commands that install packages': `FROM a\nRUN ${'apt-get install a && sudo yum install a && pip install a; '.repeat(5e3)}`,
  'many arguments': `FROM a\nRUN dnf ${'a '.repeat(5e4)} install ${'b -x '.repeat(5e4)}`,
  'many RUN in a directory': `FROM a\n${'RUN cd a && apt-get update && yarn install && ln -s bash /bin/sh\n'.repeat(1e4)}`,
  'many heredocs with commands': `FROM a\n${'RUN <<E\nset -e\napt-get update\nE\n'.repeat(1e4)}`,
  'many triggers in many stages': `FROM a AS b\n${'ONBUILD RUN --x a\n'.repeat(3e3)}${'FROM b\n'.repeat(3e3)}`,
};

test.each(Object.entries(large))('Survives %s', (_, text) => {
  const model = dockerfile.parse(text);
  expect(Array.isArray(dockerfile.diagnose(model, { ...defaultLintOptions, profile: 'strict' }))).toBe(true);
  expect(tokens(model.tree).at(-1)?.end).toBe(text.length);
});

function parts(instruction: Instruction): readonly Span[] {
  const { keyword, flags, heredocs } = instruction;
  return [
    keyword.span,
    ...flags.flatMap(({ span, nameSpan, valueWord }) => [span, nameSpan, ...(valueWord ? [valueWord.span] : [])]),
    ...heredocs.flatMap(({ span, body, terminator }) => [span, body, ...(terminator ? [terminator] : [])]),
    ...('pairs' in instruction ? instruction.pairs.map(({ span }) => span) : []),
    ...('items' in instruction ? instruction.items.map(({ span }) => span) : []),
    ...('words' in instruction ? instruction.words.map(({ span }) => span) : []),
    ...(instruction.kind === 'onbuild' && instruction.trigger ? [instruction.trigger.span] : []),
  ];
}
