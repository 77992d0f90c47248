import type { BuildPlan, PlannedInstruction, TextPosition } from '../../../protocol/messages.ts';
import type { Localizer } from '../ui/localizer.ts';
import { causeText } from './causeText.ts';
import { failingCommand } from './failingCommand.ts';
import { type Fault, type FaultCause, faultOf, lastLines, plainReason } from './fault.ts';
import type { StepOutcome } from './outcome.ts';
import { instructionNamed } from './placeOfWords.ts';

/** What a failed build told. */
export interface Told {
  readonly steps: ReadonlyMap<PlannedInstruction, StepOutcome>;
  /** What the builder says where no step failed: its words, and the line where it told one, from 1. */
  readonly elsewhere?: { readonly reason: string; readonly line?: number };
}

/** Where a build failed, and what is to be said of it. */
export interface BuildFailure {
  readonly start: TextPosition;
  readonly end: TextPosition;
  /** In a sentence, where it is one of the common causes; else in the builder's words. */
  readonly reason: string;
  /** The same with the last lines of what was written. */
  readonly message: string;
}

/** The places in a Dockerfile at which a build failed: the very words, where what it told says so much. */
export function failuresIn(text: string, plan: BuildPlan, told: Told, l10n: Localizer): readonly BuildFailure[] {
  const lines = text.split(/\r?\n/);
  const failed = [...told.steps].filter(([, { state }]) => state === 'failed');
  if (failed.length > 0) {
    return failed.map(([instruction, { error = '', output }]) =>
      failureOf(lines, plan, { instruction, error: plainReason(error), output }, l10n),
    );
  }
  if (!told.elsewhere) return [];
  const error = plainReason(told.elsewhere.reason);
  const line = told.elsewhere.line ?? (Number(/\bon line (\d+)\b/.exec(error)?.[1] ?? 0) || undefined);
  const instruction = instructionNamed(plan, error, line);
  if (instruction) return [failureOf(lines, plan, { instruction, error, output: '' }, l10n)];
  const at = line ?? lineSaying(lines, error);
  const found = at === undefined ? undefined : lines[at - 1];
  if (at === undefined || found === undefined) return [];
  const start = found.length - found.trimStart().length;
  const reason = withoutLine(error);
  return [
    {
      start: { line: at - 1, character: start },
      end: { line: at - 1, character: found.length },
      reason,
      message: reason,
    },
  ];
}

/** The only line that has what the builder quotes, from 1; of a file without an instruction, the first one. */
function lineSaying(lines: readonly string[], error: string): number | undefined {
  if (/^(?:no build stage|file with no instructions)/.test(error)) return 1;
  const quoted = /"([^"]+)"/.exec(error)?.[1];
  const found = quoted === undefined ? [] : lines.flatMap((line, index) => (line.includes(quoted) ? [index + 1] : []));
  return found.length === 1 ? found[0] : undefined;
}

interface Failing {
  readonly instruction: PlannedInstruction;
  readonly error: string;
  readonly output: string;
}

function failureOf(lines: readonly string[], plan: BuildPlan, failing: Failing, l10n: Localizer): BuildFailure {
  const { instruction, error, output } = failing;
  const fault = faultOf(instruction, error, output);
  const cause = fault && causeText(fault, l10n);
  const written = lastLines(output, 10);
  const reason = withoutLine(error);
  const message = [
    ...(cause === undefined ? [] : [cause]),
    ...(written.length > 0 ? written : [reason]),
    ...(written.length > 0 && cause === undefined ? [reason] : []),
  ].join('\n');
  return { ...placeOf(lines, plan, failing, fault), reason: cause ?? reason, message };
}

/** The builder tells the line in which it found what it could not read; the squiggle says that by itself. */
function withoutLine(error: string): string {
  return error.replace(/^dockerfile parse error on line \d+: /, '');
}

type Place = Pick<BuildFailure, 'start' | 'end'>;

function placeOf(lines: readonly string[], plan: BuildPlan, failing: Failing, fault: Fault | undefined): Place {
  const { instruction, error, output } = failing;
  // What the builder refuses before it starts anything is about the flags.
  const hasRun = output !== '' || /exit code|exec|signal/.test(error);
  const command = hasRun && instruction.commands ? failingCommand(instruction.commands, { error, output }) : undefined;
  for (const place of command ? [command, instruction] : [instruction]) {
    for (const subject of subjectsOf(fault, error)) {
      const word = wordAt(lines, behindKeyword(place, instruction), subject);
      if (word) return word;
    }
  }
  return elsewhereInStage(lines, plan, instruction, fault) ?? command ?? startOf(lines, instruction);
}

