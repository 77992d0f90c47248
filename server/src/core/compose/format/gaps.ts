import type { CST } from 'yaml';
import { startOfValue } from './tokens.ts';

type Blank = CST.SourceToken;

/** The blanks around the colon of an entry whose value stands in the same line, or behind a dash. */
export interface Gap {
  /** Where the key begins; -1 for a dash. */
  readonly line: number;
  /** The columns of the colon and of the value, counted from the key. */
  readonly colon: number;
  readonly value: number;
  readonly before: Blank | undefined;
  readonly behind: Blank | undefined;
}

/** The gap of an entry; undefined where its value stands in another line. */
export function gapOf(item: CST.BlockMap['items'][number]): Gap | undefined {
  const { key, sep } = item;
  if (!key || !sep || key.type === 'alias' || !('source' in key)) return undefined;
  const at = sep.findIndex(({ type }) => type === 'map-value-ind');
  const colon = sep[at];
  const blank = sep[at + 1];
  if (!colon || sep.slice(0, at).some(({ type }) => type !== 'space')) return undefined;
  const next = sep[at + 2] ?? item.value;
  if (blank?.type !== 'space' || !next || next.type === 'newline' || next.type === 'comment') return undefined;
  const start = startOfValue(key);
  const value = 'source' in next ? next.offset : startOfValue(next);
  return { line: start, colon: colon.offset - start, value: value - start, before: sep[at - 1], behind: blank };
}

/** The places in brackets and braces behind a comma, or behind the colon of a quoted key, that something follows at once. */
export function tightMarks(text: string, flow: CST.FlowCollection): readonly number[] {
  return flow.items.flatMap(({ start, key, sep, value }) => {
    const marks = [...start, ...(sep ?? [])].flatMap(({ type, offset }) => {
      const isMark = type === 'comma' || type === 'map-value-ind';
      return isMark && /[^\s,\]}]/.test(text.charAt(offset + 1)) ? [offset + 1] : [];
    });
    const inner = [key, value].flatMap((each) => (each?.type === 'flow-collection' ? tightMarks(text, each) : []));
    return [...marks, ...inner];
  });
}

/**
 * The gaps of one map that are to be one blank wide, and none before the colon. Those of neighbouring lines whose
 * colons or values stand below one another were aligned by hand, and stay.
 */
export function looseGaps(gaps: readonly Gap[], lineOf: (offset: number) => number): readonly Gap[] {
  const state = gaps.map((gap) => ({ gap, line: lineOf(gap.line), isTight: isTight(gap) }));
  const tightened: Gap[] = [];
  const waiting = state.map((_, index) => index);
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const own = state[index];
    if (!own || own.isTight) continue;
    const neighbours = [state[index - 1], state[index + 1]];
    const isAligned = neighbours.some(
      (other) => other && Math.abs(other.line - own.line) === 1 && areAligned(own, other),
    );
    if (isAligned) continue;
    own.isTight = true;
    tightened.push(own.gap);
    waiting.push(index - 1, index + 1);
  }
  return tightened;
}

interface GapState {
  readonly gap: Gap;
  readonly isTight: boolean;
}

function areAligned(a: GapState, b: GapState): boolean {
  const [one, other] = [columns(a), columns(b)];
  return one.value === other.value && (a.gap.before === undefined || one.colon === other.colon);
}

/** The columns as they will be. */
function columns({ gap, isTight: tight }: GapState): { readonly colon: number; readonly value: number } {
  if (!tight) return gap;
  const colon = gap.colon - (gap.before?.source.length ?? 0);
  return { colon, value: colon + ': '.length };
}

function isTight({ before, behind }: Gap): boolean {
  return before === undefined && (behind === undefined || behind.source === ' ');
}
