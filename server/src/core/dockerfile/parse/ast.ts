import type { Message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { LogicalLine } from './logicalLine.ts';

/**
 * A Dockerfile as BuildKit reads it. Every character of the text belongs to a directive, a comment,
 * an instruction, or the white space, line ends and continuation characters between their parts (see tokens.ts).
 */
export interface DockerfileTree {
  readonly text: string;
  /** Escapes characters and continues lines: `\`, or a backtick by directive. */
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  /** All comment lines, those inside of continued instructions too. Directives are none. */
  readonly comments: readonly Comment[];
  readonly instructions: readonly Instruction[];
  /** What the parser itself rejects, in the order of the text. */
  readonly errors: readonly SyntaxProblem[];
  /** The text in pieces, without gaps between them. */
  readonly segments: readonly Segment[];
}

/**
 * A piece of the text that is read by itself: an instruction with the comments and blank lines above it, up to the end
 * of its last line. What stands behind the last instruction is one, too.
 */
export interface Segment extends Span {
  readonly instruction: Instruction | undefined;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxProblem[];
}

/** Something that the file is rejected for. */
export interface SyntaxProblem {
  readonly code: string;
  readonly span: Span;
  readonly message: Message;
}

/** The parser directives that BuildKit knows. */
export type DirectiveName = 'syntax' | 'escape' | 'check';

/** A line such as `# syntax=docker/dockerfile:1` at the top of the file. */
export interface Directive {
  /** From `#` to the end of the value. */
  readonly span: Span;
  readonly name: DirectiveName;
  readonly nameSpan: Span;
  readonly value: string;
  readonly valueSpan: Span;
}

/** A comment line, from its `#` to its end. */
export interface Comment {
  readonly span: Span;
  /** Without the `#`, trimmed. */
  readonly text: string;
}

/** A piece of an instruction's logical line: `text === line.text.slice(at, at + text.length)`. */
export interface Word {
  readonly text: string;
  readonly span: Span;
  /** Where it begins in the logical line. */
  readonly at: number;
}

/** A leading `--name=value`. */
export interface Flag {
  readonly span: Span;
  /** Without the dashes, quotes and escapes taken out. */
  readonly name: string;
  /** With the dashes. */
  readonly nameSpan: Span;
  /** Quotes and escapes taken out; absent where there is no `=`. */
  readonly value: string | undefined;
  /** The value as written. */
  readonly valueWord: Word | undefined;
}

/** A document inside of an instruction: `<<EOF` and the lines up to `EOF`. */
export interface Heredoc {
  /** The word with `<<`, as written. */
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  /** Whether variables are expanded in the body: not when the name is quoted. Holds for COPY and ADD. */
  readonly expands: boolean;
  /** `<<-`: leading tabs are dropped from the body and before the terminator. */
  readonly stripsTabs: boolean;
  /** The lines between, with their line ends. */
  readonly body: Span;
  /** The closing name; absent where the file ends before. */
  readonly terminator: Span | undefined;
}

/** A string of the JSON form. */
export interface JsonString {
  /** With the quotes. */
  readonly span: Span;
  readonly value: string;
}

/** The arguments of an instruction that may be written as a JSON array of strings. */
export type CommandLine =
  | { readonly form: 'shell'; readonly word: Word }
  | { readonly form: 'json'; readonly strings: readonly JsonString[]; readonly span: Span };

/** What all instructions share. */
export interface InstructionBase<Kind extends string> {
  readonly kind: Kind;
  /** From the keyword to the last character that is not white space, heredocs included. */
  readonly span: Span;
  readonly keyword: Word;
  readonly flags: readonly Flag[];
  readonly line: LogicalLine;
  /** Where the arguments begin in the logical line, behind keyword and flags. */
  readonly argumentsAt: number;
  /** The comments above it, as BuildKit gathers them; an empty comment line drops those before. */
  readonly comments: readonly Comment[];
  /** Blank lines between its continued lines, with their line ends. */
  readonly blankLines: readonly Span[];
  readonly heredocs: readonly Heredoc[];
}

/** FROM: one word, or `image AS name`. Other counts are kept as they are. */
export interface From extends InstructionBase<'from'> {
  readonly words: readonly Word[];
}

/** RUN, CMD, ENTRYPOINT and SHELL. */
interface CommandInstruction<Kind extends 'run' | 'cmd' | 'entrypoint' | 'shell'> extends InstructionBase<Kind> {
  /** Absent where nothing follows the keyword. */
  readonly command: CommandLine | undefined;
}

/** HEALTHCHECK: NONE, or CMD and a command. */
interface Healthcheck extends InstructionBase<'healthcheck'> {
  readonly type: Word | undefined;
  readonly command: CommandLine | undefined;
}

/** COPY and ADD, VOLUME, EXPOSE: a list of words or, but for EXPOSE, of JSON strings. */
interface ListInstruction<Kind extends 'copy' | 'add' | 'volume' | 'expose'> extends InstructionBase<Kind> {
  readonly form: 'words' | 'json';
  readonly items: readonly ListItem[];
}

/** A word or a JSON string of a list. `word` is absent for a JSON string. */
export interface ListItem {
  readonly span: Span;
  readonly value: string;
  readonly word: Word | undefined;
}

/** A `name=value` of ENV, LABEL or ARG, quotes kept. */
export interface Pair {
  readonly span: Span;
  readonly name: Word;
  /** Absent for an ARG without default. */
  readonly value: Word | undefined;
}

/** ENV, LABEL and ARG. */
interface PairInstruction<Kind extends 'env' | 'label' | 'arg'> extends InstructionBase<Kind> {
  readonly pairs: readonly Pair[];
  /** The old form `ENV name value`, in which all the rest is the value. */
  readonly legacy: boolean;
}

/** MAINTAINER, STOPSIGNAL, USER and WORKDIR: the rest of the line as one text. */
export interface TextInstruction<
  Kind extends 'maintainer' | 'stopsignal' | 'user' | 'workdir',
> extends InstructionBase<Kind> {
  readonly value: Word | undefined;
}

/** ONBUILD: an instruction for the builds on top of this image. */
interface Onbuild extends InstructionBase<'onbuild'> {
  readonly trigger: Instruction | undefined;
}

/** A line whose keyword is no instruction. */
interface Unknown extends InstructionBase<'unknown'> {
  readonly rest: Word | undefined;
}

/** An instruction, by its `kind`. */
export type Instruction =
  | From
  | CommandInstruction<'run'>
  | CommandInstruction<'cmd'>
  | CommandInstruction<'entrypoint'>
  | CommandInstruction<'shell'>
  | Healthcheck
  | ListInstruction<'copy'>
  | ListInstruction<'add'>
  | ListInstruction<'volume'>
  | ListInstruction<'expose'>
  | PairInstruction<'env'>
  | PairInstruction<'label'>
  | PairInstruction<'arg'>
  | TextInstruction<'maintainer'>
  | TextInstruction<'stopsignal'>
  | TextInstruction<'user'>
  | TextInstruction<'workdir'>
  | Onbuild
  | Unknown;

/** The name of an instruction in lower case, or `unknown`. */
export type InstructionKind = Instruction['kind'];

/** The instruction of one kind, or of several. */
export type InstructionOf<Kind extends InstructionKind> = Extract<Instruction, { readonly kind: Kind }>;
