/** What stands in the place of a secret. */
export const mask = '••••••';

/** `author` is no secret. */
const secretName = /pass|secret|token|key|credential|auth(?!or)|pwd/i;

/** Fields of an inspection whose members have names that people chose. */
const namedFields = new Set(['Labels', 'Options', 'DriverOpts', 'BuildArgs']);

/**
 * An inspection with its secrets masked: values of environment variables, labels, options and arguments whose names
 * sound like secrets, and what stands before the `@` of an address.
 */
export function maskSecrets(value: unknown): unknown {
  return maskIn(value, '');
}

/** `NAME=value` with the value masked where it looks like a secret. */
export function maskVariable(variable: string): string {
  const end = variable.indexOf('=');
  const name = variable.slice(0, Math.max(0, end));
  return secretName.test(name) && end < variable.length - 1 ? `${name}=${mask}` : maskText(variable);
}

/** The words of a command line with what looks like a secret masked. */
export function maskWords(words: readonly string[]): readonly string[] {
  return maskList(words, '').map(String);
}

function maskIn(value: unknown, field: string): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return maskList(value, field);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => {
      const secret = namedFields.has(field) && typeof inner === 'string' && inner !== '' && secretName.test(name);
      return [name, secret ? mask : maskIn(inner, name)];
    }),
  );
}

/** An option whose value is the next word hides that. */
function maskList(items: readonly unknown[], field: string): readonly unknown[] {
  return items.map((item, index) => {
    if (field === 'Env' && typeof item === 'string') return maskVariable(item);
    const before: unknown = items[index - 1];
    const follows = typeof before === 'string' && /^--?[\w-]+$/.test(before) && secretName.test(before);
    return follows && typeof item === 'string' && !item.startsWith('-') ? mask : maskIn(item, field);
  });
}

function maskText(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, (_whole, scheme: string) => `${scheme}${mask}@`)
    .replace(/(^|[\s"'])((?:--?)?[\w.-]+)=("[^"]*"|'[^']*'|[^\s"']+)/g, (whole, start: string, name: string) =>
      secretName.test(name) ? `${start}${name}=${mask}` : whole,
    )
    .replace(/(^|\s)(--?[\w-]+)(\s+)([^\s-]\S*)/g, (whole, start: string, name: string, space: string) =>
      secretName.test(name) ? `${start}${name}${space}${mask}` : whole,
    );
}
