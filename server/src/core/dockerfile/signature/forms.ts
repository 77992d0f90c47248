/** A parameter of a form such as `COPY [flags] <source> … <destination>`: its place there. */
export interface FormParameter {
  readonly start: number;
  readonly end: number;
  readonly isFlags: boolean;
  /** Whether it may be given more than once. */
  readonly repeats: boolean;
}

/** The parameters of a form of an instruction, from left to right. The strings of a JSON array are one each. */
export function formParameters(form: string): readonly FormParameter[] {
  const parameters: FormParameter[] = [];
  const start = form.indexOf(' ') + 1;
  for (const match of form.slice(start).matchAll(pieces)) {
    const from = start + match.index;
    const [text] = match;
    const isFlags = /^\[(?:flags|--)/.test(text);
    parameters.push({ start: from, end: from + text.length, isFlags, repeats: text.endsWith('…') });
  }
  return parameters;
}

/** A string of an array; a group in brackets; or a word, with the groups that hang on it. Each takes its `…` along. */
const pieces = /(?:"<[^>]+>"|\[(?!")[^\]]*\]|<<EOF|(?:<[^>]+>|[A-Z]+)(?:[=-]<[^>]+>|\[[^\]]*\]|\.\.\.)*)(?:,? …)?/g;

/** How the arguments of a form begin, and how those that are written begin when it is meant. */
const beginnings: readonly (readonly [RegExp, RegExp])[] = [
  [/^\S+ (?:\[flags\] )?\["/, /^\[/],
  [/<<EOF$/, /^<</],
  [/ NONE$/, /^n/i],
  [/<uid>/, /^\d/],
  [/<from>-<to>/, /^[\d$]\S*-/],
];

/** Which of the forms of an instruction fits its arguments as they are written. */
export function writtenForm(forms: readonly string[], written: string): number {
  if (written === '') return 0;
  const meant = forms.findIndex((form) => beginnings.some(([of, begins]) => of.test(form) && begins.test(written)));
  if (meant >= 0) return meant;
  return Math.max(
    0,
    forms.findIndex((form) => !beginnings.some(([of]) => of.test(form))),
  );
}
