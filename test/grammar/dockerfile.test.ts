import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { IRawGrammar } from 'vscode-textmate';
import { loadGrammar, tokens } from './tokenize.ts';

const folder = new URL('cases/', import.meta.url);

/** Enough of a shell to see what is handed to it, and that what it leaves open does not run on. */
const shell: IRawGrammar = {
  scopeName: 'source.shell',
  patterns: [
    { match: '(?<=\\s)#.*$', name: 'comment.shell' },
    { begin: '"', end: '"', name: 'string.double.shell' },
    { begin: "'", end: "'", name: 'string.single.shell' },
    { match: '\\$\\{?\\w+\\}?', name: 'variable.shell' },
    { match: '\\b(if|then|fi|for|do|done)\\b', name: 'keyword.shell' },
  ],
} as unknown as IRawGrammar;

const python: IRawGrammar = {
  scopeName: 'source.python',
  patterns: [{ match: '\\bimport\\b', name: 'keyword.python' }],
} as unknown as IRawGrammar;

const grammar = await loadGrammar('source.dockerfile', {
  'source.dockerfile': 'syntaxes/dockerfile.tmLanguage.json',
  'source.shell': shell,
  'source.python': python,
});

// The snapshots are read by people: `vitest --project grammar -u` writes them anew, and the difference is to be looked at.
for (const name of readdirSync(folder)) {
  test(`tokens of ${name}`, async () => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    await expect(tokens(grammar, text)).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });
}

test('every pattern is a valid regular expression, and every include leads somewhere', () => {
  const source: { readonly repository: object } = JSON.parse(
    readFileSync('syntaxes/dockerfile.tmLanguage.json', 'utf8'),
  );
  const names = new Set(Object.keys(source.repository));
  const includes = [...JSON.stringify(source).matchAll(/"include":"#([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(includes.filter((include) => !names.has(include))).toEqual([]);
  expect([...names].filter((name) => !includes.includes(name))).toEqual([]);
});

test('a long line is read in linear time', () => {
  timeOf(500);
  expect(timeOf(4000)).toBeLessThan(Math.max(200, 40 * timeOf(500)));
});

/** Milliseconds for one line with a number of words. */
function timeOf(words: number): number {
  const start = performance.now();
  grammar.tokenizeLine(`RUN echo ${'a "b" '.repeat(words)}`, null);
  return performance.now() - start;
}

test('the language configuration is JSON, and its patterns are regular expressions', () => {
  const text = readFileSync('languages/dockerfile.language-configuration.json', 'utf8');
  const { wordPattern, onEnterRules }: LanguageConfiguration = JSON.parse(text);
  expect('--from=build-1'.match(new RegExp(wordPattern, 'g'))).toEqual(['from', 'build-1']);
  const [indent = '', outdent = ''] = onEnterRules.map(({ beforeText }) => beforeText);
  expect('RUN a \\').toMatch(new RegExp(indent));
  expect('RUN a').not.toMatch(new RegExp(indent));
  expect('  bc').toMatch(new RegExp(outdent));
  expect('  b \\').not.toMatch(new RegExp(outdent));
});

interface LanguageConfiguration {
  readonly wordPattern: string;
  readonly onEnterRules: readonly { readonly beforeText: string }[];
}
