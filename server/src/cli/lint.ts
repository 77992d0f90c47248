import process from 'node:process';
import type { Language } from '../core/language.ts';
import type { Diagnostic } from '../core/lint/diagnostic.ts';
import { lineIndex } from '../core/text/lineIndex.ts';
import { render, type Translate } from '../core/text/message.ts';
import { exitCodes, failed, translationsOfCli } from './exit.ts';
import { readSource } from './source.ts';

/** How findings are written. */
export const lintFormats = ['human', 'json'] as const;

interface Located extends Omit<Diagnostic, 'message'> {
  readonly file: string;
  /** From 1, as editors show them. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Checks files, writes what it finds, and says the exit code. */
export function lint(files: readonly string[], format: (typeof lintFormats)[number]): number {
  const translate = translationsOfCli();
  const problems: string[] = [];
  const found: Located[] = [];
  for (const file of files) {
    const result = lintFile(file, translate);
    if (typeof result === 'string') problems.push(result);
    else found.push(...result);
  }
  process.stdout.write(format === 'json' ? `${JSON.stringify(found, undefined, 2)}\n` : found.map(line).join(''));
  if (problems.length > 0) return failed(`${problems.join('\n')}\n`);
  return found.some(({ severity }) => severity === 'error' || severity === 'warning')
    ? exitCodes.findings
    : exitCodes.clean;
}

/** What is found in one file, or why it could not be checked. */
function lintFile(file: string, translate: Translate): readonly Located[] | string {
  const source = readSource(file, file);
  if ('problem' in source) return `${file}: ${render(source.problem, translate)}`;
  return locate(file, source.text, source.language, translate);
}

function locate(file: string, text: string, language: Language<unknown>, translate: Translate): readonly Located[] {
  const lines = lineIndex(text);
  return language.diagnose(language.parse(text)).map((diagnostic) => {
    const { line, character } = lines.positionAt(diagnostic.span.start);
    return {
      ...diagnostic,
      file,
      line: line + 1,
      column: character + 1,
      message: render(diagnostic.message, translate),
    };
  });
}

function line({ file, line, column, severity, code, message: text }: Located): string {
  return `${file}:${line}:${column} ${severity} ${code}: ${text}\n`;
}
