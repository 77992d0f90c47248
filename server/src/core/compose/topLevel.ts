import { lineBreakAt } from '../text/lineBreak.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { unitOf } from './indentation.ts';
import type { ComposeModel } from './model.ts';
import type { Entry } from './yaml/nodes.ts';
import { isEmpty } from './yaml/nodes.ts';

/** A name to declare, and what stands behind its colon: further lines begin with a line break. */
export interface Declaration {
  readonly name: string;
  readonly body: string;
}

/**
 * The edit that declares names in a section of the top level, such as `volumes`, which is begun at the end of the file
 * where it is not there. None where the file is written in another way.
 */
export function addResources(
  { text, yaml }: ComposeModel,
  section: string,
  declarations: readonly Declaration[],
): readonly TextEdit[] {
  const root = yaml.documents[0]?.root;
  if (root?.kind !== 'map' || declarations.length === 0) return [];
  const entry = root.entries.find(({ key }) => key.text === section);
  if (entry) return intoSection(text, entry, declarations);
  if (root.flow) {
    const names = declarations.map(inBraces).join(', ');
    return [insert(root.span.end - 1, `${root.entries.length > 0 ? ', ' : ''}${section}: {${names}}`)];
  }
  const line = lineBreakAt(text, 0);
  const end = yaml.documents.length > 1 ? endOfLine(text, root.span.end) : text.length;
  const isAtEnd = end === text.length;
  const gap = isAtEnd && text.endsWith('\n') ? line : `${line}${line}`;
  return [insert(end, `${gap}${section}:${written(declarations, line, unitOf(text))}${isAtEnd ? line : ''}`)];
}

/** A declaration within one line; what stands in several lines otherwise stands in braces. */
function inBraces({ name, body }: Declaration): string {
  return `${name}: {${body.trim().replaceAll(/\n\s*/g, ', ')}}`;
}

/** The lines of declarations, each behind a line break. */
function written(declarations: readonly Declaration[], line: string, indent: string): string {
  return declarations
    .map(({ name, body }) => `${line}${indent}${name}:${body.replaceAll('\n', `${line}${indent}`)}`)
    .join('');
}

function intoSection(text: string, { key, value }: Entry, declarations: readonly Declaration[]): readonly TextEdit[] {
  const line = lineBreakAt(text, 0);
  if (isEmpty(value)) return [insert(endOfLine(text, key.span.end), written(declarations, line, unitOf(text)))];
  if (value.kind !== 'map') return [];
  if (value.flow) {
    const names = declarations.map(inBraces).join(', ');
    return [insert(value.span.end - 1, `${value.entries.length > 0 ? ', ' : ''}${names}`)];
  }
  const [first] = value.entries;
  const column = columnOf(text, first?.key.span.start ?? value.span.start);
  return [insert(endOfLine(text, value.span.end), written(declarations, line, ' '.repeat(column)))];
}

function insert(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Behind the last character of a line, before its break. */
export function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return text.charAt(newline - 1) === '\r' ? newline - 1 : newline;
}
