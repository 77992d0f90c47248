/** What a variable is looked up by; undefined where it is not set. */
export type Lookup = (name: string) => string | undefined;

/** What went wrong while variables were filled into a text. */
export type TemplateProblem =
  /** A `${` that begins no variable. */
  | { readonly kind: 'invalid' }
  /** A variable that `?` asks for, with the reason that stands behind it. */
  | { readonly kind: 'required'; readonly name: string; readonly reason: string }
  /** A variable without a value and without a default: it becomes nothing. */
  | { readonly kind: 'unset'; readonly name: string };

/** Is told of each problem, in the order in which Compose meets them. */
export type Report = (problem: TemplateProblem) => void;

/**
 * Fills variables into a text as Compose does (compose-go `template/template.go`): `$NAME`, `${NAME}`, and with `-`,
 * `:-`, `?`, `:?`, `+` or `:+` behind the name a text that may hold variables again. `$$` stands for a dollar sign, any
 * other `$` for itself.
 */
export function substitute(template: string, lookup: Lookup, report: Report): string {
  return template.includes('$') ? fill(template, { lookup, report, depth: 0 }) : template;
}

interface Filling {
  readonly lookup: Lookup;
  readonly report: Report;
  readonly depth: number;
}

/** Deeper nested defaults are refused: nobody writes them, and each level is a call. */
const maxDepth = 50;

function fill(template: string, filling: Filling): string {
  let result = '';
  let position = 0;
  let braces: Braces = { line: 0, last: -1 };
  while (position < template.length) {
    const dollar = template.indexOf('$', position);
    if (dollar === -1) break;
    result += template.slice(position, dollar);
    braces = lastBrace(template, dollar, braces);
    const part = partAt(template, dollar, braces.last);
    result += replacement(part, filling);
    position = part.end;
  }
  return result + template.slice(position);
}

/** The last `}` of the line that ends at `line`, which is looked for once a line. */
interface Braces {
  readonly line: number;
  readonly last: number;
}

function lastBrace(text: string, offset: number, known: Braces): Braces {
  if (offset < known.line) return known;
  const newline = text.indexOf('\n', offset);
  const line = newline === -1 ? text.length : newline;
  return { line, last: text.lastIndexOf('}', line - 1) };
}

/** A piece of a template that begins with `$`, up to `end`. */
type Part =
  | { readonly kind: 'text'; readonly text: string; readonly end: number }
  | { readonly kind: 'invalid'; readonly end: number }
  | { readonly kind: 'variable'; readonly name: string; readonly end: number }
  | {
      readonly kind: 'conditional';
      readonly name: string;
      readonly operator: string;
      readonly rest: string;
      readonly end: number;
    };

function partAt(text: string, dollar: number, last: number): Part {
  const next = text.charAt(dollar + 1);
  if (next === '$') return { kind: 'text', text: '$', end: dollar + 2 };
  if (next !== '{') {
    const name = nameAt(text, dollar + 1);
    if (name === '') return { kind: 'text', text: '$', end: dollar + 1 };
    return { kind: 'variable', name, end: dollar + 1 + name.length };
  }
  const name = nameAt(text, dollar + 2);
  const behind = dollar + 2 + name.length;
  if (name !== '' && text.charAt(behind) === '}') return { kind: 'variable', name, end: behind + 1 };
  const operator = operatorAt(text, behind);
  if (name === '' || operator === '' || last < behind + operator.length) return { kind: 'invalid', end: dollar + 2 };
  const end = closingBrace(text, dollar, last + 1);
  return { kind: 'conditional', name, operator, rest: text.slice(behind + operator.length, end - 1), end };
}

function nameAt(text: string, offset: number): string {
  namePattern.lastIndex = offset;
  return namePattern.exec(text)?.[0] ?? '';
}

const namePattern = /[_a-zA-Z]\w*/y;

function operatorAt(text: string, offset: number): string {
  operatorPattern.lastIndex = offset;
  return operatorPattern.exec(text)?.[0] ?? '';
}

const operatorPattern = /:?[-+?]/y;

/** Behind the brace that closes the one behind a dollar sign; all up to `limit` where none does. */
function closingBrace(text: string, dollar: number, limit: number): number {
  let open = 0;
  for (let index = dollar; index < limit; index++) {
    const char = text.charAt(index);
    if (char === '}' && --open === 0) return index + 1;
    if (char === '{') {
      open++;
      // What stands behind an opening brace begins a name: Compose does not look at it.
      index++;
    }
  }
  return limit;
}

function replacement(part: Part, filling: Filling): string {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'invalid') {
    filling.report({ kind: 'invalid' });
    return '';
  }
  const value = filling.lookup(part.name);
  if (part.kind === 'conditional') return conditional(part, value, filling);
  if (value === undefined) filling.report({ kind: 'unset', name: part.name });
  return value ?? '';
}

function conditional(
  { name, operator, rest }: Extract<Part, { readonly kind: 'conditional' }>,
  value: string | undefined,
  filling: Filling,
): string {
  if (filling.depth >= maxDepth) {
    filling.report({ kind: 'invalid' });
    return '';
  }
  // What stands behind the operator is filled in even where it is not needed: its mistakes count.
  const other = fill(rest, { ...filling, depth: filling.depth + 1 });
  const isThere = value !== undefined && (value !== '' || !operator.startsWith(':'));
  if (operator.endsWith('+')) return isThere ? other : (value ?? '');
  if (isThere) return value;
  if (operator.endsWith('-')) return other;
  filling.report({ kind: 'required', name, reason: other });
  return '';
}
