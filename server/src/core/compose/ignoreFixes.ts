import type { Diagnostic } from '../lint/diagnostic.ts';
import { ignoreHere, ignoreInFile } from '../lint/ignoreTitles.ts';
import type { LintOptions } from '../lint/options.ts';
import { defaultLintOptions } from '../lint/options.ts';
import type { Fix } from '../lint/rule.ts';
import { lineBreakAt } from '../text/lineBreak.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { ComposeModel } from './model.ts';
import type { DisableComment } from './suppressions.ts';
import { disableComments } from './suppressions.ts';

/** Comments of dclint that turn off what was found, for its line and for the file. One that is there takes in one more name. */
export function ignoreFixes(
  { text }: ComposeModel,
  { code, span, isRule }: Diagnostic,
  options: LintOptions = defaultLintOptions,
): readonly Fix[] {
  if (!isRule || !options.suppressions) return [];
  const comments = disableComments(text);
  return [
    { title: ignoreHere(code), edits: [lineEdit(text, comments, { code, offset: span.start })] },
    { title: ignoreInFile(code), edits: [fileEdit(text, comments, code)] },
  ];
}

interface Place {
  readonly code: string;
  readonly offset: number;
}

function lineEdit(text: string, comments: readonly DisableComment[], { code, offset }: Place): TextEdit {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const lineEnd = newline < 0 ? text.length : newline;
  const aboveStart = text.lastIndexOf('\n', lineStart - 2) + 1;
  const existing = comments.find(
    ({ reach, span, isAlone }) =>
      reach === 'line' &&
      (isAlone ? span.start >= aboveStart && span.end < lineStart : span.start >= lineStart && span.end <= lineEnd),
  );
  if (existing) return nextName(existing, code);
  const [indentation = ''] = /^[ \t]*/.exec(text.slice(lineStart, lineEnd)) ?? [];
  return insertion(text, lineStart, `${indentation}# dclint disable-line ${code}`);
}

function fileEdit(text: string, comments: readonly DisableComment[], code: string): TextEdit {
  const existing = comments.find(({ reach, names }) => reach === 'file' && names.length > 0);
  if (existing) return nextName(existing, code);
  return insertion(text, text.startsWith('\ufeff') ? 1 : 0, `# dclint disable ${code}`);
}

function nextName({ names, span }: DisableComment, code: string): TextEdit {
  const end = names.at(-1)?.span.end ?? span.end;
  return { span: { start: end, end }, newText: ` ${code}` };
}

function insertion(text: string, offset: number, line: string): TextEdit {
  return { span: { start: offset, end: offset }, newText: `${line}${lineBreakAt(text, 0)}` };
}
