import { writeFileSync } from 'node:fs';
import process from 'node:process';
import type { FormatOptions } from '../core/language.ts';
import { type Message, message, render } from '../core/text/message.ts';
import { applyEdits } from '../core/text/textEdit.ts';
import { exitCodes, failed, translationsOfCli } from './exit.ts';
import { readSource } from './source.ts';

/** What to do with the formatted text: print it, write it into the file, or only say whether it differs. */
export type FormatMode = 'print' | 'write' | 'check';

/** What the editor uses where nothing is set. */
const options: FormatOptions = {
  tabSize: 4,
  insertSpaces: true,
  keywordCase: 'keep',
  backslash: 'keep',
  stageBlankLines: undefined,
};

/** Formats files and says the exit code. `stdinName` is the name that the standard input would have as a file. */
export function format(files: readonly string[], mode: FormatMode, stdinName: string): number {
  const translate = translationsOfCli();
  const problems: string[] = [];
  let changed = 0;
  for (const file of files) {
    const result = formatted(file, file === '-' ? stdinName : file);
    if ('problem' in result) {
      problems.push(`${file}: ${render(result.problem, translate)}`);
      continue;
    }
    if (result.after !== result.before) changed++;
    put(file, mode, result);
  }
  if (problems.length > 0) return failed(`${problems.join('\n')}\n`);
  return mode === 'check' && changed > 0 ? exitCodes.findings : exitCodes.clean;
}

interface Formatted {
  readonly before: string;
  readonly after: string;
}

function formatted(file: string, name: string): Formatted | { readonly problem: Message } {
  const source = readSource(file, name);
  if ('problem' in source) return source;
  const { text, language } = source;
  const edits = language.format?.(language.parse(text), { start: 0, end: text.length }, options);
  if (!edits) return { problem: message('Slipway does not format files of this kind.') };
  return { before: text, after: applyEdits(text, edits) };
}

function put(file: string, mode: FormatMode, { before, after }: Formatted): void {
  if (mode === 'print' || (mode === 'write' && file === '-')) process.stdout.write(after);
  else if (after !== before && mode === 'write') writeFileSync(file, after);
  else if (after !== before) process.stdout.write(`${file}\n`);
}
