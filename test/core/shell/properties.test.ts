import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command, Part, Redirection, Script, Word } from '../../../server/src/core/shell/ast.ts';
import { commandsWithInput } from '../../../server/src/core/shell/commands.ts';
import { invocationsIn } from '../../../server/src/core/shell/invocations.ts';
import { parseScript } from '../../../server/src/core/shell/parse.ts';
import type { Span } from '../../../server/src/core/text/span.ts';
import { dump } from './dump.ts';

const pieces = [
  ...'a bc -x --y=z 1 2> > < >> >& <& <<E <<-E <<"E" <<< | || && & ; ;; ( ) (( )) { } ! $ $a ${ ${a ${a:- ${#a} $( $(( ` \' " \\ #'.split(
    ' ',
  ),
  ...'if then elif else fi for in while until do done case esac select function time [[ ]] a= A=b a=( a() env sudo exec 软'.split(
    ' ',
  ),
  ' ',
  ' ',
  ' ',
  '  ',
  '\t',
  '\n',
  '\n',
  '\r\n',
  '\\\n',
  'E\n',
  '\nE\n',
  '# c\n',
  '$(a)',
  '"$a"',
  "$'",
  '\0',
  '\u3000',
];

const scripts = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

function holds(property: (text: string) => void): void {
  fc.assert(fc.property(scripts, property), { numRuns: 3000 });
}

describe('For every text', () => {
  test('the spans nest, follow each other, and lie in the text', () => {
    holds((text) => {
      checkScript(parseScript(text), { start: 0, end: text.length });
    });
  });

  test('programs are found within the text, in its order', () => {
    holds((text) => {
      const script = parseScript(text);
      let start = 0;
      for (const { command, nameWord, args } of invocationsIn(script)) {
        expect(command.start).toBeGreaterThanOrEqual(start);
        expect(nameWord.start).toBeGreaterThanOrEqual(command.start);
        expect(args.at(-1)?.end ?? nameWord.end).toBeLessThanOrEqual(command.end);
        start = command.start;
      }
      commandsWithInput(script);
    });
  });

  test('a part of it is read as if it stood alone', () => {
    fc.assert(
      fc.property(scripts, scripts, scripts, (before, text, after) => {
        const within = parseScript(before + text + after, before.length, before.length + text.length);
        const alone = parseScript(text);
        expect(dump(within)).toBe(dump(alone));
        expect(within.isComplete).toBe(alone.isComplete);
      }),
      { numRuns: 2000 },
    );
  });

  test('what follows a complete script is read as if it stood alone', () => {
    fc.assert(
      fc.property(scripts, scripts, (first, second) => {
        // A line end may be taken away, or close a heredoc that has ended the text.
        if (!parseScript(`${first}\n`).isComplete || first.endsWith('\\')) return;
        const script = parseScript(`${first}\n${second}`);
        const parts = [parseScript(`${first}\n`), parseScript(second)];
        expect(dump(script)).toBe(parts.map(dump).filter(Boolean).join(' '));
        expect(script.isComplete).toBe(parts.every(({ isComplete }) => isComplete));
      }),
      { numRuns: 3000 },
    );
  });
});

function within(inner: Span, outer: Span): void {
  expect(inner.start).toBeGreaterThanOrEqual(outer.start);
  expect(inner.end).toBeGreaterThanOrEqual(inner.start);
  expect(inner.end).toBeLessThanOrEqual(outer.end);
}

function inOrder(spans: readonly Span[], outer: Span): void {
  let start = outer.start;
  for (const span of spans) {
    within(span, { start, end: outer.end });
    start = span.end;
  }
}

function checkScript(script: Script, outer: Span): void {
  within(script, outer);
  inOrder(
    script.items.flatMap(({ pipeline, operator }) => (operator ? [pipeline, operator] : [pipeline])),
    script,
  );
  for (const { pipeline } of script.items) {
    inOrder(pipeline.commands, pipeline);
    for (const command of pipeline.commands) checkCommand(command, script);
  }
}

function checkCommand(command: Command, script: Span): void {
  const { words, redirections } = command;
  inOrder(words, command);
  inOrder(redirections, command);
  for (const word of words) checkWord(word);
  for (const redirection of redirections) checkRedirection(redirection, script);
  if (command.kind === 'simple') {
    inOrder(command.assignments, command);
    for (const assignment of command.assignments) {
      within(assignment.nameSpan, assignment);
      inOrder(assignment.values, assignment);
      assignment.values.forEach(checkWord);
    }
    return;
  }
  inOrder(command.bodies, command);
  for (const body of command.bodies) checkScript(body, command);
  if (command.name) {
    within(command.name, command);
    checkWord(command.name);
  }
}

/** The body of a heredoc stands behind the command, at the latest at the end of the script. */
function checkRedirection(redirection: Redirection, script: Span): void {
  const { target, heredoc } = redirection;
  if (target) {
    within(target, redirection);
    checkWord(target);
  }
  if (heredoc) within(heredoc, { start: redirection.end, end: Math.max(script.end, heredoc.end) });
}

function checkWord(word: Word): void {
  checkParts(word.parts, word);
  expect(word.isPlain).toBe(word.parts.every(({ kind }) => kind === 'text'));
}

function checkParts(parts: readonly Part[], outer: Span): void {
  inOrder(parts, outer);
  for (const part of parts) {
    if (part.kind === 'command') checkScript(part.script, part);
    if (part.kind === 'arithmetic') inOrder(part.names, part);
    if (part.kind !== 'variable') continue;
    within(part.nameSpan, part);
    checkParts(part.operand, part);
  }
}

const repeated = [
  ...'$( "$( ` `a` `#` " \' $" { ( (( $(( $((a)b) ${a:- "${a:- <( a() a=( [[ && | ; ! ) } ;; # \\ $ ${ <<< 2> {a}> {a}>b'.split(
    ' ',
  ),
  'a <<E\n',
  'a <<E ',
  'if ',
  'while a; do ',
  'for a in ',
  'for a in b; do ',
  'case a in ',
  'case a in b) ',
  'a && ',
  'a | ',
  'function a ',
  'select a in b\n',
  'time ',
  'sudo ',
  'env -u ',
  '\\\n',
  '\n',
  ' ',
  'a; ',
  '"$(a "',
  "$'\\",
];

test.each(repeated)('Survives %j, again and again', (piece) => {
  for (const end of ['', '")}`']) {
    const script = parseScript(piece.repeat(20_000) + end);
    expect(invocationsIn(script).length).toBeGreaterThanOrEqual(0);
    commandsWithInput(script);
  }
});

test.each(['a', ' ', '\\\n', '\\a', '1', '软'])('Survives a piece of megabytes: %j', (piece) => {
  const long = piece.repeat(300_000);
  for (const text of [
    long,
    `a ${long}`,
    `"${long}"`,
    `'${long}'`,
    `$'${long}'`,
    `\`${long}\``,
    `a[${long}`,
    `${long}>`,
  ]) {
    parseScript(text);
  }
});
