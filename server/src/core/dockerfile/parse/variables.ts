import type { Span } from '../../text/span.ts';
import type { Word } from './ast.ts';
import { char } from './chars.ts';
import { nameEnd } from './expansionState.ts';
import type { LogicalLine } from './logicalLine.ts';
import { sourceSpan } from './logicalLine.ts';

/** A variable that is used in a word: `$NAME`, or `${NAME}` with or without modifier. */
export interface VariableUse {
  readonly name: string;
  /** From the `$` to the end of the name, or to the closing brace. */
  readonly span: Span;
  readonly nameSpan: Span;
}

/** The variables that an expansion of `word` looks up, the nested ones too; not those in single quotes, or escaped. */
export function variablesIn(line: LogicalLine, word: Word, escape: number): readonly VariableUse[] {
  const { text } = word;
  if (!text.includes('$')) return noUses;
  const uses: VariableUse[] = [];
  const closingBrace = finder(text, '}');
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === escape) at++;
    else if (code === char.doubleQuote) isQuoted = !isQuoted;
    else if (code === char.singleQuote && !isQuoted) at = closingQuote(text, at);
    else if (code === char.dollar) {
      const use = useAt(line, word, at, closingBrace);
      if (use) uses.push(use);
    }
  }
  return uses;
}

const noUses: readonly VariableUse[] = [];

function closingQuote(text: string, at: number): number {
  const end = text.indexOf("'", at + 1);
  return end < 0 ? text.length : end;
}

/** Looks for a sign at or behind places that come in order; each piece of the text is looked through once. */
function finder(text: string, sign: string): (from: number) => number {
  let found = -2;
  return (from) => {
    if (found !== -1 && found < from) found = text.indexOf(sign, from);
    return found;
  };
}

function useAt(
  line: LogicalLine,
  { text, at: wordAt }: Word,
  at: number,
  closingBrace: (from: number) => number,
): VariableUse | undefined {
  const hasBrace = text.charCodeAt(at + 1) === char.openBrace;
  const start = hasBrace ? at + 2 : at + 1;
  const end = nameEnd(text, start);
  if (end === start) return undefined;
  const brace = hasBrace ? closingBrace(end) : -1;
  return {
    name: text.slice(start, end),
    span: sourceSpan(line, wordAt + at, wordAt + (hasBrace ? (brace < 0 ? text.length : brace + 1) : end)),
    nameSpan: sourceSpan(line, wordAt + start, wordAt + end),
  };
}
