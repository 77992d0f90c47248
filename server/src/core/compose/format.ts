import type { FormatOptions } from '../language.ts';
import { changeBetween } from '../text/change.ts';
import { lineBreakAt } from '../text/lineBreak.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { applyEdits } from '../text/textEdit.ts';
import { maskBroken } from './format/broken.ts';
import { looseGaps } from './format/gaps.ts';
import type { Layout } from './format/layout.ts';
import { isIn, layOut } from './format/layout.ts';
import { lineTable } from './format/lineTable.ts';
import type { LineLayout } from './format/lineTable.ts';
import { placeComments, surplusLines } from './format/looseLines.ts';
import { haveSameData } from './format/sameData.ts';
import type { ComposeModel } from './model.ts';
import { parseYaml, yamlTokens } from './yaml/parse.ts';
import type { YamlFile } from './yaml/yamlFile.ts';

/**
 * The edits that bring the lines that `span` touches in shape. They change blanks and blank lines only, and never what a
 * reader of the file gets to see: where they would, nothing is done. Of a text that is no YAML, what stands away from the broken parts is brought in shape.
 */
export function format({ text, yaml }: ComposeModel, span: Span, options: FormatOptions): readonly TextEdit[] {
  if (yaml.errors.length > 0) {
    const expanded = withoutTabs(text, span, options);
    return expanded.length > 0 ? expanded : aroundBroken(text, span, options);
  }
  if (yaml.isLoose && span.start === 0 && span.end >= text.length) return settled(yaml, options);
  const edits = editsFor(text, span, options);
  return edits.length > 0 && haveSameData(yaml, parseYaml(applyEdits(text, edits))) ? edits : [];
}

/** Lines that stand too far left for the parser fall in place one after the other: until nothing moves any more. */
function settled(yaml: YamlFile, options: FormatOptions): readonly TextEdit[] {
  const { text } = yaml;
  let shaped = text;
  for (let tries = 0; tries < maxTries; tries++) {
    const edits = editsFor(shaped, { start: 0, end: shaped.length }, options);
    if (edits.length === 0) return shaped === text ? [] : [replacement(text, shaped)];
    shaped = applyEdits(shaped, edits);
    if (!haveSameData(yaml, parseYaml(shaped))) return [];
  }
  return [];
}

const maxTries = 5;

/** The edit that makes one text of another. */
function replacement(text: string, other: string): TextEdit {
  const { start, oldEnd, newEnd } = changeBetween(text, other);
  return { span: { start, end: oldEnd }, newText: other.slice(start, newEnd) };
}

/** Where tabs are all that is wrong they become blanks, and the rest can be brought in shape. */
function withoutTabs(text: string, span: Span, options: FormatOptions): readonly TextEdit[] {
  if (!/^\t/m.test(text) || span.start > 0 || span.end < text.length) return [];
  const width = unitOf(options);
  const expanded = text.replaceAll(/^\t[\t ]*/gm, (blanks) => {
    let column = 0;
    for (const char of blanks) column += char === '\t' ? width - (column % width) : 1;
    return ' '.repeat(column);
  });
  const yaml: YamlFile = parseYaml(expanded);
  if (yaml.errors.length > 0) return [];
  const edits = editsFor(expanded, { start: 0, end: expanded.length }, options);
  const shaped = applyEdits(expanded, edits);
  const result = haveSameData(yaml, parseYaml(shaped)) ? shaped : expanded;
  return [replacement(text, result)];
}

/** The edits away from what is no YAML. Lines beside a broken part stay in their columns, which it may share. */
function aroundBroken(text: string, span: Span, options: FormatOptions): readonly TextEdit[] {
  const masked = maskBroken(text);
  if (!masked) return [];
  const { broken, sections } = masked;
  const read = parseYaml(masked.text);
  const all = editsFor(masked.text, span, options);
  const isFlush = startsFlush(read);
  const edits = all.filter((edit) => {
    const touches = (other: Span): boolean => edit.span.start <= other.end && other.start <= edit.span.end;
    const isIndent = text.slice(text.lastIndexOf('\n', edit.span.start - 1) + 1, edit.span.start).trim() === '';
    return !broken.some(touches) && !(isIndent && (!isFlush || sections.some(touches)));
  });
  return haveSameData(read, parseYaml(applyEdits(masked.text, edits))) ? edits : [];
}

