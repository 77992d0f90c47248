import type { Completion } from '../../language.ts';
import type { ComposeModel } from '../model.ts';
import { rules } from '../rules/index.ts';

/** The rules that a comment of dclint may name; undefined elsewhere. */
export function pragmaCompletions({ text }: ComposeModel, offset: number): readonly Completion[] | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  const head = /(?:^|\s)#[ \t]*dclint[ \t]+disable(?:-line)?[ \t]+/.exec(line);
  if (!head) return undefined;
  const list = line.slice(head.index + head[0].length);
  const named = new Set(list.split(/[\s,]+/).slice(0, -1));
  const start = offset - (/[\w-]*$/.exec(list)?.[0].length ?? 0);
  const [rest = ''] = /^[\w-]*/.exec(text.slice(offset, offset + maxNameLength)) ?? [];
  return rules
    .filter(({ id }) => !named.has(id))
    .map(({ id, summary }) => ({
      label: id,
      kind: 'value',
      span: { start, end: offset + rest.length },
      newText: id,
      isSnippet: false,
      docs: [{ kind: 'text', text: { text: summary, args: [] } }],
    }));
}

const maxNameLength = 100;
