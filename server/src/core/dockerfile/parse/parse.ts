import type { Span } from '../../text/span.ts';
import { message } from '../../text/message.ts';
import type { Comment, DockerfileTree, Instruction, SyntaxProblem } from './ast.ts';
import { char, skipSpaces, trimmedEnd } from './chars.ts';
import type { DirectiveState } from './directives.ts';
import { readDirective } from './directives.ts';
import { buildInstruction } from './instruction.ts';
import type { LineReader } from './lineReader.ts';
import { commentStart, continuationAt, isBlankLine, lineReader, nextLine } from './lineReader.ts';

/**
 * Reads a Dockerfile as BuildKit's parser does (frontend/dockerfile/parser/parser.go), but goes on after an error.
 * Never throws; takes time in proportion to the text.
 */
export function parseDockerfile(text: string): DockerfileTree {
  const state: State = {
    reader: lineReader(text),
    directiveState: { done: false, directives: [], problems: [] },
    escape: char.backslash,
    above: [],
    comments: [],
    instructions: [],
    problems: [],
  };
  while (nextLine(state.reader)) readLine(state);
  return {
    text,
    escape: state.escape === char.backtick ? '`' : '\\',
    directives: state.directiveState.directives,
    comments: state.comments,
    instructions: state.instructions,
    errors: [...state.directiveState.problems, ...state.reader.tooLong.map(tooLong), ...state.problems],
  };
}

interface State {
  readonly reader: LineReader;
  readonly directiveState: DirectiveState;
  escape: number;
  /** The comments above the next instruction. */
  above: Comment[];
  readonly comments: Comment[];
  readonly instructions: Instruction[];
  readonly problems: SyntaxProblem[];
}

const noComments: readonly Comment[] = [];
const noBlankLines: readonly Span[] = [];

/** Reads one comment, directive, or instruction with all its continued lines and heredocs. */
function readLine(state: State): void {
  const { reader, directiveState } = state;
  const start = skipSpaces(reader.text, reader.start, reader.end);
  if (start === reader.end) {
    directiveState.done = true;
    return;
  }
  if (reader.text.charCodeAt(start) === char.hash) {
    readComment(state, start);
    return;
  }
  directiveState.done = true;
  const draft = joinLines(state, start);
  const { length } = draft.text;
  const instruction = buildInstruction(
    {
      line: draft,
      reader,
      escape: state.escape,
      comments: state.above.length > 0 ? state.above : noComments,
      blankLines: draft.blankLines ?? noBlankLines,
      problems: state.problems,
      depth: 0,
    },
    skipSpaces(draft.text, 0, length),
    trimmedEnd(draft.text, 0, length),
  );
  state.instructions.push(instruction);
  if (state.above.length > 0) state.above = [];
}

function readComment(state: State, start: number): void {
  const { reader, directiveState } = state;
  if (!directiveState.done) {
    const directive = readDirective(directiveState, reader.text, start, reader.end);
    if (directive?.name === 'escape' && isFirst(directiveState)) {
      if (directive.value === '`') state.escape = char.backtick;
    }
    if (directive) return;
  }
  const comment = commentAt(reader, start);
  state.comments.push(comment);
  // Only a lone `#` without white space before it parts comments: BuildKit cuts off the line's first character.
  if (comment.text === '' && start === reader.start) state.above = [];
  else state.above.push(comment);
}

function isFirst({ directives }: DirectiveState): boolean {
  return directives.filter(({ name }) => name === 'escape').length === 1;
}

interface Draft {
  text: string;
  readonly starts: number[];
  readonly sources: number[];
  blankLines: Span[] | undefined;
}

/** Joins the current line, whose text begins at `start`, with the lines that continue it. */
function joinLines(state: State, start: number): Draft {
  const { reader, escape } = state;
  const draft: Draft = { text: '', starts: [], sources: [], blankLines: undefined };
  let continuation = continuationAt(reader, start, escape);
  addPiece(draft, reader, start, continuation);
  while (continuation >= 0 && nextLine(reader)) {
    const comment = commentStart(reader);
    if (comment >= 0) state.comments.push(commentAt(reader, comment));
    else if (isBlankLine(reader)) (draft.blankLines ??= []).push({ start: reader.start, end: reader.at });
    else {
      continuation = continuationAt(reader, reader.start, escape);
      addPiece(draft, reader, reader.start, continuation);
    }
  }
  return draft;
}

function addPiece(draft: Draft, reader: LineReader, start: number, continuation: number): void {
  const end = continuation < 0 ? reader.end : continuation;
  if (end === start && draft.starts.length > 0) return;
  draft.starts.push(draft.text.length);
  draft.sources.push(start);
  draft.text += reader.text.slice(start, end);
}

function commentAt(reader: LineReader, start: number): Comment {
  const end = trimmedEnd(reader.text, start, reader.end);
  return { span: { start, end }, text: reader.text.slice(skipSpaces(reader.text, start + 1, end), end) };
}

function tooLong(span: Span): SyntaxProblem {
  return {
    code: 'line-too-long',
    span,
    message: message('This line is longer than the {0} bytes that the builder reads.', 65_535),
  };
}
