import { expect, test } from 'vitest';
import type { Script, Word } from '../../../server/src/core/shell/ast.ts';
import { simpleCommands, visitScript } from '../../../server/src/core/shell/commands.ts';
import { invocationsIn } from '../../../server/src/core/shell/invocations.ts';
import { parseScript } from '../../../server/src/core/shell/parse.ts';
import type { Span } from '../../../server/src/core/text/span.ts';
import { mark, marked } from '../../helpers/marks.ts';

function check(find: (script: Script) => readonly Span[], ...sources: readonly string[]): void {
  for (const source of sources) {
    const { text } = marked(source);
    expect(mark(text, find(parseScript(text)))).toBe(source);
  }
}

test('Words', () => {
  check(
    wordsOf,
    '«a»  «"b c"» «d\\ e»',
    '«a»\\\n  «b\\\nc»; «d»',
    "«a» «$b''» > «c»",
    '«a» «"$(«b» «c»)"» «`«x»`»',
    'case «a» in «b»|«c») «d»;; esac',
    'for «a» in «b» «c»; do «d»; done',
    'A=«b» «c» # d',
    '«a»() { «b»; }',
    'function «a» { «b»; }',
    '«a» <<«E»\nb\nE\n«c»',
    '«[[» «a» && «b» «]]»',
  );
});

test('Simple commands, with their assignments and redirections', () => {
  check(
    simpleCommands,
    '«a b» && «c \\\n d» | «e»; «f» &',
    '«A=b c >d 2>&1»; «>e»',
    '(«a»); { «b»; } >c',
    'if «a»; then «b»; fi',
    '! «a» | «b»',
    '«a "$(«b c»)" d»',
    '«a <<E»\nx\nE\n«b»',
    '«[[ a && b ]]» && «c»',
  );
});

test('Compound commands, from the first word to the last redirection', () => {
  check(
    compoundsOf,
    'a; «(b; c) >d»; e',
    '«{ a; }» | «while b; do c; done <d»',
    '«if a; then «(b)»; fi»; c',
    '«for a in b; do c; done» && d',
    '«case a in b) «(c)»;; esac»',
    '«a() «{ b; }»»; c',
    '«function a «{ b; }»»',
    '«((a + 1))» && b',
  );
});

test('Parts of words', () => {
  check(partsOf, 'a "b«$c»-d"«${e:-f}» «$(g «$h»)»«$((i))» «`j`»', "a '$b' \\$c «<(d)»");
});

test('Variables, names of assignments, heredocs and operators', () => {
  check(
    ({ items }) => items.flatMap(({ operator }) => operator ?? []),
    'a «&&» b «||» c «;» d «&» e«\n»f',
    'a «&&»\n b «;» # c\n d«\n»',
  );
  check(
    (script) => simpleCommands(script).flatMap(({ assignments }) => assignments.map(({ nameSpan }) => nameSpan)),
    '«A»=b «C»+=d e f=g',
    '«A»[1]=b',
  );
  check(
    (script) =>
      simpleCommands(script).flatMap(({ redirections }) => redirections.flatMap(({ heredoc }) => heredoc ?? [])),
    'a <<E\n«b\nc\n»E\nd',
    'a <<-E <<F\n«\tb\n»\tE\n«c\n»F\n',
    'a <<E\n«b»',
  );
});

test('Programs, also those that others start', () => {
  check(
    (script) => invocationsIn(script).map(({ nameWord }) => nameWord),
    '«a» b; «/usr/bin/c»',
    '«sudo» -E -u root «apt-get» install',
    '«env» -u A B=c -i «d» e',
    '«sudo» A=b «env» C=d «nice» -n 5 «make»',
    '«exec» «"$a"» b',
    '«command» -v a && «command» «b»',
    '«a» $(«b»)',
    'A=b',
  );
});

function wordsOf(script: Script): readonly Word[] {
  const found: Word[] = [];
  visitScript(script, {
    word: (word) => void found.push(word),
    command: (command) => void (command.kind !== 'simple' && command.name && found.push(command.name)),
  });
  return found;
}

function compoundsOf(script: Script): readonly Span[] {
  const found: Span[] = [];
  visitScript(script, { command: (command) => void (command.kind !== 'simple' && found.push(command)) });
  return found;
}

function partsOf(script: Script): readonly Span[] {
  const found: Span[] = [];
  visitScript(script, { word: (word) => void found.push(...word.parts.filter(({ kind }) => kind !== 'text')) });
  return found;
}
