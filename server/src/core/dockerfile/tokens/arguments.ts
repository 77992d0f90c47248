import type { SemanticToken, SemanticTokenType } from '../../language.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { CommandLine, Instruction, InstructionOf, ListItem, Pair, Word } from '../parse/ast.ts';
import { logicalOffset } from '../parse/logicalLine.ts';
import { wordAt } from '../parse/words.ts';
import { expandedTokens, piecesIn, piecesOf } from './words.ts';

/** What the tokens of a file are read with. */
export interface TokenContext {
  readonly model: DockerfileModel;
  /** By the offset of a stage's or an image's name, the stage that it means. */
  readonly references: ReadonlyMap<number, Stage | undefined>;
  readonly escape: number;
}

/** The arguments of an instruction; what stands behind ONBUILD is an instruction of its own. */
export function argumentTokens(
  context: TokenContext,
  instruction: Exclude<Instruction, { kind: 'onbuild' }>,
): readonly SemanticToken[] {
  const { line } = instruction;
  const reader = { line, escape: context.escape };
  if (instruction.kind === 'from') return fromTokens(context, instruction);
  if (instruction.kind === 'unknown') return [];
  if ('pairs' in instruction) return instruction.pairs.flatMap((pair) => pairTokens(context, instruction, pair));
  if ('items' in instruction) return instruction.items.flatMap((item) => itemTokens(context, instruction, item));
  if ('value' in instruction) {
    const { value, kind } = instruction;
    if (!value) return [];
    if (kind === 'maintainer') return piecesOf(line, value, 'string');
    return expandedTokens(reader, value, kind === 'stopsignal' ? 'enumMember' : plainType(value.text));
  }
  const type = 'type' in instruction && instruction.type ? piecesOf(line, instruction.type, 'keyword') : [];
  return [...type, ...commandTokens(instruction, instruction.command)];
}

/** A stage where the file has one of that name, else an image. */
export function stageType(
  { references }: TokenContext,
  within: { readonly start: number; readonly end: number },
  word: Word,
): SemanticTokenType {
  // The name may stand in quotes.
  for (const start of [word.span.start, word.span.start + 1]) {
    if (start < within.end && references.get(start)) return 'namespace';
  }
  return 'type';
}

function fromTokens(context: TokenContext, from: InstructionOf<'from'>): readonly SemanticToken[] {
  const { line } = from;
  const [base, as, name, ...rest] = from.words;
  const isNamed = as?.text.toLowerCase() === 'as';
  return [
    ...(base ? expandedTokens({ line, escape: context.escape }, base, stageType(context, base.span, base)) : []),
    ...(as ? piecesOf(line, as, isNamed ? 'keyword' : 'string') : []),
    ...(name ? piecesOf(line, name, isNamed ? 'namespace' : 'string').map(declared) : []),
    ...rest.flatMap((word) => piecesOf(line, word, 'string')),
  ];
}

function pairTokens(
  { escape }: TokenContext,
  { line, kind, legacy }: InstructionOf<'env' | 'label' | 'arg'>,
  { name, value }: Pair,
): readonly SemanticToken[] {
  const isVariable = kind !== 'label' && !name.text.includes('$');
  const names = expandedTokens({ line, escape }, name, isVariable ? 'variable' : 'property');
  const nameEnd = name.at + name.text.length;
  return [
    ...(isVariable ? names.map(declared) : names),
    ...(value && !legacy ? piecesIn(line, nameEnd, value.at, 'operator') : []),
    ...(value ? expandedTokens({ line, escape }, value, plainType(value.text)) : []),
  ];
}

function itemTokens(
  { escape }: TokenContext,
  { line, kind }: InstructionOf<'copy' | 'add' | 'volume' | 'expose'>,
  { word, span }: ListItem,
): readonly SemanticToken[] {
  if (word && kind === 'expose') return portTokens({ line, escape }, word);
  if (word) return expandedTokens({ line, escape }, word, 'string');
  const start = logicalOffset(line, span.start);
  return expandedTokens({ line, escape }, wordAt(line, start, logicalOffset(line, span.end - 1) + 1), 'string');
}

/** A port or a range of them, and the protocol. */
function portTokens(reader: Parameters<typeof expandedTokens>[0], word: Word): readonly SemanticToken[] {
  const slash = word.text.indexOf('/');
  if (slash < 0) return expandedTokens(reader, word, 'number');
  const { line } = reader;
  return [
    ...expandedTokens(reader, wordAt(line, word.at, word.at + slash), 'number'),
    ...piecesIn(line, word.at + slash, word.at + slash + 1, 'operator'),
    ...expandedTokens(reader, wordAt(line, word.at + slash + 1, word.at + word.text.length), 'enumMember'),
  ];
}

/** The strings of the JSON form; the shell form is the grammar's. */
function commandTokens({ line }: Instruction, command: CommandLine | undefined): readonly SemanticToken[] {
  if (command?.form !== 'json') return [];
  return command.strings.flatMap(({ span }) =>
    piecesIn(line, logicalOffset(line, span.start), logicalOffset(line, span.end - 1) + 1, 'string'),
  );
}

function plainType(text: string): SemanticTokenType {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? 'number' : 'string';
}

function declared(token: SemanticToken): SemanticToken {
  return token.type === 'variable' || token.type === 'namespace' ? { ...token, modifier: 'declaration' } : token;
}
