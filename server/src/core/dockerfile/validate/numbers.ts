/** Go's `strconv.ParseBool`. */
export function isBoolean(value: string): boolean {
  return /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value);
}

/** Whether a text is a number without sign that fits into 32 bits (`strconv.ParseUint`). */
export function isUnsigned(value: string, radix: 8 | 10): boolean {
  const digits = radix === 8 ? /^[0-7]+$/ : /^\d+$/;
  return digits.test(value) && Number.parseInt(value, radix) < 2 ** 32;
}

/** Nanoseconds in each unit of Go's durations. */
const units: ReadonlyMap<string, number> = new Map([
  ['ns', 1],
  ['us', 1e3],
  ['µs', 1e3],
  ['μs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
]);

/** A duration in nanoseconds (Go's `time.ParseDuration`), or what is wrong with the text. */
export function parseDuration(text: string): number | 'missing-unit' | 'invalid' {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  if (digits === '0') return 0;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)[a-zµμ]+)+$/.test(digits)) {
    return /^(?:.*[a-zµμ])?(?:\d+\.?\d*|\.\d+)$/.test(digits) ? 'missing-unit' : 'invalid';
  }
  let total = 0;
  for (const [, number = '', unit = ''] of digits.matchAll(/(\d+(?:\.\d*)?|\.\d+)([a-zµμ]+)/g)) {
    const size = units.get(unit);
    if (size === undefined) return 'invalid';
    total += Number(number) * size;
  }
  return total < 2 ** 63 ? sign * total : 'invalid';
}
