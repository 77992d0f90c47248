import { writeFileSync } from 'node:fs';
import process from 'node:process';
import type { FormatOptions } from '../core/language.ts';
import { type Message, message, render } from '../core/text/message.ts';
import { applyEdits } from '../core/text/textEdit.ts';
import type { FormatArguments } from './arguments.ts';
import { exitCodes, failed, translationsOfCli } from './environment.ts';
import { filesOf, type Problem } from './paths.ts';
import { readSource, type Source } from './source.ts';

/** What the editor uses where nothing is set. */
const options: FormatOptions = {
  tabSize: 4,
  insertSpaces: true,
  keywordCase: 'keep',
  backslash: 'keep',
  stageBlankLines: undefined,
};

/** One level of indentation in YAML. */
const yamlTabSize = 2;

/** Formats files and says the exit code. */
export async function format({ paths, mode, stdinName }: FormatArguments): Promise<number> {
  const { files, problems: unfound } = filesOf(paths);
  const problems: Problem[] = [...unfound];
  let changed = 0;
  for (const file of files) {
    const source = await readSource(file, stdinName);
    const problem = 'problem' in source ? source.problem : formatOne(source, file, mode);
    if (typeof problem === 'boolean') changed += problem ? 1 : 0;
    // What a folder holds besides is passed over.
    else if (paths.includes(file) || problem !== unformatted) problems.push({ file, message: problem });
  }
  const translate = translationsOfCli();
  if (problems.length > 0) {
    return failed(problems.map(({ file, message }) => `${file}: ${render(message, translate)}\n`).join(''));
  }
  return mode === 'check' && changed > 0 ? exitCodes.findings : exitCodes.clean;
}

/** Puts the text where it is wanted. Whether the file was not in shape, or why that cannot be said. */
function formatOne(source: Source, file: string, mode: FormatArguments['mode']): boolean | Message {
  const after = formatted(source);
  if (after === undefined) return unformatted;
  const isChanged = after !== source.text;
  if (mode === 'print' || (mode === 'write' && file === '-')) process.stdout.write(source.mark + after);
  else if (isChanged && mode === 'check') process.stdout.write(`${file}\n`);
  else if (isChanged && !source.isExact) return message('This file is not in UTF-8, so it is not written.');
  else if (isChanged) return written(file, source.mark + after);
  return isChanged;
}

const unformatted = message('Slipway does not format files of this kind.');

function formatted({ text, language }: Source): string | undefined {
  const indented = language.id === 'dockercompose' ? { ...options, tabSize: yamlTabSize } : options;
  const edits = language.format?.(language.parse(text), { start: 0, end: text.length }, indented);
  return edits && applyEdits(text, edits);
}

function written(file: string, text: string): true | Message {
  try {
    writeFileSync(file, text);
    return true;
  } catch (error) {
    return message('This file cannot be written: {0}', error instanceof Error ? error.message : String(error));
  }
}
