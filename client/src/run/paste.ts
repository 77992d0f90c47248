import { homedir } from 'node:os';
import { env, l10n, UIKind, window } from 'vscode';
import { type ReadRun, type ReadRuns, readRunsRequest } from '../../../protocol/messages.ts';
import { askForOne } from '../ui/ask.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { maskWords } from '../ui/masking.ts';
import { shellLine } from '../ui/shellLine.ts';
import type { AskServer } from '../ui/askServer.ts';
import { badValues } from './createBody.ts';
import { expand, type Expanded, type ShellFacts } from './expand.ts';
import { isOn, type RunOptions, runLineOf, type WrittenFlag } from './options.ts';
import { placeHere } from './launch.ts';
import { flagsForTask } from './taskOptions.ts';

/** A line as it is to be run, and what is to be known of it before. */
export interface AskedRun {
  readonly options: RunOptions;
  readonly remarks: readonly string[];
}

/**
 * Reads a `docker run` line: the text that was given, else what the user puts into a box. What the clipboard holds
 * stands there already if it is one. Throws Cancelled or a Failure.
 */
export async function askForRun(ask: AskServer, given: string | undefined): Promise<AskedRun> {
  const runs = await runsIn(ask, given ?? (await askForLine(ask)));
  if (runs.length === 0) throw new Failure(l10n.t('There is no “docker run” with an image in this text.'));
  const one = await chooseOne(runs.map((run) => expand(run, shellFacts())));
  return { options: one.options, remarks: remarksOn(one) };
}

/** A box has one line: those of a text that goes on over several are joined, as the shell would. */
async function askForLine(ask: AskServer): Promise<string> {
  // A browser would ask the user for the right to look, and let us wait for the answer.
  const copied = env.uiKind === UIKind.Web ? '' : await env.clipboard.readText();
  const isRun = (await runsIn(ask, copied)).length > 0;
  const lines = copied.replaceAll(/[ \t]*[\\`^][ \t]*(?:#[^\n]*)?\r?\n[ \t]*/g, ' ').trim();
  const line = await window.showInputBox({
    title: l10n.t('Run a “docker run” line'),
    prompt: l10n.t('Paste the line as it stands in the tutorial. You can look at it and change it before it runs.'),
    placeHolder: 'docker run -p 8080:80 nginx',
    // Several commands do not fit into the box: then the text is taken as it is, if the user wants.
    value: isRun && !lines.includes('\n') ? lines : '',
    ignoreFocusOut: true,
    validateInput: async (text) =>
      text.trim() === '' || (await runsIn(ask, oneLine(text))).length > 0
        ? undefined
        : l10n.t('There is no “docker run” with an image in this text.'),
  });
  if (line === undefined) throw new Cancelled();
  return line.trim() === '' && isRun ? copied : oneLine(line);
}

/** The box joins the lines that are pasted into it, and leaves the signs by which they went on. */
function oneLine(text: string): string {
  return text.replace(/(^|\s)[\\`^](?=\s|-)/g, '$1 ');
}

/** The options of a command line as the `flags` of a task; undefined where one of them is not known. */
export async function flagsOfLine(
  ask: AskServer,
  line: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [run, other] = await runsIn(ask, `docker run ${line} image`);
  if (!run || other) return undefined;
  const { options, unknown, withoutMeaning, open } = expand(run, shellFacts());
  const isWhole = [unknown, withoutMeaning, open, options.command].every((rest) => rest.length === 0);
  return isWhole ? flagsForTask(options) : undefined;
}

async function runsIn(ask: AskServer, text: string): Promise<readonly ReadRun[]> {
  if (text.trim() === '' || text.length > longest) return [];
  const answer = await ask(readRunsRequest, { text });
  return isRuns(answer) ? answer.runs : [];
}

const longest = 100_000;

function isRuns(answer: unknown): answer is ReadRuns {
  return typeof answer === 'object' && answer !== null && 'runs' in answer && Array.isArray(answer.runs);
}

function shellFacts(): ShellFacts {
  const { folder, env } = placeHere();
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  return { folder, env, home: homedir(), ...(uid !== undefined && gid !== undefined ? { user: { uid, gid } } : {}) };
}

async function chooseOne(runs: readonly Expanded[]): Promise<Expanded> {
  const [first, second] = runs;
  if (first && !second) return first;
  return askForOne(
    l10n.t('Which one is to be run?'),
    runs.map((run) => ({
      label: run.options.image,
      detail: shellLine(maskWords(runLineOf(run.options))),
      value: run,
    })),
  );
}

/** What the line says and this run does not do, and what to look at. Nothing is left out in silence. */
function remarksOn({ options, unknown, withoutMeaning, open, around }: Expanded): readonly string[] {
  const bad = badValues(options).map(({ flag, value }) => `--${flag}=${value}`);
  return [
    ...remark(open, (names) => l10n.t('Not known here, and left as written: {0}', names)),
    ...remark(bad, (names) => l10n.t('Not a value that its flag can have: {0}', names)),
    ...remark(unknown.map(flagText), (names) => l10n.t('Docker has no such flag, left out: {0}', names)),
    ...remark(withoutMeaning.map(flagText), (names) => l10n.t('Without effect here, left out: {0}', names)),
    ...remark(around, (names) => l10n.t('Around the line, left out: {0}', names)),
    ...(isOn(options, 'privileged')
      ? [l10n.t('--privileged gives the container all rights on the engine’s machine.')]
      : []),
  ];
}

function remark(names: readonly string[], say: (names: string) => string): readonly string[] {
  return names.length === 0 ? [] : [say(names.join(', '))];
}

function flagText({ name, value }: WrittenFlag): string {
  const dashes = name.length === 1 ? '-' : '--';
  return value === '' ? `${dashes}${name}` : `${dashes}${name}=${value}`;
}
