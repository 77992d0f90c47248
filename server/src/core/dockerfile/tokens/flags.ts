import type { SemanticToken, SemanticTokenType } from '../../language.ts';
import { instructionSpec } from '../instructions.ts';
import type { MountField } from '../mountFields.ts';
import { mountFields } from '../mountFields.ts';
import { mountKey } from '../mounts.ts';
import type { Flag, Instruction } from '../parse/ast.ts';
import { logicalOffset } from '../parse/logicalLine.ts';
import { wordAt } from '../parse/words.ts';
import type { TokenContext } from './arguments.ts';
import { stageType } from './arguments.ts';
import { expandedTokens, piecesIn } from './words.ts';

/** A flag with its value; the fields of a mount one by one. */
export function flagTokens(context: TokenContext, instruction: Instruction, flag: Flag): readonly SemanticToken[] {
  const { line } = instruction;
  const { nameSpan, valueWord, name } = flag;
  const start = logicalOffset(line, nameSpan.start);
  const nameEnd = logicalOffset(line, nameSpan.end - 1) + 1;
  const tokens = piecesIn(line, start, nameEnd, 'parameter');
  if (!valueWord) return tokens;
  const fields = mountFields(flag);
  if (fields.length > 0) return [...tokens, ...fields.flatMap((field) => fieldTokens(context, instruction, field))];
  const spec = instructionSpec(instruction.kind)?.flags.find((known) => known.name === name);
  const type = spec?.value === 'stage' ? stageType(context, flag.span, valueWord) : types[spec?.value ?? 'text'];
  return [
    ...tokens,
    ...piecesIn(line, nameEnd, valueWord.at, 'operator'),
    ...expandedTokens({ line, escape: context.escape }, valueWord, type ?? 'string'),
  ];
}

/** The values of flags and of the keys of mounts by their kind; all others are plain text. */
const types: Readonly<Record<string, SemanticTokenType>> = {
  boolean: 'enumMember',
  choice: 'enumMember',
  count: 'number',
  duration: 'number',
  mode: 'number',
  number: 'number',
  size: 'number',
};

function fieldTokens(
  context: TokenContext,
  { line }: Instruction,
  { key, start, keyEnd, valueStart, end }: MountField,
): readonly SemanticToken[] {
  const value = wordAt(line, valueStart, end);
  const kind = mountKey(key)?.value ?? 'text';
  const type = kind === 'stage' ? stageType(context, value.span, value) : types[kind];
  return [
    ...piecesIn(line, start, keyEnd, 'property'),
    ...piecesIn(line, keyEnd, valueStart, 'operator'),
    ...expandedTokens({ line, escape: context.escape }, value, type ?? 'string'),
  ];
}
