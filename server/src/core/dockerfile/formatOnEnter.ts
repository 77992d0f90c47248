import type { FormatOptions } from '../language.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { format, lineStart } from './format.ts';
import { indentation } from './format/instructionEdits.ts';
import { columnsOf } from './format/instructionLines.ts';
import type { DockerfileModel } from './model.ts';
import { positionAt } from './position.ts';

/**
 * What Enter does behind the line break: the line that was left is brought in shape, and the new one gets the
 * indentation of a continued line, or none. The lines below, which a new continuation may have swallowed, stay.
 */
export function formatOnEnter(model: DockerfileModel, offset: number, options: FormatOptions): readonly TextEdit[] {
  const { text } = model;
  const start = lineStart(text, offset);
  if (start === 0) return [];
  const lf = text.indexOf('\n', start);
  const end = lf < 0 ? text.length : lf;
  const left = { start: lineStart(text, start - 1), end: start };
  if (!/^[ \t]*\r*$/.test(text.slice(start, end))) return format(model, { start: left.start, end }, options);
  const edits = format(model, left, options);
  const indent = newIndent(model, { start, left: left.start, edits }, options);
  const old = text.slice(start, end).replace(/\r+$/, '');
  if (indent === undefined || indent === old) return edits;
  return [...edits, { span: { start, end: start + old.length }, newText: indent }];
}

interface NewLine {
  readonly start: number;
  /** Where the line before begins. */
  readonly left: number;
  /** The edits of that line. */
  readonly edits: readonly TextEdit[];
}

/** The indentation of a blank line; undefined where it is not ours to choose. */
function newIndent(model: DockerfileModel, line: NewLine, options: FormatOptions): string | undefined {
  const position = positionAt(model, line.start);
  if (position.kind === 'between') return '';
  if (position.kind !== 'instruction') return undefined;
  const { instruction } = position;
  if (instruction.line.sources[0] === undefined || instruction.line.sources[0] >= line.left) {
    return indentation(options.tabSize, options);
  }
  const written = /^[ \t]*/.exec(model.text.slice(line.left, line.start))?.[0] ?? '';
  const edit = line.edits.find(({ span }) => span.start === line.left && span.end <= line.left + written.length);
  return indentation(columnsOf(edit?.newText ?? written, 0, options.tabSize), options);
}
