/** A short mount, `[source:]target[:options]`. */
export interface Mount {
  /** Empty for an anonymous volume. */
  readonly source: string;
  readonly target: string;
  /** What stands behind the second colon, such as `ro`. */
  readonly options: readonly string[];
}

/** Reads a short mount as compose-go does (`format/volume.go`); undefined where it is none. */
export function parseMount(text: string): Mount | undefined {
  if (text.length === 0) return undefined;
  if (text.length <= 2) return { source: '', target: text, options: [] };
  const sections = splitMount(text);
  if (sections.includes('') || sections.length > 3) return undefined;
  const [first = '', second, third] = sections;
  const options = third === undefined ? [] : third.split(',');
  return second === undefined ? { source: '', target: first, options } : { source: first, target: second, options };
}

export function isValidMount(text: string): boolean {
  return parseMount(text) !== undefined;
}

/** Whether the source of a mount is a path of the host, and not the name of a volume. */
export function isHostPath(source: string): boolean {
  return /^(?:[./~]|\\\\|[a-zA-Z]:)/.test(source);
}

/** Splits at colons, but for the one behind the letter of a Windows drive. */
function splitMount(text: string): readonly string[] {
  const sections: string[] = [];
  let section = '';
  for (const char of text) {
    if (char === ':' && !/^\p{L}$/u.test(section)) {
      sections.push(section);
      section = '';
    } else section += char;
  }
  return [...sections, section];
}
