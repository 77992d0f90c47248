import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Language } from './core/language.ts';
import { languageOfFile } from './core/languages.ts';
import type { Diagnostic } from './core/lint/diagnostic.ts';
import { lineIndex } from './core/text/lineIndex.ts';
import { message, render, type Translate } from './core/text/message.ts';
import { translationsIn } from './host/translations.ts';

/** Exit codes: nothing of warning or worse, something, and what could not be done at all. */
const clean = 0;
const findings = 1;
const failure = 2;

const usage = `Usage: slipway lint [--format human|json] FILE...

Checks Dockerfiles and Compose files.

  --format human   one line for each finding (the default)
  --format json    an array of findings
  --help           this text

Exit code: 0 clean, 1 warnings or errors found, 2 wrong usage or unreadable file.
`;

interface Located extends Omit<Diagnostic, 'message'> {
  readonly file: string;
  /** From 1, as editors show them. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  const options = readOptions(args);
  if (typeof options === 'string') return fail(`${options}\n\n${usage}`);
  if (options.help) {
    process.stdout.write(usage);
    return clean;
  }
  const [command, ...files] = options.positionals;
  if (command !== 'lint' || files.length === 0) return fail(usage);
  return lint(files, options.format);
}

type Format = 'human' | 'json';

interface Options {
  readonly help: boolean;
  readonly format: Format;
  readonly positionals: readonly string[];
}

/** The options, or what is wrong with them. */
function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, format: { type: 'string' } },
    });
    const format = values.format ?? 'human';
    if (format !== 'human' && format !== 'json') return `Unknown format: ${format}`;
    return { help: values.help ?? false, format, positionals };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function lint(files: readonly string[], format: Format): number {
  const root = dirname(import.meta.dirname);
  const translate = translationsIn(join(root, 'l10n'), localeOf(process.env));
  const problems: string[] = [];
  const found: Located[] = [];
  for (const file of files) {
    const result = lintFile(file, translate);
    if (typeof result === 'string') problems.push(result);
    else found.push(...result);
  }
  process.stdout.write(format === 'json' ? `${JSON.stringify(found, undefined, 2)}\n` : found.map(line).join(''));
  if (problems.length > 0) return fail(`${problems.join('\n')}\n`);
  return found.some(({ severity }) => severity === 'error' || severity === 'warning') ? findings : clean;
}

/** What is found in one file, or why it could not be checked. */
function lintFile(file: string, translate: Translate): readonly Located[] | string {
  const language = languageOfFile(file);
  const say = (text: Parameters<typeof render>[0]): string => `${file}: ${render(text, translate)}`;
  if (!language) return say(message('This is neither a Dockerfile nor a Compose file, by its name.'));
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > language.maxLength) {
      return say(message('Slipway does not check this file: it is larger than {0} characters.', language.maxLength));
    }
    return locate(file, text, language, translate);
  } catch (error) {
    return say(message('This file cannot be read: {0}', error instanceof Error ? error.message : String(error)));
  }
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

function localeOf(env: NodeJS.ProcessEnv): string {
  return env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? 'en';
}

function fail(text: string): number {
  process.stderr.write(text);
  return failure;
}
