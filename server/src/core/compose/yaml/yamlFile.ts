import type { YAMLError } from 'yaml';
import type { Span } from '../../text/span.ts';
import type { AliasNode, Node, ScalarNode } from './nodes.ts';

/** One document of a YAML stream. */
export interface YamlDocument {
  /** The whole content; an empty scalar where there is none. */
  readonly root: Node;
}

/** A place where the text is not YAML, as the parser says it. */
export interface YamlError {
  readonly code: YAMLError['code'] | 'TOO_DEEP';
  readonly span: Span;
  /** The parser's own words, in English. */
  readonly detail: string;
}

/** A parsed YAML text: always complete, whatever the errors. */
export interface YamlFile {
  readonly text: string;
  readonly documents: readonly YamlDocument[];
  readonly errors: readonly YamlError[];
  /** The aliases in the order of the text. */
  readonly aliases: readonly AliasNode[];
  readonly anchorNames: ReadonlySet<string>;
  /** Keys that are no text: numbers, `true`, nothing, or whole lists and maps (which have no entry). */
  readonly oddKeys: readonly Node[];
  /** Keys that stand in their map a second time. */
  readonly repeatedKeys: readonly ScalarNode[];
  /** The values of merge keys. */
  readonly merged: readonly Node[];
  /** The values whose text has a `$`: variables are filled in there. */
  readonly withVariables: readonly ScalarNode[];
  /** Whether a value has one of Compose's own tags, `!reset` or `!override`, which belong into override files. */
  readonly hasComposeTags: boolean;
  /** Whether values of several lines stand further left than the parser takes them: it was given them further right. */
  readonly isLoose: boolean;
  /** Values that are not of the type that their tag says, as `!!int x`. */
  readonly misfits: readonly ScalarNode[];
}
