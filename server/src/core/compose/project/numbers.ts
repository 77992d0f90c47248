/** A whole number of YAML, in any of its bases, in decimal digits. */
export function goInteger(text: string): string {
  const plain = text.replaceAll('_', '');
  const sign = plain.startsWith('-') ? '-' : '';
  const digits = plain.replace(/^[-+]/, '');
  if (!/^(?:0[oO]?[0-7]+|0[bB][01]+|0[xX][\da-fA-F]+|\d+)$/.test(digits)) return text;
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = BigInt(/^0[oObBxX]/.test(octal) ? octal.toLowerCase() : octal);
  return value === 0n ? '0' : `${sign}${value}`;
}

/** A number as Go prints it: in the shortest digits, with an exponent where it is very small or very large. */
export function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf';
  return shortest(value, String(value));
}

/** The same of 32 bits: `0.1`, not the nearest number of 64. */
export function goFloat32(value: number): string {
  const single = Math.fround(value);
  for (let digits = 1; digits <= 9; digits++) {
    const text = single.toPrecision(digits);
    if (Math.fround(Number(text)) === single) return shortest(Number(text), String(Number(text)));
  }
  return goFloat(single);
}

function shortest(value: number, text: string): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits}e${exponent.replace(/^([-+])(\d)$/, '$10$2')}`;
  }
  return text;
}

/** A size such as `512m` in bytes (docker/go-units `RAMInBytes`); undefined where it is none. */
export function bytesOf(text: string): number | undefined {
  const match = /^([+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?) ?(?:b|([kmgtp])(?:i?b)?)?$/i.exec(text);
  if (!match) return undefined;
  const unit = (match[2] ?? '').toLowerCase();
  return Math.trunc(
    Number((match[1] ?? '').replaceAll('_', '')) * 1024 ** (unit === '' ? 0 : 'kmgtp'.indexOf(unit) + 1),
  );
}

const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 24 * 3600e9,
  w: 7 * 24 * 3600e9,
};

/** A duration such as `1m30s` in nanoseconds; undefined where it is none. */
export function nanosecondsOf(text: string): number | undefined {
  if (/^[-+]?0$/.test(text)) return 0;
  if (!/^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, number = '', unit = ''] of text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h|d|w)/g)) {
    sum += Number(number) * (units[unit] ?? 0);
  }
  return Math.round(text.startsWith('-') ? -sum : sum);
}

/** A duration as Go prints it: `1m30s`, `1.5ms`, `0s`. */
export function goDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  const sign = nanoseconds < 0 ? '-' : '';
  const rest = Math.abs(nanoseconds);
  if (rest < 1e3) return `${sign}${rest}ns`;
  if (rest < 1e6) return `${sign}${fraction(rest, 1e3)}µs`;
  if (rest < 1e9) return `${sign}${fraction(rest, 1e6)}ms`;
  const hours = Math.floor(rest / 3600e9);
  const minutes = Math.floor((rest % 3600e9) / 60e9);
  const seconds = `${fraction(rest % 60e9, 1e9)}s`;
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

function fraction(value: number, unit: number): string {
  const whole = Math.floor(value / unit);
  const digits = String(unit).length - 1;
  const part = String(Math.round(value % unit))
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return part === '' ? String(whole) : `${whole}.${part}`;
}
