import type { Diagnostic } from './lint/diagnostic.ts';
import type { LintOptions } from './lint/options.ts';
import type { Fix, RuleInfo } from './lint/rule.ts';
import type { Markup } from './text/markup.ts';
import type { Message } from './text/message.ts';
import type { Span } from './text/span.ts';
import type { TextEdit } from './text/textEdit.ts';
import type { Workspace } from './workspace.ts';

/** What a hover shows, and the text it speaks of. */
export interface Hover {
  readonly span: Span;
  readonly content: Markup;
}

/** What a completion stands for; the edge chooses the icon. */
export type CompletionKind =
  'keyword' | 'property' | 'value' | 'variable' | 'reference' | 'file' | 'folder' | 'snippet';

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
  /** Edits elsewhere that belong to the offer; they do not touch `span`. */
  readonly furtherEdits?: readonly TextEdit[];
  /** Shown on demand, in a panel beside the list. */
  readonly docs: Markup;
}

/** One place that names a thing: where it is set, or where it is used. */
export interface Occurrence {
  readonly span: Span;
  readonly role: 'definition' | 'use';
}

/** Where something is defined. */
export interface Definition {
  /** The text that was asked about. */
  readonly span: Span;
  readonly targets: readonly Target[];
}

/** A place to go to: all that belongs to it, and the name within. */
export interface Target {
  readonly span: Span;
  readonly nameSpan: Span;
}

/** Where something is defined in other files. */
export interface FileDefinition {
  /** The text that was asked about. */
  readonly span: Span;
  readonly targets: readonly FilePlace[];
}

/** Why something cannot be done. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly reason: Message;
}

/** What would be renamed: its name as it is, and where that stands. */
export interface RenamePlace {
  readonly kind: 'place';
  readonly span: Span;
  readonly name: string;
}

/** The edits that rename something everywhere. They do not overlap. */
export interface RenameEdits {
  readonly kind: 'edits';
  readonly edits: readonly TextEdit[];
}

/** What an item of the outline is; the edge chooses the icon. */
export type OutlineKind =
  | 'stage'
  | 'service'
  | 'section'
  | 'variable'
  | 'label'
  | 'command'
  | 'entry'
  | 'event'
  | 'file'
  | 'folder'
  | 'port'
  | 'setting';

