import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Fix } from '../../lint/rule.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction, InstructionKind, InstructionOf, Word } from '../parse/ast.ts';
import { expand } from '../parse/expand.ts';
import type { LogicalLine } from '../parse/logicalLine.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import type { Scope } from '../variables/scope.ts';
import { unknownScope } from '../variables/scope.ts';

/** The state of a walk that looks for what the builder rejects. */
export interface Checker {
  readonly model: DockerfileModel;
  readonly escape: number;
  readonly problems: Diagnostic[];
  /** Use `stateOf`, or `scopeFor` a text. */
  readonly state: State;
  /** Whether a check has used the state: then what it found follows from more than the instruction. */
  usedState: boolean;
}

/** What the instructions before leave to the next one. */
export interface State {
  /** The variables that the instruction sees. */
  scope: Scope;
  /** The variables of the ARG before the first FROM, for the stages. */
  globals: Scope | undefined;
  /** Whether the working directory is surely the root: a relative path of nothing is the root then. */
  isAtRoot: boolean;
}

/** The state that the instruction finds, and may change. */
export function stateOf(checker: Checker): State {
  checker.usedState = true;
  return checker.state;
}

/** The variables that a text sees. */
export function scopeFor(checker: Checker, text: string): Scope {
  return text.includes('$') ? stateOf(checker).scope : unknownScope;
}

/** Looks at one instruction. */
export type Check = (instruction: Instruction, checker: Checker) => void;

/** Something to report, with mends. */
export interface Problem {
  readonly code: string;
  readonly span: Span;
  readonly message: Message;
  readonly fixes?: readonly Fix[];
}

/** A check for instructions of one kind. */
export function on<Kind extends InstructionKind>(
  kind: Kind,
  check: (instruction: InstructionOf<Kind>, checker: Checker) => void,
): readonly [InstructionKind, Check] {
  return [
    kind,
    (instruction, checker) => {
      if (isOfKind(instruction, kind)) check(instruction, checker);
    },
  ];
}

/** Adds a hard error. Long arguments of its message are cut. */
export function report(checker: Checker, problem: Problem): void {
  const { text, args } = problem.message;
  checker.problems.push({
    ...problem,
    message: { text, args: args.map((arg) => (typeof arg === 'string' ? clip(arg) : arg)) },
    aliases: aliasesByCode.get(problem.code) ?? noAliases,
    severity: 'error',
    isRule: false,
  });
}

/** A fix that puts `newText` in the place of `span`. */
export function replacement(span: Span, newText: string): Fix {
  return { title: message('Change to {0}', newText), edits: [{ span, newText }], preferred: true };
}

/** The value of a word with variables expanded; undefined where the file does not tell it, or after an error. */
export function expanded(checker: Checker, line: LogicalLine, word: Word): string | undefined {
  return expandedText(checker, word.text, (start, end) => sourceSpan(line, word.at + start, word.at + end));
}

/** The value of a text; `spanOf` says where its characters stand. */
export function expandedText(
  checker: Checker,
  text: string,
  spanOf: (start: number, end: number) => Span,
): string | undefined {
  if (!needsExpansion(text, checker.escape)) return text;
  const { value, problem } = expand(text, checker.escape, scopeFor(checker, text), 'word');
  if (!problem) return value;
  const { code, start, end, message: text_ } = problem;
  report(checker, { code, span: spanOf(start, Math.min(end, text.length)), message: text_ });
  return undefined;
}

function needsExpansion(text: string, escape: number): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === dollar || code === doubleQuote || code === singleQuote || code === escape) return true;
  }
  return false;
}

const dollar = 36;
const doubleQuote = 34;
const singleQuote = 39;
const noAliases: readonly string[] = [];

/** The names that other linters have for the same error. */
const aliasesByCode: ReadonlyMap<string, readonly string[]> = new Map([
  ['circular-stage', ['DL3023']],
  // BuildKit's check of that name comes beside the error, whether there are ARG or not.
  ['empty-base', ['InvalidDefaultArgInFrom']],
  ['invalid-image', ['InvalidDefaultArgInFrom']],
  ['invalid-port', ['DL3011']],
  ['invalid-trigger', ['DL3043']],
  ['later-stage', ['DL3022']],
  ['no-stage', ['DL3061']],
  ['unknown-stage', ['DL3022']],
]);

const maxArgLength = 80;

function clip(text: string): string {
  return text.length > maxArgLength ? `${text.slice(0, maxArgLength)}…` : text;
}

function isOfKind<Kind extends InstructionKind>(
  instruction: Instruction,
  kind: Kind,
): instruction is InstructionOf<Kind> {
  return instruction.kind === kind;
}
