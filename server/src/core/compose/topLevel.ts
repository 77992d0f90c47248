import { lineBreakAt } from '../text/lineBreak.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { unitOf } from './indentation.ts';
import type { ComposeModel } from './model.ts';
import type { Entry } from './yaml/nodes.ts';
import { isEmpty } from './yaml/nodes.ts';

/**
 * The edit that declares a name in a section of the top level, such as `volumes`, which is begun at the end of the file
 * where it is not there. `body` is what stands behind its colon. None where the file is written in another way.
 */
export function addResource(
  { text, yaml }: ComposeModel,
  section: string,
  name: string,
  body = '',
): readonly TextEdit[] {
  const root = yaml.documents[0]?.root;
  if (root?.kind !== 'map') return [];
  const entry = root.entries.find(({ key }) => key.text === section);
  const wanted = { section, name, body };
  if (entry) return intoSection(text, entry, wanted);
  if (root.flow) return [insert(root.span.end - 1, `${root.entries.length > 0 ? ', ' : ''}${section}: {${name}: {}}`)];
  const line = lineBreakAt(text, 0);
  const unit = unitOf(text);
  const end = yaml.documents.length > 1 ? endOfLine(text, root.span.end) : text.length;
  const isAtEnd = end === text.length;
  const gap = isAtEnd && text.endsWith('\n') ? line : `${line}${line}`;
  return [insert(end, `${gap}${section}:${written(wanted, line, unit)}${isAtEnd ? line : ''}`)];
}

/** A name to declare, and what stands behind its colon. */
interface Wanted {
  readonly section: string;
  readonly name: string;
  readonly body: string;
}

/** The lines of a declaration, each behind a line break. */
function written({ name, body }: Wanted, line: string, indent: string): string {
  return `${line}${indent}${name}:${body.replaceAll('\n', `${line}${indent}`)}`;
}

function intoSection(text: string, { key, value }: Entry, wanted: Wanted): readonly TextEdit[] {
  const line = lineBreakAt(text, 0);
  if (isEmpty(value)) return [insert(endOfLine(text, key.span.end), written(wanted, line, unitOf(text)))];
  if (value.kind !== 'map') return [];
  if (value.flow) return [insert(value.span.end - 1, `${value.entries.length > 0 ? ', ' : ''}${wanted.name}: {}`)];
  const [first] = value.entries;
  const column = columnOf(text, first?.key.span.start ?? value.span.start);
  return [insert(endOfLine(text, value.span.end), written(wanted, line, ' '.repeat(column)))];
}

function insert(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Behind the last character of a line, before its break. */
function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return text.charAt(newline - 1) === '\r' ? newline - 1 : newline;
}
