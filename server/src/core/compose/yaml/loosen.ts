import { nodesAt } from './nodeAt.ts';
import type { YamlError, YamlFile } from './yamlFile.ts';

/**
 * The text with the line breaks of one value blanked out, a list or map in brackets or a text in quotes: the parser wants
 * its lines indented deeper than its key, which Docker's YAML library does not ask for. No character moves. Undefined
 * where that is not what is wrong.
 */
export function loosened(text: string, file: YamlFile): string | undefined {
  for (const error of file.errors) {
    const start = looseStart(text, file, error);
    const end = start === undefined ? undefined : endOf(text, start);
    if (start === undefined || end === undefined) continue;
    const value = text.slice(start, end);
    if (value.includes('\n')) return text.slice(0, start) + blanked(value) + text.slice(end);
  }
  return undefined;
}

/** Where a value begins that an error cuts off. */
function looseStart(text: string, file: YamlFile, { code, detail, span }: YamlError): number | undefined {
  if (code === 'BAD_INDENT' && detail.includes('sufficiently indented')) {
    return nodesAt(file, span.start).find((node) => (node.kind === 'list' || node.kind === 'map') && node.flow)?.span
      .start;
  }
  if (code !== 'MISSING_CHAR' || !detail.startsWith('Missing closing')) return undefined;
  const nodes = nodesAt(file, span.start);
  const start = (
    nodes.find((node) => (node.kind === 'list' || node.kind === 'map') && node.flow) ??
    nodes.findLast((node) => node.kind === 'scalar' && node.style === 'quoted')
  )?.span.start;
  return start !== undefined && /["'[{]/.test(text.charAt(start)) ? start : undefined;
}

/** Where a value in brackets or quotes ends; undefined where it does not. */
function endOf(text: string, start: number): number | undefined {
  let depth = 0;
  marks.lastIndex = start;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const [mark] = match;
    const first = mark.charAt(0);
    if (first === '[' || first === '{') depth++;
    if (first === ']' || first === '}') depth--;
    const isOpen = (first === '"' || first === "'") && (mark.length === 1 || !mark.endsWith(first));
    if (isOpen || mark === '---' || mark === '...') return undefined;
    if (depth === 0) return match.index + mark.length;
  }
  return undefined;
}

/** Brackets; quoted texts, comments and ends of documents, in which they do not count. */
const marks =
  /(?<=[\s[{,:])(?:"(?:[^"\\]|\\[^])*(?:"|$)|'(?:[^']|'')*(?:'|$))|(?<=\s)#.*|^(?:---|\.\.\.)(?=\s)|[[\]{}]/g;

/** The same with blanks in place of line breaks, and of comments, which would not end any more. */
function blanked(value: string): string {
  const breaks = /[\r\n]/g;
  if (/^["']/.test(value)) return value.replace(breaks, ' ');
  const comments = /((?<=[\s[{,:])(?:"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'))|(?<=\s)#.*/g;
  return value
    .replace(comments, (mark: string, quoted: string | undefined) => quoted ?? ' '.repeat(mark.length))
    .replace(breaks, ' ');
}
