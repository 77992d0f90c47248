import type { SemanticToken, SemanticTokenType } from '../../language.ts';
import type { Word } from '../parse/ast.ts';
import type { LogicalLine } from '../parse/logicalLine.ts';
import { logicalOffset, sourceSpans } from '../parse/logicalLine.ts';
import { variablesIn } from '../parse/variables.ts';

/** A word as tokens of one type, one for each line that it stands on. */
export function piecesOf(line: LogicalLine, { at, text }: Word, type: SemanticTokenType): readonly SemanticToken[] {
  return piecesIn(line, at, at + text.length, type);
}

/** The characters `start…end` of a logical line as tokens of one type. */
export function piecesIn(
  line: LogicalLine,
  start: number,
  end: number,
  type: SemanticTokenType,
): readonly SemanticToken[] {
  return sourceSpans(line, start, end).map((span) => ({ ...span, type }));
}

/** What an expanded word is read with. */
export interface WordReader {
  readonly line: LogicalLine;
  readonly escape: number;
}

/** A word in which the builder expands variables. */
export function expandedTokens(
  { line, escape }: WordReader,
  word: Word,
  type: SemanticTokenType,
): readonly SemanticToken[] {
  const tokens: SemanticToken[] = [];
  let at = word.at;
  const add = (end: number, kind: SemanticTokenType): void => {
    for (const token of piecesIn(line, at, end, kind)) tokens.push(token);
    at = Math.max(at, end);
  };
  for (const { span, nameSpan } of variablesIn(line, word, escape)) {
    const dollar = logicalOffset(line, span.start);
    const nameEnd = logicalOffset(line, nameSpan.end - 1) + 1;
    const isBraced = line.text.charAt(dollar + 1) === '{';
    add(dollar, type);
    add(isBraced && line.text.charAt(nameEnd) === '}' ? nameEnd + 1 : nameEnd, 'variable');
    if (isBraced) add(nameEnd + modifierLength(line.text, nameEnd), 'operator');
  }
  add(word.at + word.text.length, type);
  return tokens;
}

/** The length of a sign such as `:-` behind the name of a variable in braces. */
function modifierLength(text: string, at: number): number {
  modifier.lastIndex = at;
  return modifier.exec(text)?.[0].length ?? 0;
}

const modifier = /:?[-+?]|##?|%%?|\/\/?/y;
