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
  ['FROM a\nRUN --mount=type=cache,«d▮st»=/x a', 'Also written dst, destination'],
  ['FROM a\nRUN --mount=type=cache,\\\n«sha▮ring»=locked a', 'Values: shared, private, locked'],
  ['# «esc▮ape»=`\nFROM a', 'continues a line'],
  ['# builds it\nFROM a AS «bu▮ild»', '# builds it\nFROM a AS build\nStage 0 of this file, of 1'],
  ['FROM a AS build\nFROM «bui▮ld»', 'Stage 0 of this file, of 2'],
  ['FROM a AS build\nFROM b\nCOPY --from=«BUI▮LD» x y', 'FROM a AS build'],
  ['FROM a\nFROM b\nCOPY --from=«0▮» x y', 'Stage 0 of this file, of 2'],
  ['FROM a AS b\nFROM c\nRUN --mount=from=«b▮»,target=/x y', 'FROM a AS b'],
];

describe('A hover', () => {
  test.each(cases)('%j', (source, expected) => {
    const hover = hoverAt(source);
    expect(hover?.marked).toBe(source.replace('▮', ''));
    expect(hover?.docs).toContain(expected);
  });

  test.each([
    'FROM alp▮ine',
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
