import type { Span } from '../text/span.ts';

/** A shell script, or a part of one that runs by itself: commands one after the other. Offsets count in the text that was parsed. */
export interface Script extends Span {
  readonly items: readonly ListItem[];
  /** Whether everything that was opened was closed, and nothing stood where it cannot. */
  readonly isComplete: boolean;
}

/** A pipeline, and the sign behind it that says when the next one runs. */
export interface ListItem {
  readonly pipeline: Pipeline;
  /** Absent behind the last one. */
  readonly operator: Operator | undefined;
}

export interface Operator extends Span {
  readonly text: '&&' | '||' | ';' | '&' | '\n';
}

/** Commands joined by `|`: mostly one. */
export interface Pipeline extends Span {
  readonly isNegated: boolean;
  readonly commands: readonly Command[];
}

export type Command = SimpleCommand | CompoundCommand;

/** A program or a builtin with its arguments. */
export interface SimpleCommand extends Span {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  /** The name and the arguments; none where there are only assignments or redirections. */
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
}

/** A command that holds others. */
export interface CompoundCommand extends Span {
  readonly kind:
    'subshell' | 'group' | 'if' | 'while' | 'until' | 'for' | 'select' | 'case' | 'function' | 'arithmetic';
  /** The variable of a loop, or the name of a function. */
  readonly name: Word | undefined;
  /** What a loop goes through, what a case looks at, and its patterns. */
  readonly words: readonly Word[];
  readonly bodies: readonly Script[];
  readonly redirections: readonly Redirection[];
}

/** `name=value` before a command. */
export interface Assignment extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** The words of an array; otherwise one word, or none. */
  readonly values: readonly Word[];
}

export interface Redirection extends Span {
  /** Such as `>` or `<<-`, without the number or variable before it. */
  readonly operator: string;
  readonly target: Word | undefined;
  /** The lines of a heredoc, where they follow. */
  readonly heredoc: HeredocBody | undefined;
}

export interface HeredocBody extends Span {
  /** Whether variables are expanded in it. */
  readonly expands: boolean;
}

/** A word, as the shell splits them. */
export interface Word extends Span {
  readonly parts: readonly Part[];
  /** What it stands for, without quotes and escapes; each expansion is a `$`. */
  readonly text: string;
  /** Whether the text is all there is to know: nothing in it is expanded. */
  readonly isPlain: boolean;
}

/** A piece of a word. */
export type Part = TextPart | VariablePart | CommandPart | ArithmeticPart;

interface PartBase extends Span {
  /** The quotes around it. */
  readonly quote: '"' | "'" | undefined;
}

export interface TextPart extends PartBase {
  readonly kind: 'text';
  /** Without quotes and escapes. */
  readonly text: string;
}

/** `$name` and `${name…}`. */
export interface VariablePart extends PartBase {
  readonly kind: 'variable';
  readonly name: string;
  readonly nameSpan: Span;
  /** What stands behind the name in braces, such as `:-`; empty without. */
  readonly modifier: string;
  /** The text behind the modifier. */
  readonly operand: readonly Part[];
}

/** `$(…)` and the old form in backticks, and `<(…)`. */
export interface CommandPart extends PartBase {
  readonly kind: 'command';
  readonly script: Script;
}

/** `$((…))`. */
export interface ArithmeticPart extends PartBase {
  readonly kind: 'arithmetic';
  /** The variables in it. */
  readonly names: readonly Span[];
}
