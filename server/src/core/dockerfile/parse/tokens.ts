import type { Span } from '../../text/span.ts';
import type { CommandLine, DockerfileTree, Instruction, Word } from './ast.ts';
import { char, isSpace } from './chars.ts';
import type { LogicalLine } from './logicalLine.ts';
import { sourceSpans } from './logicalLine.ts';

/** What a piece of the text is. */
type TokenKind =
  | 'directive'
  | 'comment'
  | 'keyword'
  | 'flag'
  /** A word or string of an instruction's arguments, or the part of it on one line. */
  | 'argument'
  | 'heredocBody'
  | 'heredocEnd'
  | 'newline'
  /** White space, and a byte order mark. */
  | 'space'
  /** Characters between arguments that are none: continuations, `=`, and the signs of the JSON form. */
  | 'punctuation';

/** A piece of the text. */
export interface Token extends Span {
  readonly kind: TokenKind;
}

/** The whole text of a tree as tokens, one after the other without gaps. */
export function tokens(tree: DockerfileTree): readonly Token[] {
  const leaves = [
    ...tree.directives.map(({ span }) => token('directive', span)),
    ...tree.comments.map(({ span }) => token('comment', span)),
    ...tree.instructions.flatMap(instructionTokens),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  const result: Token[] = [];
  let at = 0;
  for (const leaf of leaves) {
    addGap(result, tree.text, at, leaf.start);
    if (leaf.end > leaf.start) result.push(leaf);
    at = Math.max(at, leaf.end);
  }
  addGap(result, tree.text, at, tree.text.length);
  return result;
}

function token(kind: TokenKind, { start, end }: Span): Token {
  return { kind, start, end };
}

function instructionTokens(instruction: Instruction): readonly Token[] {
  const { keyword, flags, line } = instruction;
  const isOnbuild = instruction.kind === 'onbuild';
  return [
    ...wordTokens('keyword', line, keyword),
    ...flags.map(({ span }) => token('flag', span)),
    ...(isOnbuild ? (instruction.trigger ? instructionTokens(instruction.trigger) : []) : argumentTokens(instruction)),
    ...(isOnbuild ? [] : heredocTokens(instruction)),
  ];
}

function heredocTokens({ heredocs }: Instruction): readonly Token[] {
  return heredocs.flatMap(({ body, terminator }) => [
    token('heredocBody', body),
    ...(terminator ? [token('heredocEnd', terminator)] : []),
  ]);
}

function argumentTokens(instruction: Exclude<Instruction, { kind: 'onbuild' }>): readonly Token[] {
  const { line } = instruction;
  const of = (...words: readonly (Word | undefined)[]): readonly Token[] =>
    words.flatMap((word) => (word ? wordTokens('argument', line, word) : []));
  if ('words' in instruction) return of(...instruction.words);
  if ('pairs' in instruction) return instruction.pairs.flatMap(({ name, value }) => of(name, value));
  if ('items' in instruction) return instruction.items.map(({ span }) => token('argument', span));
  if ('rest' in instruction) return of(instruction.rest);
  if ('value' in instruction) return of(instruction.value);
  const command = commandTokens(line, instruction.command);
  return 'type' in instruction ? [...of(instruction.type), ...command] : command;
}

function commandTokens(line: LogicalLine, command: CommandLine | undefined): readonly Token[] {
  if (!command) return [];
  if (command.form === 'json') return command.strings.map(({ span }) => token('argument', span));
  return wordTokens('argument', line, command.word);
}

/** A word over several lines is one token on each: comments may stand between them. */
function wordTokens(kind: TokenKind, line: LogicalLine, { at, text }: Word): readonly Token[] {
  return sourceSpans(line, at, at + text.length).map((span) => token(kind, span));
}

function addGap(result: Token[], text: string, start: number, end: number): void {
  let at = start;
  while (at < end) {
    const kind = gapKind(text.charCodeAt(at));
    let next = at + 1;
    while (next < end && gapKind(text.charCodeAt(next)) === kind) next++;
    result.push({ kind, start: at, end: next });
    at = next;
  }
}

function gapKind(code: number): TokenKind {
  if (code === char.lf || code === char.cr) return 'newline';
  return isSpace(code) || code === char.bom ? 'space' : 'punctuation';
}
