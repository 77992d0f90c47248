import type { Diagnostic } from './lint/diagnostic.ts';
import type { RuleInfo } from './lint/rule.ts';
import type { Markup } from './text/markup.ts';
import type { Message } from './text/message.ts';
import type { Span } from './text/span.ts';

/** What a hover shows, and the text it speaks of. */
export interface Hover {
  readonly span: Span;
  readonly content: Markup;
}

/** What a completion stands for; the edge chooses the icon. */
export type CompletionKind = 'keyword' | 'property' | 'value' | 'variable' | 'reference' | 'file' | 'snippet';

/** One offer at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** The text that is replaced when the offer is taken. It contains the cursor. */
  readonly span: Span;
  /** What is put there; a snippet in the syntax of the Language Server Protocol when `isSnippet`. */
  readonly newText: string;
  readonly isSnippet: boolean;
  /** Said beside the label. */
  readonly detail?: Message;
  /** Sorts the offer among the others; the label where it is absent. */
  readonly sortText?: string;
  readonly deprecated?: boolean;
  /** Shown on demand, in a panel beside the list. */
  readonly docs: Markup;
}

/**
 * A language as the edges see it: a parser and one optional function for each editor feature.
 * All are pure and never throw; offsets are UTF-16 offsets into the text that was parsed.
 */
export interface Language<Model> {
  /** The language id of VS Code. */
  readonly id: string;
  /** Larger texts are not parsed: the edge says so instead. In UTF-16 code units. */
  readonly maxLength: number;
  readonly rules: readonly RuleInfo[];
  parse(text: string): Model;
  /** Hard errors and findings of rules, in the order of the text. */
  diagnose(model: Model): readonly Diagnostic[];
  completion?(model: Model, offset: number): readonly Completion[];
  hover?(model: Model, offset: number): Hover | undefined;
}
