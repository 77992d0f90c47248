import type { Hover } from '../../language.ts';
import type { Markup } from '../../text/markup.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { touches } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import { pageOfTool } from '../lint/rulePages.ts';
import { rules } from '../rules/index.ts';
import { text } from './blocks.ts';

/** A rule that a comment names: in `check=skip=…`, or in one of hadolint's. */
export function pragmaHover({ text: source }: DockerfileModel, comment: Span, offset: number): Hover | undefined {
  const written = source.slice(comment.start, comment.end);
  if (!/^#\s*(?:check\s*=|hadolint\s)/i.test(written)) return undefined;
  for (const { 0: name, index } of written.matchAll(/\b[A-Za-z][\w-]+/g)) {
    const span = { start: comment.start + index, end: comment.start + index + name.length };
    if (!touches(span, offset)) continue;
    const content = ruleDocs(name);
    return content.length > 0 ? { span, content } : undefined;
  }
  return undefined;
}

/** What a rule wants, by any of its names; empty for a name that no rule has. */
export function ruleDocs(name: string): Markup {
  const rule = rules.find(({ id, aliases }) => id === name || aliases.includes(name));
  const href = pageOfTool(name);
  if (!rule && href === undefined) return [];
  return [
    text(rule ? { text: rule.summary, args: [] } : message('A rule that Slipway does not check')),
    { kind: 'rulePage', label: message('About this rule'), rule: rule?.id ?? name, href },
  ];
}
