import type { FormatOptions } from '../language.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { beginsBlockText, inlineValue, readLines } from './completion/lines.ts';
import type { Line, Lines } from './completion/lines.ts';
import { blockPlace } from './completion/path.ts';
import { unitOf } from './format.ts';
import type { ComposeModel } from './model.ts';
import { nodesAt } from './yaml/nodeAt.ts';

/**
 * What Enter does behind the line break: the new line begins where a key or value most likely goes on, and blanks at the end of
 * the line that was left go. Only lines that are blank are touched.
 */
export function formatOnEnter(model: ComposeModel, offset: number, options: FormatOptions): readonly TextEdit[] {
  const { text } = model;
  const lines = readLines(text);
  const start = offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const index = lines.at(start);
  const line = lines.line(index);
  if (index === 0 || line.text.trim() !== '' || isInside(model, start)) return [];
  const before = lines.line(index - 1);
  if (blockPlace(lines, index, maxColumn).inText && !endsBlock(lines, index)) return inBlock(before, line);
  const column = newColumn(lines, index, unitOf(options));
  const wanted = ' '.repeat(column);
  const kept = before.text.trimEnd().length;
  const edits = before.text.length > kept ? [edit(before.start + kept, before.start + before.text.length, '')] : [];
  return line.text === wanted ? edits : [...edits, edit(line.start, line.start + line.text.length, wanted)];
}

/** A column that no line reaches, so that everything before can be above it. */
const maxColumn = 10_000;

function edit(start: number, end: number, newText: string): TextEdit {
  return { span: { start, end }, newText };
}

/** Whether a line is inside brackets, or inside a quoted text of several lines. */
function isInside({ yaml, text }: ComposeModel, offset: number): boolean {
  return nodesAt(yaml, offset).some((node) => {
    if (node.span.start >= offset) return false;
    if (node.kind === 'scalar') return node.style === 'quoted' && offset < node.span.end;
    if (node.kind === 'alias' || !node.flow) return false;
    return offset < node.span.end || !/[\]}]/.test(text.charAt(node.span.end - 1));
  });
}

/** Whether two blank lines stand one after another: then a block of text is over. */
function endsBlock(lines: Lines, index: number): boolean {
  return lines.line(index - 1).text.trim() === '' && index > 1 && lines.line(index - 2).text.trim() === '';
}

/** In a block of text a line begins where the one before does. */
function inBlock(before: Line, line: Line): readonly TextEdit[] {
  if (before.text.trim() === '' || beginsBlockText(before)) {
    const wanted = beginsBlockText(before) ? ' '.repeat(Math.max(before.column + 2, line.text.length)) : line.text;
    return line.text === wanted ? [] : [edit(line.start, line.start + line.text.length, wanted)];
  }
  const wanted = ' '.repeat(before.indent);
  return line.text.length === before.indent ? [] : [edit(line.start, line.start + line.text.length, wanted)];
}

function newColumn(lines: Lines, index: number, unit: number): number {
  const before = lines.line(index - 1);
  if (before.blank) return Math.min(lines.line(index).text.length, before.text.length || lines.line(index).text.length);
  if (before.key === undefined) return before.dashes.at(-1) ?? before.indent;
  if (inlineValue(before) !== '') return before.column;
  const next = nextFilled(lines, index);
  const isChild =
    next && (next.indent > before.column || (next.dashes[0] === before.column && before.dashes.length === 0));
  return isChild ? next.indent : before.column + unit;
}

/** The next line that holds something. */
function nextFilled(lines: Lines, index: number): Line | undefined {
  for (let at = index + 1; at < lines.count; at++) if (!lines.line(at).blank) return lines.line(at);
  return undefined;
}
