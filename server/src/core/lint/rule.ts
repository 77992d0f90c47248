import type { ImageFacts } from '../workspace.ts';
import type { Message } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { RuleSettings } from './ruleSettings.ts';

/**
 * A promise about the file. Error: the real tool rejects it. Warning: it works and is probably wrong.
 * Information and hint: advice.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/**
 * How much is said. `build`: only what the engine itself says. `recommended`: also what is probably wrong. `strict`: also
 * all that other linters advise.
 */
export const profiles = ['build', 'recommended', 'strict'] as const;

export type Profile = (typeof profiles)[number];

/** What a rule is about; groups the rule pages. */
export type Category = 'correctness' | 'deprecated' | 'maintainability' | 'security' | 'size' | 'style';

/** A mend for a finding: small edits that keep everything else as the user wrote it. */
export interface Fix {
  readonly title: Message;
  readonly edits: readonly TextEdit[];
  /** Whether the fix may be applied without asking, as by "fix all". At most one fix of a finding is preferred. */
  readonly preferred?: boolean;
}

/** What a rule found: where, what to say, how to mend it. */
export interface Finding {
  readonly span: Span;
  readonly message: Message;
  readonly fixes?: readonly Fix[];
  /** Shows the span faded out or struck through. */
  readonly tag?: 'unnecessary' | 'deprecated';
}

/**
 * An example is a test and a piece of the rule's page. `«` and `»` mark each finding in `bad`;
 * `fixed` is the text after all preferred fixes. A `good` example has no findings. `settings` are those it needs.
 */
export type Example = ({ readonly bad: string; readonly fixed?: string } | { readonly good: string }) & {
  /** The texts of the files beside it, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the engine knows of local images, by their names. */
  readonly images?: Readonly<Record<string, Partial<ImageFacts>>>;
  readonly settings?: Partial<RuleSettings>;
};

/**
 * A lint rule: everything about it in one value, in one file.
 * `Nodes` maps the kinds of node that a language's walk visits to their types.
 */
export interface Rule<Model, Nodes, Kind extends keyof Nodes = keyof Nodes> extends RuleInfo {
  /** The kinds of node that `check` is called with. */
  readonly nodes: readonly Kind[];
  /** Whether it is also asked about what stands behind ONBUILD. */
  readonly triggers?: true;
  /** The findings at one node. Pure; never throws. */
  check(node: Nodes[Kind], model: Model): readonly Finding[];
}

/** What settings, rule pages and the diagnostic say of a rule. */
export interface RuleInfo {
  /** The best-known id: BuildKit's name, else hadolint's code, else dclint's name, else our own. */
  readonly id: string;
  /** The names that the same rule has in other linters. */
  readonly aliases: readonly string[];
  readonly severity: Severity;
  /** The smallest profile that asks the rule; `none` where only those want it who name it. */
  readonly profile: Profile | 'none';
  readonly category: Category;
  /** One sentence: what the rule wants. English template, translated. */
  readonly summary: string;
  /** Why, in a paragraph of Markdown for the rule's page. */
  readonly why: string;
  readonly examples: readonly Example[];
}

/** The empty result of a check, shared. */
export const noFindings: readonly Finding[] = [];
