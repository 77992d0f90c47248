import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import type { Instruction } from '../../../server/src/core/dockerfile/parse/ast.ts';
import { expand } from '../../../server/src/core/dockerfile/parse/expand.ts';
import { unknownScope } from '../../../server/src/core/dockerfile/variables/scope.ts';
import type { FormatOptions } from '../../../server/src/core/language.ts';
import type { TextEdit } from '../../../server/src/core/text/textEdit.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { marked } from '../../helpers/marks.ts';
import { dockerfiles } from './dockerfiles.ts';
import { dump } from './dump.ts';

const plain: FormatOptions = {
  tabSize: 4,
  insertSpaces: true,
  keywordCase: 'keep',
  backslash: 'keep',
  stageBlankLines: undefined,
};

function editsOf(text: string, options: Partial<FormatOptions> = {}): readonly TextEdit[] {
  const span = { start: 0, end: text.length };
  return dockerfile.format?.(dockerfile.parse(text), span, { ...plain, ...options }) ?? [];
}

function formatted(text: string, options: Partial<FormatOptions> = {}): string {
  return applyEdits(text, editsOf(text, options));
}

describe('The formatter', () => {
  test.each([
    [
      'takes white space off the ends of lines',
      'FROM a  \n# b \t\nRUN x \\  \n  y\t\n',
      'FROM a\n# b\nRUN x \\\n    y\n',
    ],
    ['puts a line break at the end', 'FROM a', 'FROM a\n'],
    ['puts the line break that the file has', 'FROM a\r\nRUN b', 'FROM a\r\nRUN b\r\n'],
    ['takes blank lines off the end', 'FROM a\n\n \n\n', 'FROM a\n'],
    ['keeps two blank lines in a row at most', 'FROM a\n \n\n\t\n\nRUN b\n', 'FROM a\n\n\nRUN b\n'],
    ['puts one space between words', 'FROM  a \tAS  b\nCOPY  --link   a  b\n', 'FROM a AS b\nCOPY --link a b\n'],
    ['puts one space between pairs', 'FROM a\nENV  A=1   B="2  3"\n', 'FROM a\nENV A=1 B="2  3"\n'],
    ['keeps the space of a legacy value', 'FROM a\nENV  A   b   c\n', 'FROM a\nENV A b   c\n'],
    [
      'keeps the space in commands',
      'FROM a\nRUN  a   b\nCMD  [ "a",   "b" ]\n',
      'FROM a\nRUN a   b\nCMD [ "a",   "b" ]\n',
    ],
    [
      'goes into ONBUILD and HEALTHCHECK',
      'FROM a\n ONBUILD   RUN   a\nHEALTHCHECK  --retries=1   CMD   b\n',
      'FROM a\nONBUILD RUN a\nHEALTHCHECK --retries=1 CMD b\n',
    ],
    ['starts instructions in the first column', 'FROM a\n  RUN b\n\t# c\n', 'FROM a\nRUN b\n# c\n'],
    [
      'keeps what is deeper than one level',
      'FROM a\nRUN b && \\\n  c \\\n    -d \\\n    -e && \\\n  f\n',
      'FROM a\nRUN b && \\\n    c \\\n      -d \\\n      -e && \\\n    f\n',
    ],
    [
      'indents comments with the lines around',
      'FROM a\nRUN b \\\n# c\n  d \\\n      # e\n  f\n',
      'FROM a\nRUN b \\\n    # c\n    d \\\n        # e\n    f\n',
    ],
    ['indents lines that have no indentation', 'FROM a\nRUN b && \\\nc\n', 'FROM a\nRUN b && \\\n    c\n'],
    ['keeps lines apart that only the break joins', 'FROM a\nRUN b\\\nc \\\n  d\n', 'FROM a\nRUN b\\\nc \\\n    d\n'],
    [
      'keeps the lines of a quoted text',
      "FROM a\nRUN echo 'b \\\n  c' \\\n  d\n",
      "FROM a\nRUN echo 'b \\\n  c' \\\n    d\n",
    ],
    [
      'knows quotes in quotes',
      'FROM a\nRUN b "$(c "d \\\n e")" \\\n f\n',
      'FROM a\nRUN b "$(c "d \\\n e")" \\\n    f\n',
    ],
    ['keeps all where quotes are not clear', 'FROM a\nRUN b \\\n c "d\n', 'FROM a\nRUN b \\\n c "d\n'],
    ['keeps escaped spaces', 'FROM a\nRUN b\\ \\\n  c\n', 'FROM a\nRUN b\\ \\\n  c\n'],
    [
      'keeps a quoted value over lines',
      'FROM a\nLABEL b="c \\\n d" \\\n e=f\n',
      'FROM a\nLABEL b="c \\\n d" \\\n    e=f\n',
    ],
    [
      'lets an array end below its instruction',
      'FROM a\nCMD [ \\\n"b", \\\n  "c" \\\n  ]\n',
      'FROM a\nCMD [ \\\n    "b", \\\n      "c" \\\n]\n',
    ],
    [
      'keeps heredocs',
      'FROM a\nRUN  <<EOF  b\n  c  \n\n\n\nEOF\nRUN  d\n',
      'FROM a\nRUN <<EOF  b\n  c  \n\n\n\nEOF\nRUN d\n',
    ],
    ['keeps a heredoc that never ends', 'FROM a\nRUN <<EOF\n  b \n\n\n', 'FROM a\nRUN <<EOF\n  b \n\n\n'],
    ['keeps the name of a heredoc', 'FROM a\nCOPY  <<  EOF   /b\nc\nEOF\n', 'FROM a\nCOPY <<  EOF /b\nc\nEOF\n'],
    ['keeps what is no instruction', 'FROM a\n  FOO  b \\\n c  \n', 'FROM a\n  FOO  b \\\n c  \n'],
    ['makes no directives', '\n\n\n # escape=`\nFROM a\n', '\n\n # escape=`\nFROM a\n'],
    [
      'knows the escape of the file',
      '# escape=`\nFROM a\nRUN b `\n c\\ `\n "d `\n e"\n',
      '# escape=`\nFROM a\nRUN b `\n    c\\ `\n "d `\n e"\n',
    ],
    [
      'trusts no quotes of other shells',
      'FROM a\nSHELL ["pwsh"]\nRUN b \\\n "\\" \\\n c\n',
      'FROM a\nSHELL ["pwsh"]\nRUN b \\\n    "\\" \\\n c\n',
    ],
    ['keeps a byte order mark', '\ufeffFROM  a\n', '\ufeffFROM a\n'],
    ['trims a blank line at the top, and those below', '\n \nFROM a\n', '\n\nFROM a\n'],
    ['copes with a first line that only goes on', '\\\n\tFROM\t a\n', '\\\n    FROM a\n'],
    ['indents lines behind one that only goes on', 'FROM \\\n\\\na\n', 'FROM \\\n    \\\n    a\n'],
    ['leaves an empty file', '\n\n', '\n\n'],
    ['strips blank lines within an instruction', 'FROM a\nRUN b \\\n  \n  c\n', 'FROM a\nRUN b \\\n\n    c\n'],
  ])('%s', (_, before, after) => {
    expect(formatted(before)).toBe(after);
  });

  test.each<[string, Partial<FormatOptions>, string, string]>([
    [
      'upper case',
      { keywordCase: 'upper' },
      'from a as b\nonbuild Run c\nhealthcheck none\nfoo\n',
      'FROM a AS b\nONBUILD RUN c\nHEALTHCHECK NONE\nfoo\n',
    ],
    ['case and place of a word at once', { keywordCase: 'upper' }, 'FROM a \\\nas b\n', 'FROM a \\\n    AS b\n'],
    [
      'lower case',
      { keywordCase: 'lower' },
      'FROM a AS B\nR\\\nUN c\nHEALTHCHECK CMD D\n',
      'from a as B\nR\\\nUN c\nhealthcheck cmd D\n',
    ],
    [
      'tabs',
      { insertSpaces: false },
      'FROM a\nRUN b \\\n  c \\\n    d \\\n      e\n',
      'FROM a\nRUN b \\\n\tc \\\n\t  d \\\n\t\te\n',
    ],
    ['two columns', { tabSize: 2 }, 'FROM a\nRUN b \\\n\tc\n', 'FROM a\nRUN b \\\n  c\n'],
    [
      'one space before the backslash',
      { backslash: 'one-space' },
      'FROM a\nRUN b    \\\n    c\\\n    "d   \\\n e"\n',
      'FROM a\nRUN b \\\n    c \\\n    "d   \\\n e"\n',
    ],
    [
      'backslashes in a column',
      { backslash: 'align' },
      'FROM a\nRUN b \\\n    \\\n    cc  d\\\n    e\n',
      'FROM a\nRUN b     \\\n          \\\n    cc  d \\\n    e\n',
    ],
    [
      'one blank line before a stage',
      { stageBlankLines: 1 },
      'ARG x\nFROM a\n# b\nFROM c\nRUN d\n\n\n# e\nFROM f\n# g\n\n\nFROM h\n',
      'ARG x\nFROM a\n\n# b\nFROM c\nRUN d\n\n# e\nFROM f\n# g\n\nFROM h\n',
    ],
    ['no blank line before a stage', { stageBlankLines: 0 }, 'FROM a\n\n# b\n\nFROM c\n', 'FROM a\n# b\nFROM c\n'],
    [
      'three blank lines before a stage',
      { stageBlankLines: 3 },
      'FROM a\n\n# b\nFROM c\n',
      'FROM a\n\n\n\n# b\nFROM c\n',
    ],
  ])('writes %s when asked to', (_, options, before, after) => {
    expect(formatted(before, options)).toBe(after);
  });

  test.each([
    ['FROM  a\n«RUN  b\n»RUN  c\n', 'FROM  a\nRUN b\nRUN  c\n'],
    ['FROM  a\nRUN  b \\\n «» c\nRUN  d\n', 'FROM  a\nRUN  b \\\n    c\nRUN  d\n'],
    ['FROM a\n«RUN  b \\ »\nc\n', 'FROM a\nRUN b \\\nc\n'],
    ['FROM  a\nRUN  b\nR«UN  c»', 'FROM  a\nRUN  b\nRUN c\n'],
  ])('formats the lines of a range only: %j', (source, after) => {
    const { text, spans } = marked(source);
    const edits = dockerfile.format?.(dockerfile.parse(text), spans[0] ?? { start: 0, end: 0 }, plain) ?? [];
    expect(applyEdits(text, edits)).toBe(after);
  });
});

