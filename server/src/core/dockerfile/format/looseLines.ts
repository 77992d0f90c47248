import type { FormatOptions } from '../../language.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { isSpace, skipSpaces } from '../parse/chars.ts';
import type { LineReader } from '../parse/lineReader.ts';

/** A blank line, or a comment or directive, between two instructions. */
export interface LooseLine {
  readonly isBlank: boolean;
  readonly start: number;
  readonly textStart: number;
  /** Behind its text. */
  readonly textEnd: number;
  /** Where the next line begins. */
  readonly next: number;
}

/** What stands around loose lines. */
export interface LooseContext {
  readonly text: string;
  readonly options: FormatOptions;
  /** Where the lines begin and end, for the blank lines that are put in. */
  readonly end: number;
  readonly after: 'first' | 'stage' | 'instruction' | 'end';
  readonly lineBreak: string;
}

export function looseLine(reader: LineReader): LooseLine {
  const { text, start, end, at } = reader;
  const textStart = skipSpaces(text, start, end);
  let textEnd = end;
  while (textEnd > textStart && isSpace(text.charCodeAt(textEnd - 1))) textEnd--;
  return { isBlank: textStart === end, start, textStart, textEnd, next: at };
}

/** The edits for the lines between two instructions, or at an end of the file. */
export function looseEdits(lines: readonly LooseLine[], context: LooseContext): readonly TextEdit[] {
  const runs = runsOf(lines);
  const { after, options } = context;
  const wanted = after === 'stage' ? options.stageBlankLines : undefined;
  const last = runs.findLastIndex(([line]) => line?.isBlank);
  const edits = runs.flatMap((run, index) => {
    if (!run[0]?.isBlank) return run.flatMap((line) => commentEdits(line, context));
    if (after === 'end' && index === runs.length - 1) return runEdits(run, 0, context);
    if (wanted !== undefined && (index === last || wanted === 0)) return runEdits(run, wanted, context);
    return runEdits(run, Math.min(run.length, maxBlankLines), context);
  });
  if (wanted === undefined || wanted === 0 || last >= 0) return edits;
  const start = lines[0]?.start ?? context.end;
  return [{ span: { start, end: start }, newText: context.lineBreak.repeat(wanted) }, ...edits];
}

/** More blank lines in a row say nothing more. */
const maxBlankLines = 2;

function runsOf(lines: readonly LooseLine[]): readonly (readonly LooseLine[])[] {
  const runs: LooseLine[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run && run[0]?.isBlank === line.isBlank) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

/** Makes a run of blank lines `wanted` lines long: the first ones stay, without white space. */
function runEdits(run: readonly LooseLine[], wanted: number, { text, lineBreak }: LooseContext): readonly TextEdit[] {
  const first = run[0]?.start ?? 0;
  const end = run.at(-1)?.next ?? first;
  const start = run[wanted]?.start ?? end;
  const edits = run.slice(0, wanted).flatMap((line) => trimmed(text, line.start, line.next));
  if (start < end) edits.push({ span: { start, end }, newText: '' });
  const missing = wanted - run.length;
  if (missing > 0) edits.push({ span: { start: end, end }, newText: lineBreak.repeat(missing) });
  return edits;
}

/** Takes the white space away in front of a line break. */
function trimmed(text: string, start: number, next: number): TextEdit[] {
  let end = next;
  while (end > start && /[\r\n]/.test(text.charAt(end - 1))) end--;
  return end > start ? [{ span: { start, end }, newText: '' }] : [];
}

/**
 * White space in front of a `#` is taken away only behind the first instruction, and not before a lone one: above, it
 * decides on what is a directive, and there on which comments belong to an instruction.
 */
function commentEdits({ start, textStart, textEnd, next }: LooseLine, { text, after }: LooseContext): TextEdit[] {
  const edits: TextEdit[] = [];
  const canMove = after !== 'first' && textEnd > textStart + 1;
  if (canMove && textStart > start) edits.push({ span: { start, end: textStart }, newText: '' });
  let end = next;
  while (end > textEnd && /[\r\n]/.test(text.charAt(end - 1))) end--;
  if (end > textEnd) edits.push({ span: { start: textEnd, end }, newText: '' });
  return edits;
}
