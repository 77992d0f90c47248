import { writeFileSync } from 'node:fs';
import process from 'node:process';
import type { Language } from '../core/language.ts';
import { rulesByName } from '../core/lint/ruleNames.ts';
import { type Message, message, render } from '../core/text/message.ts';
import { shellcheckProcess } from '../host/shellcheck.ts';
import type { LintArguments } from './arguments.ts';
import { check, type Checked, type CheckOptions, fix } from './check.ts';
import { type Configuration, configuration, type FileOptions } from './config.ts';
import { exitCodes, failed, isColoured, rulePages, translationsOfCli, version } from './environment.ts';
import { inTurn } from './inTurn.ts';
import { located } from './located.ts';
import { filesOf, type Problem } from './paths.ts';
import { reports } from './reports/index.ts';
import type { CheckedFile } from './reports/report.ts';
import { isAtLeast } from './severityNames.ts';
import { readSource, type Source } from './source.ts';
import { unifiedDiff } from './unifiedDiff.ts';

/** Checks files, writes what it finds or mends it, and says the exit code. */
export async function lint(args: LintArguments): Promise<number> {
  const { files, problems: unfound } = filesOf(args.paths);
  const config = configuration(args.options, args.config);
  const shellcheck = shellcheckOf(args);
  const run: Run = {
    args,
    config,
    shellcheck,
    checked: [],
    problems: [...unfound],
    languages: new Set(),
    isBad: false,
    hasChanged: false,
  };
  // What is written may matter to the next file. Else ShellCheck takes the scripts of many files at once.
  const atOnce = args.mode === 'fix' ? 1 : 64;
  for await (const looked of inTurn(files, atOnce, (file) => look(run, file))) take(run, looked);
  const translate = translationsOfCli();
  const problems = [...run.problems, ...config.problems].map(
    ({ file, message }) => `${file}: ${render(message, translate)}`,
  );
  const reader = { translate, rulePage: rulePages() };
  const result = { files: run.checked.map((one) => checkedFile(one, reader)), problems };
  const isStdoutTaken = args.mode === 'diff' || (args.mode === 'fix' && args.paths.includes('-'));
  const output = isStdoutTaken ? process.stderr : process.stdout;
  const rules = rulesByName([...run.languages].flatMap((language) => language.rules));
  const context = { version: version(), translate, isColoured: isColoured(output), rules };
  if (args.mode !== 'diff') output.write(reports[args.format](result, context));
  if (problems.length > 0) return failed(`${problems.join('\n')}\n`);
  if (files.length === 0) process.stderr.write(`${render(nothing, translate)}\n`);
  return run.isBad || (args.mode === 'diff' && run.hasChanged) ? exitCodes.findings : exitCodes.clean;
}

const nothing = message('There is nothing to check: no Dockerfile, no Compose file, no .dockerignore.');

/** What a run has come to so far. */
interface Run {
  readonly args: LintArguments;
  readonly config: Configuration;
  readonly shellcheck: CheckOptions['shellcheck'];
  readonly checked: { readonly name: string; readonly checked: Checked }[];
  readonly problems: Problem[];
  /** The languages of the files. */
  readonly languages: Set<Language<unknown>>;
  /** Whether something was found that the run fails for. */
  isBad: boolean;
  hasChanged: boolean;
}

function shellcheckOf({ shellcheck: path }: LintArguments): CheckOptions['shellcheck'] {
  if (path === undefined) return () => Promise.resolve([]);
  const ask = shellcheckProcess();
  return (script) => ask(path, script, () => true);
}

/** What came of a file. */
type Looked = { readonly file: string } & (
  | { readonly problem: Message }
  | { readonly source: Source; readonly checked: Checked; readonly failOn: FileOptions['failOn'] }
);

async function look({ args, config, shellcheck }: Run, file: string): Promise<Looked> {
  const source = await readSource(file, args.stdinName);
  if ('problem' in source) return { file, problem: source.problem };
  const { lint: asked, failOn } = await config.of(source.name, source.language);
  const checked = await (args.mode === 'look' ? check : fix)(source, { lint: asked, shellcheck });
  return { file, source, checked, failOn };
}

function take(run: Run, looked: Looked): void {
  const { file } = looked;
  if ('problem' in looked) {
    run.problems.push({ file, message: looked.problem });
    return;
  }
  const { source, checked } = looked;
  run.languages.add(source.language);
  run.checked.push({ name: source.name, checked });
  const limit = run.args.failOn ?? looked.failOn ?? 'warning';
  if (limit !== 'never' && checked.findings.some(({ severity }) => isAtLeast(severity, limit))) run.isBad = true;
  if (run.args.mode !== 'look') put(run, file, { source, text: checked.text });
}

interface Mended {
  readonly source: Source;
  readonly text: string;
}

/** Writes what was mended: into the file, to the output where it came from the input, or as a diff. */
function put(run: Run, file: string, { source, text }: Mended): void {
  const isChanged = text !== source.text;
  if (isChanged) run.hasChanged = true;
  if (run.args.mode === 'diff') process.stdout.write(unifiedDiff(source.name, source.text, text));
  else if (file === '-') process.stdout.write(source.mark + text);
  else if (isChanged && !source.isExact) {
    run.problems.push({ file, message: message('This file is not in UTF-8, so it is not written.') });
  } else if (isChanged) write(run, file, source.mark + text);
}

function write(run: Run, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    run.problems.push({ file, message: message('This file cannot be written: {0}', reason) });
  }
}

function checkedFile(
  { name, checked }: { readonly name: string; readonly checked: Checked },
  reader: Parameters<typeof located>[2],
): CheckedFile {
  return { name, findings: located(name, checked, reader) };
}
