import type { TextPosition } from '../../../protocol/messages.ts';

/** What a Dockerfile says before a place in it. */
export function textBefore(text: string, { line, character }: TextPosition): string {
  const lines = text.split('\n');
  return [...lines.slice(0, line), (lines[line] ?? '').slice(0, character)].join('\n');
}