/** Whether a file begins without indentation. Else the broken parts say what stands below what, and nothing may move. */
function startsFlush({ text, documents }: YamlFile): boolean {
  return documents.every(({ root: { span } }) => span.start === 0 || text.charAt(span.start - 1) === '\n');
}

function editsFor(text: string, span: Span, options: FormatOptions): readonly TextEdit[] {
  const tokens = yamlTokens(text);
  if (!tokens) return [];
  const table = lineTable(text);
  const first = table.indexOf(span.start);
  const last = table.indexOf(Math.max(span.start, span.end - 1));
  const isAll = span.end >= text.length;
  const layout: Layout = {
    text,
    table,
    unit: unitOf(options),
    first,
    last: isAll ? table.lines.length - 1 : last,
    gaps: [],
    tight: [],
  };
  for (const token of tokens) if (token.type === 'document') layOut(layout, token);
  placeComments(layout);
  return [...lineEdits(layout), ...gapEdits(layout), ...lastBreak(layout)].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
  );
}

/** One level of indentation: what the editor has, but at least as much as a dash takes. */
export function unitOf({ tabSize }: FormatOptions): number {
  return Math.min(Math.max(tabSize, 2), 8);
}

/** Indentation, blanks at the ends of lines, and blank lines. */
function lineEdits(layout: Layout): readonly TextEdit[] {
  const { lines } = layout.table;
  const surplus = surplusLines(layout);
  return lines.flatMap((line, index) => {
    if (!isIn(layout, index)) return [];
    if (surplus.has(index))
      return [{ span: { start: line.start, end: lines[index + 1]?.start ?? line.end }, newText: '' }];
    return [...indentEdit(layout, line), ...endEdit(layout, line)];
  });
}

function indentEdit({ text }: Layout, line: LineLayout): readonly TextEdit[] {
  const isLoose = line.kind === 'loose';
  const blanks = isLoose ? (/^[ \t]*/.exec(text.slice(line.start, line.end))?.[0] ?? '') : ' '.repeat(line.column);
  const wanted = ' '.repeat(line.newColumn);
  const span = { start: line.start, end: line.start + blanks.length };
  // The end of a blank line takes care of its blanks.
  if (blanks === wanted || (isLoose && span.end === line.end)) return [];
  return [{ span, newText: wanted }];
}

function endEdit({ text }: Layout, line: LineLayout): readonly TextEdit[] {
  if (line.keepsEnd) return [];
  const written = text.slice(line.start, line.end);
  const start = line.start + written.trimEnd().length;
  const from = Math.max(start, line.kind === 'loose' ? start : line.start + line.column);
  return from < line.end ? [{ span: { start: from, end: line.end }, newText: '' }] : [];
}

function gapEdits(layout: Layout): readonly TextEdit[] {
  const { table, gaps, tight } = layout;
  const isFree = (offset: number): boolean => isIn(layout, table.indexOf(offset));
  const loose = gaps.flatMap((group) => looseGaps(group, (offset) => table.indexOf(Math.max(offset, 0))));
  const narrowed = loose.flatMap(({ before, behind }) => [
    ...(before ? [{ span: { start: before.offset, end: before.offset + before.source.length }, newText: '' }] : []),
    ...(behind && behind.source !== ' '
      ? [{ span: { start: behind.offset, end: behind.offset + behind.source.length }, newText: ' ' }]
      : []),
  ]);
  const widened = tight.map((offset) => ({ span: { start: offset, end: offset }, newText: ' ' }));
  return [...narrowed, ...widened].filter(({ span }) => isFree(span.start));
}

/** The last line ends like the others; but in a block of text, where that is a part of the value. */
function lastBreak({ text, table, last }: Layout): readonly TextEdit[] {
  const line = table.lines.at(-1);
  const isWhole = last >= table.lines.length - 1;
  if (!line || !isWhole || line.kind === 'inside' || line.keepsEnd) return [];
  if (text.slice(line.start, line.end).trim() === '') return [];
  return [{ span: { start: text.length, end: text.length }, newText: lineBreakAt(text, 0) }];
}