/** The words of an instruction begin behind its keyword: `COPY` is not what is missing. */
function behindKeyword(place: Place, { start, end, keyword }: PlannedInstruction): Place {
  const isWhole = place.start.line === start.line && place.start.character === start.character;
  return isWhole ? { start: { line: start.line, character: start.character + keyword.length }, end } : place;
}

/** What may stand at the place that is meant: the subject of the fault, what the error itself quotes, and what it is about. */
function subjectsOf(fault: Fault | undefined, error: string): readonly string[] {
  const quoted = [...error.matchAll(/"([^"\s]+)"|'([^'\s]+)'|\(([^()\s]+)\)/g)].map((found) =>
    found.slice(1).find(Boolean),
  );
  const last = /exit code/.test(error) ? undefined : /: (\S+)$/.exec(error)?.[1];
  const about = fault ? (signs[fault.cause] ?? []) : [];
  return [fault?.subject, ...quoted, last, ...about].filter(
    (word): word is string => word !== undefined && word !== '',
  );
}

/** What an instruction has that can be the matter, where what it says is not told in its words. */
const signs: { readonly [Cause in FaultCause]?: readonly string[] } = {
  'no-secret': ['type=secret'],
  'no-ssh': ['type=ssh'],
  'needs-buildx': ['type=secret', 'type=ssh'],
  'no-download': ['http:', 'https:'],
};

/** A user that does not exist and a shell that is not there are told at the RUN, and stand before it. */
function elsewhereInStage(
  lines: readonly string[],
  { stages }: BuildPlan,
  instruction: PlannedInstruction,
  fault: Fault | undefined,
): Place | undefined {
  const keyword = fault?.cause === 'no-user' ? 'USER' : fault?.cause === 'command-not-found' ? 'SHELL' : undefined;
  const stage = stages.find(({ instructions }) => instructions.includes(instruction));
  if (keyword === undefined || !stage || !fault) return undefined;
  const before = stage.instructions.slice(0, stage.instructions.indexOf(instruction));
  const setter = before.findLast((other) => other.keyword === keyword);
  return setter && wordAt(lines, behindKeyword(setter, setter), fault.subject);
}

/** The first word between two places that has a text in it, without quotes and brackets around it. */
function wordAt(lines: readonly string[], { start, end }: Place, subject: string): Place | undefined {
  for (let line = start.line; line <= end.line; line++) {
    const all = lines[line] ?? '';
    const from = line === start.line ? start.character : 0;
    const to = line === end.line ? end.character : all.length;
    for (const { 0: word, index } of all.slice(from, to).matchAll(/[^\s"'`,;()[\]|&<>]+/g)) {
      if (!isMeant(word, subject)) continue;
      const value = valueIn(word, subject);
      return {
        start: { line, character: from + index + value },
        end: { line, character: from + index + word.length },
      };
    }
  }
  return undefined;
}

function isMeant(word: string, subject: string): boolean {
  const at = word.indexOf(subject);
  if (at < 0) return false;
  // `a` of `missing: a` is not the one in `cat`; a path may be told without what stands before or behind it.
  return !/\w/.test(word[at - 1] ?? '') && !/\w/.test(word[at + subject.length] ?? '');
}

/** Of `--chown=nobody` and `A=${B@Q}`, only the value is meant where the subject stands in it. */
function valueIn(word: string, subject: string): number {
  const at = word.indexOf(subject);
  const flags = [...word.matchAll(/(?<==|^)(?:--?)?\w[\w-]*=/g)];
  return flags.map(({ 0: name, index }) => index + name.length).findLast((end) => end <= at) ?? 0;
}

/** The keyword of an instruction; of FROM, the image. */
function startOf(lines: readonly string[], { start, end, keyword, text }: PlannedInstruction): Place {
  const image = keyword === 'FROM' ? text.split(' ').find((word) => !word.startsWith('--')) : undefined;
  const word =
    image === undefined
      ? undefined
      : wordAt(lines, { start: { line: start.line, character: start.character + keyword.length }, end }, image);
  return word ?? { start, end: { line: start.line, character: start.character + keyword.length } };
}
