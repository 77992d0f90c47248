import type { RunPart, RunText } from '../../../run/runText.ts';

/** A word of a shell as Compose wants it: variables stay, for Compose fills them in, too; its folder is that of the file. */
export function composeText(text: RunText): string {
  return text.map((part, index) => partText(part, text[index - 1], text[index + 1])).join('');
}

function partText(part: RunPart, before: RunPart | undefined, after: RunPart | undefined): string {
  if (typeof part === 'string') return part.replaceAll('$', '$$$$');
  if ('command' in part) return part.source.replaceAll('$', '$$$$');
  const begins = before === undefined || (typeof before === 'string' && /[=,]$/.test(before));
  const ends = after === undefined || (typeof after === 'string' && /^[/\\:,]/.test(after));
  if (part.variable === 'PWD' && begins && ends) return '.';
  return /^[$~]/.test(part.source) && !/^\$(?:env:|\()/i.test(part.source) ? part.source : `\${${part.variable}}`;
}