/** An item of the outline. `span` holds `nameSpan` and the spans of the children. */
export interface OutlineItem {
  /** Never empty. */
  readonly name: string;
  /** Said beside the name; may be empty. */
  readonly detail: string;
  readonly kind: OutlineKind;
  readonly span: Span;
  /** What is shown when the item is chosen. */
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

/** A piece of text that leads to a page. */
export interface Link {
  readonly span: Span;
  readonly href: string;
  /** What would be opened; the address where it is absent. */
  readonly tooltip?: Message;
}

/** A piece of text that leads to a file, by its path in the workspace. */
export interface FileLink {
  readonly span: Span;
  readonly path: string;
}

/** Which way to follow the calls of a thing: to those that use it, or to those that it uses. */
export type CallDirection = 'incoming' | 'outgoing';

/** One thing that uses another, or is used by it. */
export interface Call {
  readonly item: OutlineItem;
  /** The places of the use, all in the thing that uses. */
  readonly spans: readonly Span[];
}

/** Lines that can be folded into the first of them. Zero-based, both inclusive. */
export interface Fold {
  readonly kind: 'code' | 'comment' | 'region';
  readonly start: number;
  readonly end: number;
}

/** What a piece of text means, in the names of the Language Server Protocol. */
export type SemanticTokenType =
  | 'comment'
  | 'enumMember'
  | 'keyword'
  /** The name of a heredoc. */
  | 'label'
  /** A stage. */
  | 'namespace'
  | 'number'
  | 'operator'
  /** A flag. */
  | 'parameter'
  | 'property'
  | 'string'
  /** An image. */
  | 'type'
  | 'variable';

/** A piece of text on one line, and what it means. */
export interface SemanticToken extends Span {
  readonly type: SemanticTokenType;
  readonly modifier?: 'declaration';
}

/** How something can be written, while it is written. */
export interface SignatureHelp {
  readonly signatures: readonly Signature[];
  /** The signature that is being written, and its parameter: indices. */
  readonly active: number;
  readonly activeParameter: number;
}

export interface Signature {
  readonly label: string;
  readonly docs: Markup;
  readonly parameters: readonly SignatureParameter[];
}

/** A part of a signature; offsets count in its label. */
export interface SignatureParameter extends Span {
  readonly docs: Markup;
}

/** What an inlay hint tells: the value of a variable, the stage that a number means, or what counts in place of a value. */
export type InlayHintKind = 'variable' | 'stage' | 'override';

/** A short text that is shown behind what stands before `offset`. It is taken from the file. */
export interface InlayHint {
  readonly offset: number;
  readonly kind: InlayHintKind;
  readonly text: string;
}

/** A change that somebody may want, and that no diagnostic asks for. */
export interface Refactoring {
  /** What it does to the structure of the file; it is only written in another way where this is absent. */
  readonly kind?: 'extract' | 'inline';
  readonly title: Message;
  readonly edits: readonly TextEdit[];
  /** A file that is made with it, by its path from the folder of the document. It is not there yet. */
  readonly newFile?: { readonly path: string; readonly text: string };
}

/** What a file and those around it amount to, as a text. */
export interface Preview {
  readonly name: string;
  readonly text: string;
  /** What is wrong with it, in any of the files. */
  readonly problems: readonly { readonly message: Message; readonly place: FilePlace }[];
  /** Where the piece of the text at an offset comes from; undefined where no file says it. */
  sourceAt(offset: number): FilePlace | undefined;
}

/** A place in another file. */
export interface FilePlace {
  /** Absolute. */
  readonly path: string;
  /** What stands in that file. */
  readonly text: string;
  readonly span: Span;
}

/** A place in another file that names a thing. */
export interface FileOccurrence extends FilePlace {
  readonly role: Occurrence['role'];
}

/** How the formatter writes; `keep` leaves what is there. */
export interface FormatOptions {
  /** The columns of one level of indentation, 1 to 16. */
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly keywordCase: 'keep' | 'upper' | 'lower';
  /** Where the character stands that continues a line: one space behind the text, or all below one another. */
  readonly backslash: 'keep' | 'one-space' | 'align';
  /** How many blank lines stand before a stage; undefined keeps them, as long as they are not too many. */
  readonly stageBlankLines: number | undefined;
}

/**
 * A language as the edges see it: a parser and one optional function for each editor feature.
 * All are pure and never throw; offsets are UTF-16 offsets into the text that was parsed. Those that wait for the
 * workspace take copies of the spans they need before: the model may move on meanwhile.
 */
export interface Language<Model> {
  /** The language id of VS Code. */
  readonly id: string;
  /** Larger texts are not parsed: the edge says so instead. In UTF-16 code units. */
  readonly maxLength: number;
  readonly rules: readonly RuleInfo[];
  /**
   * Reads a text. From the model of an earlier text it may take over what is still there: that one is not to be used
   * any more.
   */
  parse(text: string, earlier?: Model): Model;
  /** Hard errors and findings of rules, in the order of the text. */
  diagnose(model: Model, options?: LintOptions): readonly Diagnostic[];
  /** What only a look at the world around the document can find. It comes after the others, which do not wait for it. */
  inspect?(model: Model, workspace: Workspace, options?: LintOptions): Promise<readonly Diagnostic[]>;
  /** What the document and those around it amount to. */
  preview?(model: Model, workspace: Workspace): Promise<Preview | undefined>;
  /**
   * Whether what is found around the document changes what was found in it. When a document is opened, it is worth a
   * moment to wait for that.
   */
  readonly inspectionRevises?: true;
  /** The comments that would turn off what was found: for its place, and for the whole file. */
  ignoreFixes?(model: Model, diagnostic: Diagnostic, options?: LintOptions): readonly Fix[];
  completion?(model: Model, offset: number): readonly Completion[];
  /** Further offers, of what lies around the document. */
  lookupCompletion?(model: Model, offset: number, workspace: Workspace): Promise<readonly Completion[]>;
  hover?(model: Model, offset: number): Hover | undefined;
  /** What the world around the document tells of a place, to be said after what `hover` says of it. */
  lookupHover?(model: Model, offset: number, workspace: Workspace): Promise<Hover | undefined>;
  definition?(model: Model, offset: number): Definition | undefined;
  /** Where the thing at `offset` is defined in other files, asked where `definition` knows nothing. */
  lookupDefinition?(model: Model, offset: number, workspace: Workspace): Promise<FileDefinition | undefined>;
  /** All places of the thing that is named at `offset`, in the order of the text. */
  occurrences?(model: Model, offset: number): readonly Occurrence[];
  /** The places of that thing in other files. */
  lookupOccurrences?(model: Model, offset: number, workspace: Workspace): Promise<readonly FileOccurrence[]>;
  /** Undefined where nothing has a name. `around` are the places of the thing in other files. */
  prepareRename?(model: Model, offset: number, around?: readonly FileOccurrence[]): RenamePlace | Refusal | undefined;
  rename?(
    model: Model,
    offset: number,
    newName: string,
    around?: readonly FileOccurrence[],
  ): RenameEdits | Refusal | undefined;
  symbols?(model: Model): readonly OutlineItem[];
  folding?(model: Model): readonly Fold[];
  /** The thing at `offset` whose uses can be followed as a tree. */
  callItem?(model: Model, offset: number): OutlineItem | undefined;
  calls?(model: Model, offset: number, direction: CallDirection): readonly Call[];
  links?(model: Model): readonly Link[];
  /** Links to files around the document. */
  lookupLinks?(model: Model, workspace: Workspace): Promise<readonly FileLink[]>;
  /** What a selection at `offset` grows to: never empty, each span holds the one before, and the offset. */
  selection?(model: Model, offset: number): readonly Span[];
  /** The places whose texts are the same and stay so: an edit of one is made in all. */
  linkedRanges?(model: Model, offset: number): readonly Span[];
  /** The edits that bring the lines that `span` touches in shape: in the order of the text, without overlap. */
  format?(model: Model, span: Span, options: FormatOptions): readonly TextEdit[];
  /** The edits when a line was just begun by Enter, `offset` being on it: that line's indentation, and the line before. */
  formatOnEnter?(model: Model, offset: number, options: FormatOptions): readonly TextEdit[];
  /** What the pieces of the text that `span` touches mean, in the order of the text, without overlap. */
  semanticTokens?(model: Model, span: Span): readonly SemanticToken[];
  /** How what stands at `offset` goes on. */
  signature?(model: Model, offset: number): SignatureHelp | undefined;
  /** The hints within `span`, in the order of the text. */
  inlayHints?(model: Model, span: Span, kinds: ReadonlySet<InlayHintKind>): readonly InlayHint[];
  /** Further hints, of what lies around the document. */
  lookupInlayHints?(
    model: Model,
    span: Span,
    kinds: ReadonlySet<InlayHintKind>,
    workspace: Workspace,
  ): Promise<readonly InlayHint[]>;
  /** What a text becomes that is pasted over `span`; undefined where it is pasted as it is. */
  paste?(model: Model, span: Span, pasted: string): Refactoring | undefined;
  /** What can be made of the text that `span` touches. */
  refactorings?(model: Model, span: Span): readonly Refactoring[];
  /** Further ones, that need to know the world around the document. */
  lookupRefactorings?(model: Model, span: Span, workspace: Workspace): Promise<readonly Refactoring[]>;
}
