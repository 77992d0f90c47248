// Checks that every text a user can see exists in English and in Simplified Chinese, and that no translation is
// left of a text that is gone. English stands in the code (`message('…')`, `l10n.t('…')`, the summaries of rules)
// and in package.nls.json; Chinese in l10n/ and package.nls.zh-cn.json.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allLanguages } from '../server/src/core/languages.ts';
import { inRoot } from './project.ts';
import ts from 'typescript';

/** The bundle of each source folder; the first prefix that fits counts. */
const bundles: readonly (readonly [string, string])[] = [
  ['server/src/core/dockerfile/', 'dockerfile'],
  ['server/src/core/image/', 'dockerfile'],
  ['server/src/core/compose/', 'compose'],
  ['server/src/', 'server'],
  ['client/src/', 'bundle'],
];

/** Functions whose first argument is a text for people. */
const textFunctions = new Set(['message', 'l10n.t', 'vscode.l10n.t']);

/** Problems with the texts of the project, one sentence each; none when all is well. */
export async function textProblems(): Promise<readonly string[]> {
  const problems: string[] = [];
  const texts = await collect(problems);
  for (const [bundle, english] of texts) {
    const file = `l10n/${bundle}.l10n.zh-cn.json`;
    problems.push(...compare(file, english, new Map(Object.entries(readJson(file)))));
  }
  return [...problems, ...manifestProblems()];
}

async function collect(problems: string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const texts = new Map(bundles.map(([, bundle]) => [bundle, new Set<string>()]));
  for (const file of sourceFiles(['server/src', 'client/src'])) {
    const bundle = bundles.find(([prefix]) => file.startsWith(prefix))?.[1] ?? '';
    visitTexts(file, (text) => texts.get(bundle)?.add(text), problems);
  }
  for (const { id, rules } of await allLanguages()) {
    const bundle = id === 'dockercompose' ? 'compose' : id;
    for (const rule of rules) texts.get(bundle)?.add(rule.summary);
  }
  return texts;
}

function sourceFiles(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
}

function visitTexts(file: string, found: (text: string) => void, problems: string[]): void {
  const source = ts.createSourceFile(file, readFileSync(inRoot(file), 'utf8'), ts.ScriptTarget.ESNext, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && textFunctions.has(node.expression.getText(source))) {
      const [first] = node.arguments;
      const literals = first ? literalsOf(first) : undefined;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      if (literals) for (const text of literals) found(text);
      else problems.push(`${file}:${line + 1}: the text is not a literal, so it cannot be translated.`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** The literals an expression can be: itself, or both sides of a condition. */
function literalsOf(node: ts.Expression): readonly string[] | undefined {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  if (!ts.isConditionalExpression(node)) return undefined;
  const yes = literalsOf(node.whenTrue);
  const no = literalsOf(node.whenFalse);
  return yes && no ? [...yes, ...no] : undefined;
}

function compare(file: string, english: ReadonlySet<string>, translated: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  for (const text of english) {
    const translation = translated.get(text);
    if (translation === undefined) problems.push(`${file}: missing: ${JSON.stringify(text)}`);
    else if (placeholders(text) !== placeholders(translation)) {
      problems.push(`${file}: other placeholders than in English: ${JSON.stringify(text)}`);
    }
  }
  for (const text of translated.keys()) {
    if (!english.has(text)) problems.push(`${file}: no longer used: ${JSON.stringify(text)}`);
  }
  return problems;
}

function placeholders(text: string): string {
  return [...new Set(text.match(/\{\d+\}/g))].toSorted().join(' ');
}

function manifestProblems(): readonly string[] {
  const manifest = readFileSync(inRoot('package.json'), 'utf8');
  const used = new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map(([, key = '']) => key));
  return ['package.nls.json', 'package.nls.zh-cn.json'].flatMap((file) => {
    const keys = new Set(Object.keys(readJson(file)));
    return [
      ...[...used].filter((key) => !keys.has(key)).map((key) => `${file}: missing: ${key}`),
      ...[...keys].filter((key) => !used.has(key)).map((key) => `${file}: no longer used: ${key}`),
    ];
  });
}

function readJson(file: string): Record<string, string> {
  return JSON.parse(readFileSync(inRoot(file), 'utf8')) as Record<string, string>;
}

if (import.meta.main) {
  const problems = await textProblems();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
