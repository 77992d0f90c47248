import type { SuppressedName } from '../../lint/suppressions.ts';
import type { Comment } from '../parse/ast.ts';

/** A comment in hadolint's words: rules to be ignored for the next instruction, its stage, or the file. */
export interface IgnorePragma {
  readonly scope: 'instruction' | 'stage' | 'global';
  readonly names: readonly SuppressedName[];
}

/**
 * Reads `# hadolint ignore=DL3006,DL3008`, with `global` or `stage` before `ignore`. Source: hadolint's Pragma.hs, which
 * drops the whole comment where something else stands behind the names; we read the names before it.
 */
export function ignorePragma({ text, span }: Comment): IgnorePragma | undefined {
  if (!text.startsWith('hadolint')) return undefined;
  const head = /^hadolint[ \t]+(?:(global|stage)[ \t]+)?ignore[ \t]*=[ \t]*/.exec(text);
  if (!head) return undefined;
  const names = namesFrom(text, head[0].length, span.end - text.length);
  if (names.length === 0) return undefined;
  const scope = head[1] === 'global' || head[1] === 'stage' ? head[1] : 'instruction';
  return { scope, names };
}

/** Names with commas or semicolons between them; blanks alone part them only where another code follows. */
function namesFrom(text: string, from: number, shift: number): readonly SuppressedName[] {
  const names: SuppressedName[] = [];
  const next = /([A-Za-z][\w-]*)(?:[ \t]*[,;][ \t]*|[ \t]+(?=[A-Z]{2}\d{4}\b))?/y;
  let goesOn = true;
  for (next.lastIndex = from; goesOn;) {
    const start = next.lastIndex + shift;
    const [all = '', name = ''] = next.exec(text) ?? [];
    if (name !== '') names.push({ name, span: { start, end: start + name.length } });
    goesOn = all.length > name.length;
  }
  return names;
}

/** The shell that `# hadolint shell=…` names. */
export function shellPragma({ text }: Comment): string | undefined {
  if (!text.startsWith('hadolint')) return undefined;
  return /^hadolint[ \t]+shell[ \t]*=[ \t]*([^\s#]+)/.exec(text)?.[1];
}

/** What `check=…` turns off. */
export interface CheckOptions {
  readonly names: readonly SuppressedName[];
  readonly isError: boolean;
  /** Where the next name would be put: behind the last one, or behind all options where there is no `skip`. */
  readonly end: number;
  /** The option `skip=…` with one of its semicolons; undefined where there is no other option. */
  readonly clause: { readonly start: number; readonly end: number } | undefined;
}

/** Reads the value of a check directive that stands at `start`. Source: BuildKit's linter/linter.go. */
export function checkOptions(value: string, start: number): CheckOptions {
  const [used = ''] = value.split(' ');
  const names: SuppressedName[] = [];
  let isError = false;
  let end = start + used.length;
  let clause: CheckOptions['clause'];
  const parts = used.split(';');
  let at = start;
  for (const [index, part] of parts.entries()) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim();
    if (name === 'error') isError = /^(?:1|t|true)$/i.test(part.slice(equals + 1).trim());
    if (name === 'skip') {
      names.push(...checkNamesIn(part, equals + 1, at));
      end = at + part.length;
      const isLast = index === parts.length - 1;
      clause = { start: isLast ? at - 1 : at, end: isLast ? end : end + 1 };
    }
    at += part.length + 1;
  }
  return { names, isError, end, clause: parts.length > 1 ? clause : undefined };
}

function checkNamesIn(part: string, from: number, shift: number): readonly SuppressedName[] {
  return [...part.slice(from).matchAll(/[^,\s]+/g)].map(({ 0: name, index }) => {
    const start = shift + from + index;
    return { name, span: { start, end: start + name.length } };
  });
}
