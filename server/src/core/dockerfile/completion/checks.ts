import type { Completion } from '../../language.ts';
import type { Span } from '../../text/span.ts';
import { checkNames, directiveSpecs, experimentalChecks } from '../directives.ts';
import { directiveDocs } from '../docs.ts';
import { ruleDocs } from '../hover/pragma.ts';
import { isForWholeFile } from '../lint/suppressions.ts';

/** What a `check=` sets: at the top the whole file, above an instruction only that one. */
type Scope = 'file' | 'instruction';

/** What can be written in the value of `# check=…`: its options, the checks that they name, yes or no. */
export function checkCompletions(text: string, offset: number, scope: Scope): readonly Completion[] {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset);
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  const span = wordAt(text, offset, /[=,;\s]/);
  const [, option, listed = ''] =
    /[=;]\s*(skip|experimental|error)=([^;]*)$/.exec(text.slice(lineStart, span.start)) ?? [];
  if (option === 'error') return values(['true', 'false'], span);
  if (option === undefined) return options(line, span, scope);
  const rest = /^[^;]*/.exec(text.slice(span.end, lineStart + line.length))?.[0] ?? '';
  const named = new Set(`${listed},${rest}`.split(/[,\s]+/));
  return namesFor(option, scope)
    .filter((name) => !named.has(name))
    .map((label) => ({ label, kind: 'value', span, newText: label, isSnippet: false, docs: ruleDocs(label) }));
}

function namesFor(option: string, scope: Scope): readonly string[] {
  if (option === 'experimental') return ['all', ...experimentalChecks];
  return scope === 'file' ? checkNames : checkNames.filter((name) => !isForWholeFile([name]));
}

/** The options that are not there yet. */
function options(line: string, span: Span, scope: Scope): readonly Completion[] {
  const all = scope === 'file' ? ['skip=', 'skip=all', 'error=true', 'experimental='] : ['skip='];
  const isFree = (option: string): boolean => !new RegExp(`[=;]\\s*${option.split('=', 1)[0] ?? ''}=`).test(line);
  return values(all.filter(isFree), span);
}

function values(labels: readonly string[], span: Span): readonly Completion[] {
  const docs = directiveSpecs.filter(({ name }) => name === 'check').flatMap(directiveDocs);
  return labels.map((label) => ({ label, kind: 'value', span, newText: label, isSnippet: false, docs }));
}

/** The word around the cursor; `separator` ends it to the left, a comma, a semicolon or a blank to the right. */
export function wordAt(text: string, offset: number, separator: RegExp): Span {
  let start = offset;
  while (start > 0 && !separator.test(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && !/[,;\s]/.test(text.charAt(end))) end++;
  return { start, end };
}
