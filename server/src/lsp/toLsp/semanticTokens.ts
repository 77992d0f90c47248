import type { SemanticToken, SemanticTokenType } from '../../core/language.ts';
import type { Document } from '../documents.ts';
import type { SemanticTokensLegend } from 'vscode-languageserver';

/** The number of each type: its place in the legend. */
const typeNumbers: Readonly<Record<SemanticTokenType, number>> = {
  comment: 0,
  enumMember: 1,
  keyword: 2,
  label: 3,
  namespace: 4,
  number: 5,
  operator: 6,
  parameter: 7,
  property: 8,
  string: 9,
  type: 10,
  variable: 11,
};

const declaration = 1;

export const semanticTokensLegend: SemanticTokensLegend = {
  tokenTypes: Object.keys(typeNumbers),
  tokenModifiers: ['declaration'],
};

/** Tokens as the protocol packs them: five numbers each, counted from the token before. */
export function toSemanticTokens({ positions }: Document, tokens: readonly SemanticToken[]): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { start, end, type, modifier } of tokens) {
    const { start: from, end: to } = positions.range({ start, end });
    // A lone CR ends a line for the protocol, but not for the builder: few clients take tokens over two lines.
    if (from.line !== to.line) continue;
    data.push(
      from.line - line,
      from.line === line ? from.character - character : from.character,
      to.character - from.character,
      typeNumbers[type],
      modifier ? declaration : 0,
    );
    ({ line, character } = from);
  }
  return data;
}
