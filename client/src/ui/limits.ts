const units: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** Bytes of `512m`, `1.5g` or a plain number, as the docker CLI reads them; undefined where it is none of these. */
export function parseMemory(text: string): number | undefined {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?$/i.exec(text.trim()) ?? [];
  const factor = units[unit.toLowerCase()];
  return number === '' || factor === undefined ? undefined : Math.floor(Number(number) * factor);
}

/** Engines refuse less. */
const leastMemory = 6 * 1024 * 1024;

export function isMemoryLimit(text: string): boolean {
  return (parseMemory(text) ?? 0) >= leastMemory;
}

export function isCpuLimit(text: string): boolean {
  return /^\d+(?:\.\d+)?$/.test(text.trim()) && Number(text) > 0 && Number(text) <= 1024;
}
