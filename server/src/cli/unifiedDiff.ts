/** Lines around a change that are shown with it. */
const context = 3;

/** Texts that differ more are not compared line by line. */
const maxDifferences = 500;

/** The change from one text to another as `diff -u` writes it; empty where there is none. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const old = linesOf(before);
  const now = linesOf(after);
  const steps = stepsBetween(old, now);
  return `--- ${file}\n+++ ${file}\n${hunksOf(steps)
    .map((hunk) => hunkText(hunk))
    .join('')}`;
}

/** Lines with their line ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** One line that stays, goes or comes, and how many lines of each text stand before it. */
interface Step {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
  readonly old: number;
  readonly now: number;
}

function stepsBetween(old: readonly string[], now: readonly string[]): readonly Step[] {
  let prefix = 0;
  while (prefix < old.length && prefix < now.length && old[prefix] === now[prefix]) prefix++;
  let suffix = 0;
  const shorter = Math.min(old.length, now.length) - prefix;
  while (suffix < shorter && old[old.length - 1 - suffix] === now[now.length - 1 - suffix]) suffix++;
  const signs = [
    ...Array.from({ length: prefix }, () => ' ' as const),
    ...signsBetween(old.slice(prefix, old.length - suffix), now.slice(prefix, now.length - suffix)),
    ...Array.from({ length: suffix }, () => ' ' as const),
  ];
  const steps: Step[] = [];
  let at = { old: 0, now: 0 };
  for (const sign of signs) {
    steps.push({ sign, line: (sign === '+' ? now[at.now] : old[at.old]) ?? '', ...at });
    at = { old: at.old + (sign === '+' ? 0 : 1), now: at.now + (sign === '-' ? 0 : 1) };
  }
  return steps;
}

/** The shortest way from one list of lines to another. Source: Myers, An O(ND) Difference Algorithm. */
function signsBetween(old: readonly string[], now: readonly string[]): readonly Step['sign'][] {
  const reached: Map<number, number>[] = [];
  let front = new Map([[1, 0]]);
  for (let differences = 0; differences <= Math.min(old.length + now.length, maxDifferences); differences++) {
    reached.push(front);
    front = new Map(front);
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      let x = furthest(front, diagonal, differences);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      front.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return wayBack(reached, old.length, now.length);
    }
  }
  return [...old.map(() => '-' as const), ...now.map(() => '+' as const)];
}

function furthest(front: ReadonlyMap<number, number>, diagonal: number, differences: number): number {
  const below = front.get(diagonal + 1) ?? 0;
  const left = front.get(diagonal - 1) ?? 0;
  const isDown = diagonal === -differences || (diagonal !== differences && left < below);
  return isDown ? below : left + 1;
}

function wayBack(reached: readonly ReadonlyMap<number, number>[], length: number, other: number): Step['sign'][] {
  const signs: Step['sign'][] = [];
  let x = length;
  let y = other;
  for (let differences = reached.length - 1; differences >= 0; differences--) {
    const front = reached[differences] ?? new Map<number, number>();
    const diagonal = x - y;
    const left = front.get(diagonal - 1) ?? 0;
    const below = front.get(diagonal + 1) ?? 0;
    const isDown = diagonal === -differences || (diagonal !== differences && left < below);
    const beforeX = isDown ? below : left;
    const beforeY = beforeX - (isDown ? diagonal + 1 : diagonal - 1);
    while (x > beforeX && y > beforeY) {
      signs.push(' ');
      x--;
      y--;
    }
    if (differences > 0) signs.push(isDown ? '+' : '-');
    x = beforeX;
    y = beforeY;
  }
  return signs.toReversed();
}

/** The changes with the lines around them; those that nearly touch stand together. */
function hunksOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const hunks: Step[][] = [];
  let end = -1;
  for (const [index, { sign }] of steps.entries()) {
    if (sign === ' ') continue;
    const start = Math.max(index - context, 0);
    const from = start <= end ? end : start;
    const to = Math.min(index + context + 1, steps.length);
    if (start > end || hunks.length === 0) hunks.push([]);
    hunks.at(-1)?.push(...steps.slice(from, to));
    end = to;
  }
  return hunks;
}

function hunkText(steps: readonly Step[]): string {
  const [first] = steps;
  const range = (start: number, sign: '-' | '+'): string => {
    const length = steps.filter((step) => step.sign === ' ' || step.sign === sign).length;
    return `${sign}${length === 0 ? start : start + 1}${length === 1 ? '' : `,${length}`}`;
  };
  const lines = steps.map(({ sign, line }) =>
    line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`,
  );
  return `@@ ${range(first?.old ?? 0, '-')} ${range(first?.now ?? 0, '+')} @@\n${lines.join('')}`;
}
