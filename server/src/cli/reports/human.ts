import type { Severity } from '../../core/lint/rule.ts';
import { message, render } from '../../core/text/message.ts';
import type { Located } from '../located.ts';
import { allFindings, type Report } from './report.ts';

/** One paragraph for each finding: where and what, the line it stands in, and a mark below. */
export const human: Report = (result, { translate, isColoured }) => {
  const findings = allFindings(result);
  if (findings.length === 0) return '';
  const paint = isColoured ? colour : plain;
  const count = (...severities: readonly Severity[]): number =>
    findings.filter(({ severity }) => severities.includes(severity)).length;
  const summary = message(
    'Errors: {0}, warnings: {1}, advice: {2}. Of these, --fix can mend: {3}.',
    count('error'),
    count('warning'),
    count('information', 'hint'),
    findings.filter(({ fixes }) => fixes.some(({ preferred }) => preferred)).length,
  );
  return `${findings.map((finding) => paragraph(finding, paint)).join('\n')}\n${render(summary, translate)}\n`;
};

type Paint = (text: string, style: keyof typeof styles) => string;

const styles = { bold: 1, dim: 2, error: 31, warning: 33, information: 34, hint: 36 } as const;

const plain: Paint = (text) => text;
const colour: Paint = (text, style) => `\u001B[${styles[style]}m${text}\u001B[0m`;

function paragraph(finding: Located, paint: Paint): string {
  const { file, line, column, severity, code, message: text } = finding;
  const place = paint(printable(`${file}:${line}:${column}`), 'bold');
  const rule = paint(code, 'bold');
  return `${place} ${paint(severity, severity)} ${rule}: ${printable(text)}\n${excerpt(finding, paint)}`;
}

/** The first line of a finding, with marks below what is meant. */
function excerpt({ source, line, column, endLine, endColumn, severity }: Located, paint: Paint): string {
  const [text = ''] = source.split(/\r\n|\r|\n/, 1);
  const start = column - 1;
  const end = endLine === line ? endColumn - 1 : text.length;
  const from = start > maxBefore ? start - maxBefore : 0;
  const to = Math.min(text.length, from + maxWidth);
  const shown = printable(text.slice(from, to));
  const before = `${from > 0 ? '…' : ''}${printable(text.slice(from, start))}`;
  const marked = printable(text.slice(start, Math.min(end, to)));
  const number = String(line);
  const margin = ' '.repeat(number.length);
  const marks = '^'.repeat(Math.max(widthOf(marked), 1));
  return [
    `${paint(` ${number} | `, 'dim')}${from > 0 ? '…' : ''}${shown}${to < text.length ? '…' : ''}`,
    `${paint(` ${margin} | `, 'dim')}${' '.repeat(widthOf(before))}${paint(marks, severity)}`,
    '',
  ].join('\n');
}

/** Of a long line, so much is shown before the finding, and in all. */
const maxBefore = 60;
const maxWidth = 160;

/** Text that does nothing to a terminal but to be shown. */
function printable(text: string): string {
  return text.replaceAll('\t', '    ').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

/** The columns that a text takes in a terminal: Chinese characters, and others of their kind, take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += /\p{M}/u.test(char) ? 0 : wide.test(char) ? 2 : 1;
  return width;
}

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
