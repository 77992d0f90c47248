/** How a tool's version is chosen from what a project says of it. */
export interface VersionRule {
  /** Taken where nothing is said, and where a range allows it. */
  readonly fallback: string;
  /** How many numbers the tags of the images have. */
  readonly parts: 1 | 2;
}

/**
 * The version that a project asks for, as a tag writes it: of a range the newest that we know to be good, as far as it
 * allows that. Undefined where the text says nothing of one.
 */
export function chooseVersion(text: string, { fallback, parts }: VersionRule): string | undefined {
  const asked = text.trim().replace(/^v(?=\d)/, '');
  if (/^(?:latest|stable|\*|lts\/\*|node)$/i.test(asked)) return fallback;
  const bounds = [...asked.matchAll(/(\^|~=|~>|~|>=|<=|==|===|<|>|=)?\s*v?(\d+(?:\.\d+)*)/g)];
  const [first] = bounds;
  if (!first) return undefined;
  const upper = bounds.find(([, sign = '']) => sign === '<' || sign === '<=');
  const lower = bounds.find(([, sign = '']) => sign === '>=' || sign === '>');
  if (!lower && !upper) return allowed(first, { fallback, parts });
  const top = upper ? belowOrAt(upper, parts) : undefined;
  if (top !== undefined && top !== '' && compare(top, fallback) < 0) return top;
  const bottom = cut(lower?.[2] ?? '', parts);
  return bottom !== '' && compare(bottom, fallback) > 0 ? bottom : fallback;
}

/** `^8.1` and `~> 3.2` mean this version or a later one of the same series. */
function allowed([, sign = '', number = '']: readonly string[], { fallback, parts }: VersionRule): string {
  const wanted = cut(number, parts);
  const numbers = number.split('.');
  const isOpen = sign === '^' || ((sign === '~=' || sign === '~>' || sign === '~') && numbers.length === 2);
  const isSeries = parts === 2 && isOpen && fallback.split('.')[0] === numbers[0];
  return isSeries && compare(fallback, wanted) > 0 && sign !== '~' ? fallback : padded(wanted, fallback, parts);
}

/** `3` of a language whose tags have two numbers is the newest 3 that we know. */
function padded(wanted: string, fallback: string, parts: number): string {
  return parts === 2 && !wanted.includes('.') && fallback.startsWith(`${wanted}.`) ? fallback : wanted;
}

function belowOrAt([, sign = '', number = '']: readonly string[], parts: number): string {
  const numbers = number.split('.').map(Number);
  const wanted = numbers.slice(0, parts);
  const isWhole = numbers.slice(parts).every((part) => part === 0);
  const last = wanted.at(-1) ?? 0;
  if (sign === '<' && isWhole && wanted.length === parts && last > 0)
    return [...wanted.slice(0, -1), last - 1].join('.');
  return sign === '<' && isWhole && wanted.length < parts ? '' : wanted.join('.');
}

function cut(number: string, parts: number): string {
  return number.split('.').slice(0, parts).join('.');
}

function compare(one: string, other: string): number {
  const ours = one.split('.').map(Number);
  const theirs = other.split('.').map(Number);
  for (let index = 0; index < Math.max(ours.length, theirs.length); index += 1) {
    const difference = (ours[index] ?? 0) - (theirs[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What a `.tool-versions` file says of a tool. */
export function toolVersion(text: string, names: readonly string[]): string {
  const line = text.split('\n').find((each) => names.some((name) => each.startsWith(`${name} `)));
  return line?.split(/\s+/)[1] ?? '';
}

/** Whether a text can be a part of a tag. */
export function isVersion(text: string): boolean {
  return /^[\w][\w.-]{0,60}$/.test(text);
}
