import type { Diagnostic } from '../../lint/diagnostic.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { ComposeModel } from '../model.ts';
import { nodesAt } from '../yaml/nodeAt.ts';
import { problem } from './problem.ts';

/**
 * Tabs that the YAML parser passes over and Docker's does not: at the start of a line that is blank or a comment,
 * and behind a dash.
 */
export function checkTabs(model: ComposeModel): Diagnostic[] {
  const { text } = model;
  if (!text.includes('\t')) return [];
  const found: Diagnostic[] = [];
  for (const match of text.matchAll(/^( *)((?:- +)*- *|)(\t[ \t]*)(?=(#|\r?$)|\S)/gm)) {
    const [, blanks = '', dashes = '', tabs = '', end] = match;
    const start = match.index + blanks.length + dashes.length;
    const isWrong =
      dashes === '' && end === undefined
        ? beginsBlock(model, match.index)
        : (dashes !== '' || isRefused(model, match.index, blanks.length)) && !isInText(model, start);
    if (!isWrong) continue;
    found.push(tabProblem({ start, end: start + tabs.length }, dashes === '' ? '' : ' '));
  }
  return found;
}

/** Whether a line is the first in a block of text: it sets the indentation, unless the block says it. */
function beginsBlock({ text, yaml }: ComposeModel, line: number): boolean {
  const block = nodesAt(yaml, line).find((node) => node.kind === 'scalar' && node.style === 'block');
  const header = block && text.slice(block.span.start, line);
  return header !== undefined && /^[|>][-+]?(?: *#.*| *)\r?\n\s*$/.test(header);
}

function tabProblem(span: Span, newText: string): Diagnostic {
  const title = message('Remove the tabs');
  return problem('yaml-syntax', span, message('Docker does not take a tab here. Use spaces.'), {
    fixes: [{ title, edits: [{ span, newText }], preferred: true }],
  });
}

/** A tab in a blank line is let through only where it continues a text above it, which stands further left. */
function isRefused(model: ComposeModel, line: number, column: number): boolean {
  const above = model.text.slice(0, line).trimEnd();
  const last = above.slice(above.lastIndexOf('\n') + 1);
  if (above === '' || last.endsWith(':')) return true;
  if (nodesAt(model.yaml, above.length).some((node) => node.kind === 'scalar' && node.style === 'block')) return false;
  return column <= last.length - last.trimStart().length;
}

/** Whether a place is in quotes, in a block of text, or in brackets, where tabs do no harm. */
function isInText({ yaml }: ComposeModel, offset: number): boolean {
  return nodesAt(yaml, offset).some((node) => {
    if (node.kind === 'scalar') return node.style !== 'plain' && node.span.start < offset;
    return node.kind !== 'alias' && node.flow && node.span.start < offset && offset < node.span.end;
  });
}
