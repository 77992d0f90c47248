import { countWhile } from '../text/countWhile.ts';
import type { Span } from '../text/span.ts';

/** How far a comment reaches that turns off rules. */
export type Reach = 'line' | 'stage' | 'file';

/** A rule that a comment names. */
export interface SuppressedName {
  readonly name: string;
  readonly span: Span;
}

/** A comment, or a part of one, that turns off rules. */
export interface Suppression {
  readonly reach: Reach;
  /** The text that it holds for. */
  readonly scope: Span;
  /** The rules that it turns off; all of them where it names none. */
  readonly names: readonly SuppressedName[];
  /** What is taken away where it names nothing any more: mostly the whole line. */
  readonly whole: Span;
}

/** A name that has turned off nothing, and the comment that it stands in; no name where the comment means all rules. */
export interface Unused {
  readonly suppression: Suppression;
  readonly name: SuppressedName | undefined;
}

/** The comments of a file that turn off rules, and what they have been good for. */
export interface SuppressionIndex {
  readonly all: readonly Suppression[];
  /** Whether a rule with these names is turned off at an offset. The nearest comment that does it has been of use. */
  covers(names: readonly string[], offset: number, reaches?: readonly Reach[]): boolean;
  unused(): readonly Unused[];
}

/** From the nearest to the farthest. */
const allReaches: readonly Reach[] = ['line', 'stage', 'file'];

/** Stands for all names; none has a star. */
const anyName = '*';

interface Entry extends Unused {
  isUsed: boolean;
}

/** Sorts suppressions by reach and name. They come in the order of their scopes; those of one reach nest in no other way than at their ends. */
export function suppressionIndex(all: readonly Suppression[]): SuppressionIndex {
  const entries: Entry[] = [];
  const byName = new Map<string, Entry[]>();
  for (const suppression of all) {
    for (const name of suppression.names.length > 0 ? suppression.names : [undefined]) {
      const entry: Entry = { suppression, name, isUsed: false };
      const key = `${suppression.reach} ${name?.name ?? anyName}`;
      entries.push(entry);
      const list = byName.get(key);
      if (list) list.push(entry);
      else byName.set(key, [entry]);
    }
  }
  const entryFor = (name: string, offset: number, reach: Reach): Entry | undefined => {
    const entry = lastBefore(byName.get(`${reach} ${name}`) ?? noEntries, offset);
    return entry && offset <= entry.suppression.scope.end ? entry : undefined;
  };
  return {
    all,
    covers(names, offset, reaches = allReaches) {
      if (all.length === 0) return false;
      for (const reach of reaches) {
        for (const name of [...names, anyName]) {
          const entry = entryFor(name, offset, reach);
          if (!entry) continue;
          entry.isUsed = true;
          return true;
        }
      }
      return false;
    },
    unused: () => entries.filter(({ isUsed }) => !isUsed),
  };
}

const noEntries: readonly Entry[] = [];

/** The last entry whose scope begins at or before an offset. */
function lastBefore(entries: readonly Entry[], offset: number): Entry | undefined {
  return entries[countWhile(entries.length, (index) => (entries[index]?.suppression.scope.start ?? 0) <= offset) - 1];
}

/** What goes when a comment is taken away: its line, or what stands behind something else on a line. */
export function commentWithLine(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  let before = start;
  while (before > lineStart && /[ \t]/.test(text.charAt(before - 1))) before--;
  if (before > lineStart) return { start: before, end };
  const newline = text.indexOf('\n', end);
  return { start: lineStart, end: newline < 0 ? text.length : newline + 1 };
}
