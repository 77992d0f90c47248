import type { Span } from '../text/span.ts';
import type { Diagnostic } from './diagnostic.ts';

/**
 * Remembers what was found at nodes that outlive an edit and move with the text around them. Only for findings that
 * follow from the node alone.
 */
export interface NodeMemo<Node> {
  /** What was found at the node, where it is now; undefined where it is new. */
  get(node: Node): readonly Diagnostic[] | undefined;
  set(node: Node, found: readonly Diagnostic[]): void;
}

export function nodeMemo<Node extends { readonly span: Span }>(): NodeMemo<Node> {
  // The offsets of what is kept count from the start of the node.
  const known = new WeakMap<Node, readonly Diagnostic[]>();
  return {
    get(node) {
      const kept = known.get(node);
      return kept && moved(kept, node.span.start);
    },
    set: (node, found) => void known.set(node, moved(found, -node.span.start)),
  };
}

const none: readonly Diagnostic[] = [];

function moved(diagnostics: readonly Diagnostic[], shift: number): readonly Diagnostic[] {
  if (diagnostics.length === 0) return none;
  const move = ({ start, end }: Span): Span => ({ start: start + shift, end: end + shift });
  return diagnostics.map((diagnostic) => {
    const span = move(diagnostic.span);
    if (!diagnostic.fixes) return { ...diagnostic, span };
    const fixes = diagnostic.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, span: move(edit.span) })),
    }));
    return { ...diagnostic, span, fixes };
  });
}
