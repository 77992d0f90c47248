import type { Completion } from '../../language.ts';
import type { Span } from '../../text/span.ts';
import { ruleDocs } from '../hover/pragma.ts';
import type { DockerfileModel } from '../model.ts';
import { rules } from '../rules/index.ts';
import { checkCompletions } from './checks.ts';

/** In a comment of hadolint: what it may say, and the rules that it may name. */
export function pragmaCompletions({ text }: DockerfileModel, comment: Span, offset: number): readonly Completion[] {
  const written = text.slice(comment.start, offset);
  const start = /^#[ \t]*hadolint[ \t]+/.exec(written)?.[0].length;
  if (start === undefined) return [];
  const list = /^(?:(?:global|stage)[ \t]+)?ignore[ \t]*=/.exec(written.slice(start))?.[0].length;
  if (list !== undefined) return ruleNames(text, { start: comment.start + start + list, end: comment.end }, offset);
  const span = { start: comment.start + start, end: offset };
  return words.map((label) => ({ label, kind: 'keyword', span, newText: label, isSnippet: false, docs: [] }));
}

/** In a comment that turns off checks of the builder for the instruction below. */
export function checkCommentCompletions(
  { text }: DockerfileModel,
  comment: Span,
  offset: number,
): readonly Completion[] {
  // White space before the # makes it an ordinary comment.
  const isAtMargin = comment.start === 0 || text.charAt(comment.start - 1) === '\n';
  const isCheck = isAtMargin && /^#[ \t]*check[ \t]*=/.test(text.slice(comment.start, offset));
  return isCheck ? checkCompletions(text, offset, 'instruction') : [];
}

const words = ['ignore=', 'global ignore=', 'stage ignore=', 'shell='] as const;

/** The rules that the list does not name yet, but for the name at the cursor. */
function ruleNames(text: string, list: Span, offset: number): readonly Completion[] {
  const start = list.start + Math.max(0, text.slice(list.start, offset).search(/[\w-]*$/));
  const [rest = ''] = /^[\w-]*/.exec(text.slice(offset, Math.max(offset, list.end))) ?? [];
  const span = { start, end: offset + rest.length };
  const others = `${text.slice(list.start, span.start)} ${text.slice(span.end, Math.max(span.end, list.end))}`;
  const named = new Set(others.match(/[\w-]+/g));
  return rules
    .flatMap(({ id, aliases }) => [id, ...aliases])
    .filter((name) => !named.has(name))
    .map((label) => ({ label, kind: 'value', span, newText: label, isSnippet: false, docs: ruleDocs(label) }));
}