test.each([
  ['many words in a comment of the shell', `RUN a \\\n b # ${'c '.repeat(4e5)}`],
  ['many continued lines', `RUN a \\\n${'  b c \\\n'.repeat(1e5)}`],
  ['many open quotes', `RUN a \\\n ${'"$('.repeat(3e5)}`],
  ['many strings over lines', `CMD [${'"a", \\\n'.repeat(1e5)}"b"]`],
])('A file with %s is formatted in time that grows with its length', (_, text) => {
  const start = performance.now();
  formatted(text, { backslash: 'align' });
  expect(performance.now() - start).toBeLessThan(5000);
});

describe('Enter', () => {
  test.each([
    ['indents a continued line', 'FROM a\nRUN  b \\  \n▮\nRUN  c\n', 'FROM a\nRUN b \\\n    \nRUN  c\n'],
    [
      'keeps the level of the lines before',
      'FROM a\nRUN b \\\n  c \\\n    d \\\n▮',
      'FROM a\nRUN b \\\n  c \\\n      d \\\n      ',
    ],
    ['ends the indentation with the instruction', 'FROM a\nRUN b \\\n    c\n    ▮\n', 'FROM a\nRUN b \\\n    c\n\n'],
    ['takes the rest of a line along', 'FROM a\nRUN b && \\\n▮c\n', 'FROM a\nRUN b && \\\n    c\n'],
    ['leaves heredocs alone', 'FROM a\nRUN <<E\n  b  \n  ▮\nE\n', 'FROM a\nRUN <<E\n  b  \n  \nE\n'],
    ['leaves a heredoc alone that was just begun', 'FROM a\nRUN <<E\n  ▮', 'FROM a\nRUN <<E\n  '],
    ['keeps CRLF', 'FROM a\r\nRUN b \\\r\n▮\r\n', 'FROM a\r\nRUN b \\\r\n    \r\n'],
    ['goes on after a comment', 'FROM a\nRUN b \\\n    # c\n▮', 'FROM a\nRUN b \\\n    # c\n    '],
    ['begins at the top', '\n▮  \nFROM  a\n', '\n\nFROM  a\n'],
    ['knows that it was not typed', '▮\n  \nFROM  a\n', '\n  \nFROM  a\n'],
    ['does nothing on the first line', '▮FROM  a', 'FROM  a'],
  ])('%s', (_, source, after) => {
    const { text, cursor } = marked(source);
    const edits = dockerfile.formatOnEnter?.(dockerfile.parse(text), cursor, plain) ?? [];
    expect(applyEdits(text, edits)).toBe(after);
  });
});

