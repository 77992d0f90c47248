/** A duration as Compose reads it, in milliseconds; undefined where it is none. */
export function durationOf(text: string): number | undefined {
  if (text === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit = ''] of text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h|d|w)/g)) {
    total += Number(amount) * (milliseconds.get(unit) ?? 0);
  }
  return total;
}

const milliseconds: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/** A duration in the symbols that all languages share, such as `1 min 30 s`. */
export function durationInWords(duration: number): string {
  const parts: string[] = [];
  let rest = duration;
  for (const [symbol, size] of symbols) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${symbol}`);
    rest -= count * size;
  }
  if (rest > 0 || parts.length === 0) parts.push(`${Number(rest.toPrecision(6))} ms`);
  return parts.join(' ');
}

const symbols = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** A size as Docker reads it, in bytes; undefined where it is none. Units count by 1024. */
export function bytesOf(text: string): number | undefined {
  const match = /^(\d+\.?\d*|\.\d+) ?([bkmgtp]?)(?:i?b)?$/i.exec(text);
  if (!match) return undefined;
  const power = Math.max('bkmgtp'.indexOf((match[2] || 'b').toLowerCase()), 0);
  return Math.floor(Number(match[1]) * 1024 ** power);
}

/** A size with the largest unit that it fills, such as `512 MiB`. */
export function bytesInWords(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${Number(size.toFixed(2))} ${units[unit] ?? 'B'}`;
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
