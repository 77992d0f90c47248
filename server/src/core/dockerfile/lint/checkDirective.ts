import type { Span } from '../../text/span.ts';

/** The value of the `check` directive that is in force, and where it stands. */
export interface CheckDirective {
  readonly value: string;
  readonly span: Span;
}

/**
 * Finds `# check=…` as the builder does before it parses the file (ParseDirective of directives.go): other than for
 * `escape`, a first line with `#!` is skipped, and no white space may stand before the `#`.
 */
export function checkDirective(text: string): CheckDirective | undefined {
  let start = text.startsWith('\ufeff') ? 1 : 0;
  if (text.startsWith('#!', start)) start = lineEnd(text, start) + 1;
  const seen = new Set<string>();
  while (text.charAt(start) === '#') {
    const end = lineEnd(text, start);
    const match = /^#\s*(syntax|escape|check)\s*=\s*(\S.*?)\s*$/i.exec(
      text.slice(start, Math.min(end, start + maxLength)),
    );
    const [, name = '', value = ''] = match ?? [];
    if (!match || seen.has(name.toLowerCase())) return undefined;
    if (name.toLowerCase() === 'check') {
      const at = text.indexOf(value, text.indexOf('=', start) + 1);
      return { value, span: { start: at, end: at + value.length } };
    }
    seen.add(name.toLowerCase());
    start = end + 1;
  }
  return undefined;
}

/** Whether the file asks for a check that BuildKit calls experimental. */
export function isExperimental(text: string, name: string): boolean {
  const [used = ''] = checkDirective(text)?.value.split(' ') ?? [];
  return used.split(';').some((part) => {
    const [, names] = /^\s*experimental\s*=(.*)$/.exec(part) ?? [];
    return names?.split(',').some((one) => one.trim() === 'all' || one.trim() === name) ?? false;
  });
}

/** No directive is longer. */
const maxLength = 2000;

function lineEnd(text: string, start: number): number {
  const lf = text.indexOf('\n', start);
  return lf < 0 ? text.length : lf;
}
