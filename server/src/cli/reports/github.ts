import type { Severity } from '../../core/lint/rule.ts';
import type { Located } from '../located.ts';
import { allFindings, type Report } from './report.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Commands that make annotations of a pull request. Source: GitHub's workflow commands. */
export const github: Report = (result) => allFindings(result).map(annotation).join('');

function annotation({ file, line, column, endLine, endColumn, severity, code, message }: Located): string {
  const properties = {
    file: file.replaceAll('\\', '/'),
    line,
    endLine,
    // Columns are taken of findings in one line only.
    ...(line === endLine && { col: column, endColumn }),
    title: code,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${commands[severity]} ${list.join(',')}::${escaped(message)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
