import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Fix } from '../../lint/rule.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import { dockerfileModel } from '../model.ts';

/** A file without any FROM, as it would be with one. */
export interface Completed {
  readonly model: DockerfileModel;
  /** What is found there, at its place in the file as it is; undefined for what is about the FROM. */
  moveBack(diagnostic: Diagnostic): Diagnostic | undefined;
}

/** An image of which nothing is known. */
const from = 'FROM unknown:0\n';

/**
 * A file without FROM is one that is being written, or a piece of one. What the rules say of stages holds for it, too:
 * so it is read once more with a FROM behind its directives.
 */
export function completed({ tree, text, stages }: DockerfileModel): Completed | undefined {
  if (stages.length > 0 || tree.instructions.length === 0) return undefined;
  const lastDirective = tree.directives.at(-1);
  const newline = lastDirective ? text.indexOf('\n', lastDirective.span.end) : -1;
  const at = lastDirective ? newline + 1 : text.startsWith('\uFEFF') ? 1 : 0;
  const place = { at, end: at + from.length };
  return {
    model: dockerfileModel(text.slice(0, at) + from + text.slice(at)),
    moveBack: (diagnostic) => movedBack(diagnostic, place),
  };
}

interface Place {
  readonly at: number;
  readonly end: number;
}

function movedBack(diagnostic: Diagnostic, place: Place): Diagnostic | undefined {
  const span = spanBack(diagnostic.span, place);
  if (!span) return undefined;
  const { fixes = [], ...rest } = diagnostic;
  const movedFixes = fixes.flatMap((fix) => fixBack(fix, place) ?? []);
  return movedFixes.length > 0 ? { ...rest, span, fixes: movedFixes } : { ...rest, span };
}

function fixBack(fix: Fix, place: Place): Fix | undefined {
  const edits = fix.edits.flatMap(({ span, newText }) => {
    const moved = spanBack(span, place);
    return moved ? [{ span: moved, newText }] : [];
  });
  return edits.length === fix.edits.length ? { ...fix, edits } : undefined;
}

function spanBack({ start, end }: Span, place: Place): Span | undefined {
  if (end < place.at || (end === place.at && start < end)) return { start, end };
  const length = place.end - place.at;
  return start >= place.end ? { start: start - length, end: end - length } : undefined;
}
