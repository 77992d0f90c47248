import { countWhile } from '../../text/countWhile.ts';
import type { Span } from '../../text/span.ts';
import { message } from '../../text/message.ts';
import type { Comment, Directive, DockerfileTree, Instruction, Segment, SyntaxProblem } from './ast.ts';
import { changeBetween } from '../../text/change.ts';
import { char, skipSpaces, trimmedEnd } from './chars.ts';
import type { DirectiveState } from './directives.ts';
import { readDirective } from './directives.ts';
import { buildInstruction } from './instruction.ts';
import type { LineReader } from './lineReader.ts';
import { commentStart, continuationAt, isBlankLine, lineReader, nextLine } from './lineReader.ts';
import { moveSegment } from './move.ts';

/**
 * Reads a Dockerfile as BuildKit's parser does (frontend/dockerfile/parser/parser.go), but goes on after an error.
 * Never throws; takes time in proportion to the text.
 *
 * From the tree of an earlier text it takes over the instructions that are still there, so that an edit costs no more
 * than the instructions that it touches. They keep their identity and move to their new places: the earlier tree is
 * not to be used any more.
 */
export function parseDockerfile(text: string, earlier?: DockerfileTree): DockerfileTree {
  const state: State = {
    reader: lineReader(text),
    directiveState: { done: false, directives: [], problems: [] },
    escape: char.backslash,
    above: [],
    comments: [],
    instruction: undefined,
    problems: [],
  };
  const resume = earlier && takeBeginning(state, earlier);
  const segments = earlier && resume ? earlier.segments.slice(0, resume.next) : [];
  for (let segment = readSegment(state); segment; segment = readSegment(state)) {
    segments.push(segment);
    const rest = resume && takeRest(state, resume);
    if (rest) return treeOf(text, state, segments.concat(rest));
  }
  return treeOf(text, state, segments);
}

function treeOf(text: string, { escape, directiveState }: State, segments: readonly Segment[]): DockerfileTree {
  const comments: Comment[] = [];
  const instructions: Instruction[] = [];
  const errors: SyntaxProblem[] = [];
  for (const segment of segments) {
    addAll(comments, segment.comments);
    if (segment.instruction) instructions.push(segment.instruction);
    addAll(errors, segment.errors);
  }
  return {
    text,
    escape: escape === char.backtick ? '`' : '\\',
    directives: directiveState.directives,
    comments,
    instructions,
    errors,
    segments,
  };
}

function addAll<Item>(all: Item[], items: readonly Item[]): void {
  // Most have none.
  if (items.length > 0) for (const item of items) all.push(item);
}

/** Where an earlier text goes on as the new one does. */
interface Resume {
  readonly earlier: DockerfileTree;
  /** How far the texts behind the change have moved. */
  readonly shift: number;
  /** Where the change ends in the new text. */
  readonly end: number;
  /** The next segment of the earlier tree that may be taken over. */
  next: number;
}

/** Stands behind the segments before the change. */
function takeBeginning(state: State, earlier: DockerfileTree): Resume {
  const { reader, directiveState } = state;
  const change = changeBetween(earlier.text, reader.text);
  const next = segmentsBefore(earlier, change.start);
  const last = earlier.segments[next - 1];
  if (last) {
    reader.at = last.end;
    directiveState.done = true;
    directiveState.directives.push(...earlier.directives);
    state.escape = earlier.escape.charCodeAt(0);
  }
  return { earlier, shift: change.newEnd - change.oldEnd, end: change.newEnd, next };
}

/** How many segments end before an offset. What reaches to the end of the text might go on in a longer one. */
function segmentsBefore({ segments, text }: DockerfileTree, offset: number): number {
  const limit = Math.min(offset, text.length - 1);
  return countWhile(segments.length, (index) => (segments[index]?.end ?? 0) <= limit);
}

/** All that follows, where the earlier tree has a segment that begins here; moved to where it is now. */
function takeRest({ reader, directiveState }: State, resume: Resume): readonly Segment[] | undefined {
  const { earlier, shift, end } = resume;
  if (reader.at < end) return undefined;
  const at = reader.at - shift;
  while ((earlier.segments[resume.next]?.start ?? at) < at) resume.next++;
  if (earlier.segments[resume.next]?.start !== at) return undefined;
  // Directives change what all the rest means.
  if (!isSame(directiveState.directives, earlier.directives)) return undefined;
  const rest = earlier.segments.slice(resume.next);
  if (shift !== 0) for (const segment of rest) moveSegment(segment, shift);
  return rest;
}

function isSame(directives: readonly Directive[], others: readonly Directive[]): boolean {
  return (
    directives.length === others.length &&
    directives.every(({ name, value }, index) => name === others[index]?.name && value === others[index].value)
  );
}

interface State {
  readonly reader: LineReader;
  readonly directiveState: DirectiveState;
  escape: number;
  /** The comments above the next instruction. */
  above: Comment[];
  /** What the segment has that is being read. */
  comments: Comment[];
  instruction: Instruction | undefined;
  problems: SyntaxProblem[];
}

const noComments: readonly Comment[] = [];
const noBlankLines: readonly Span[] = [];
const noProblems: readonly SyntaxProblem[] = [];

/** Reads up to the end of the next instruction, or of the text; undefined where nothing is left. */
function readSegment(state: State): Segment | undefined {
  const { reader, directiveState } = state;
  const start = reader.at;
  while (!state.instruction && nextLine(reader)) readLine(state);
  if (reader.at === start) return undefined;
  const { instruction, comments, problems } = state;
  const hasErrors = problems.length + directiveState.problems.length + reader.tooLong.length > 0;
  const segment: Segment = {
    start,
    end: reader.at,
    instruction,
    comments: comments.length > 0 ? comments : noComments,
    errors: hasErrors
      ? [...directiveState.problems.splice(0), ...reader.tooLong.splice(0).map(tooLong), ...problems]
      : noProblems,
  };
  if (comments.length > 0) state.comments = [];
  if (problems.length > 0) state.problems = [];
  state.instruction = undefined;
  return segment;
}

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
  state.instruction = buildInstruction(
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