const optionSets: readonly Partial<FormatOptions>[] = [
  {},
  { keywordCase: 'upper', backslash: 'one-space', stageBlankLines: 1, tabSize: 2 },
  { keywordCase: 'lower', backslash: 'align', stageBlankLines: 0, insertSpaces: false },
  { backslash: 'align', stageBlankLines: 2, tabSize: 8 },
];

describe('For every text, the formatter', () => {
  test('changes nothing of what is built, and has no more to do afterwards', () => {
    const continued = dockerfiles.map((text) =>
      text.replaceAll(/(?<=\S)[ \t]+(?=\S)/g, (space, at: number) => (at % 3 === 0 ? ` \\\n${space}` : space)),
    );
    fc.assert(
      fc.property(fc.oneof(dockerfiles, continued), fc.constantFrom(...optionSets), (text, options) =>
        checkText(text, options),
      ),
      { numRuns: 6000 },
    );
  });

  test('does on Enter nothing that changes what is built, in two lines at most', () => {
    fc.assert(
      fc.property(dockerfiles, fc.nat(), (text, number) => {
        const offset = number % (text.length + 1);
        const edits = dockerfile.formatOnEnter?.(dockerfile.parse(text), offset, plain) ?? [];
        const lines = new Set(edits.map(({ span }) => text.slice(0, span.start).split('\n').length));
        expect(lines.size).toBeLessThanOrEqual(2);
        for (const [index, { span }] of edits.entries()) {
          expect(span.start).toBeGreaterThanOrEqual(edits[index - 1]?.span.end ?? 0);
        }
        expect(meaning(applyEdits(text, edits))).toEqual(meaning(text));
      }),
      { numRuns: 3000 },
    );
  });

  const corpus = join(import.meta.dirname, '../../../../shared/corpus/dockerfile');
  test.skipIf(!existsSync(corpus))('holds the same for real files (skipped where ../shared/corpus is not here)', () => {
    for (const file of readdirSync(corpus, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const text = readFileSync(join(file.parentPath, file.name), 'utf8');
      for (const options of optionSets) checkText(text, options);
    }
  });
});

function checkText(text: string, options: Partial<FormatOptions>): void {
  const edits = editsOf(text, options);
  for (const [index, { span, newText }] of edits.entries()) {
    expect(span.start).toBeGreaterThanOrEqual(edits[index - 1]?.span.end ?? 0);
    expect(text.slice(span.start, span.end)).not.toBe(newText);
  }
  const after = applyEdits(text, edits);
  expect(meaning(after)).toEqual(meaning(text));
  expect(editsOf(after, options)).toEqual([]);
}

/** What the builder takes from a file, without the places. Words of commands are those of BuildKit's own lexer. */
function meaning(text: string): unknown {
  const model = dockerfile.parse(text);
  const { directives, comments, instructions, errors, escape } = model.tree;
  return {
    directives: directives.map(({ name, value }) => [name, value]),
    comments: comments.map((comment) => comment.text),
    above: instructions.map((instruction) => instruction.comments.map((comment) => comment.text)),
    errors: errors.map(({ code }) => code),
    instructions: instructions.map((instruction) => meaningOf(instruction, text, escape)),
  };
}

function meaningOf(instruction: Instruction, text: string, escape: string): unknown {
  if (instruction.kind === 'onbuild' && instruction.trigger) return [meaningOf(instruction.trigger, text, escape)];
  const bodies = instruction.heredocs.map(({ name, body }) => [name, text.slice(body.start, body.end)]);
  if ('command' in instruction && instruction.command?.form === 'shell' && instruction.kind !== 'shell') {
    const { words, problem } = expand(instruction.command.word.text, escape.charCodeAt(0), unknownScope, 'raw');
    const { text: command } = instruction.command.word;
    const all = problem ? command.split(/[ \t]+/) : words.map((word) => word.text);
    return [instruction.kind, instruction.flags.map(({ name, value }) => [name, value]), all, bodies];
  }
  const none = { directives: [], comments: [], errors: [], segments: [] } as const;
  const tree = { text, escape: '\\', instructions: [instruction], ...none } as const;
  const secondWord = /^(\(from (?:\[.*\] )?"(?:[^"\\]|\\.)*" |\(healthcheck (?:\[.*\] )?)("(?:as|cmd|none)")/i;
  return [dump(tree).replace(secondWord, (_, before: string, word: string) => before + word.toLowerCase()), bodies];
}
