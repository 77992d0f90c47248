import type { Severity } from '../../core/lint/rule.ts';
import { type CheckedFile, type Report } from './report.ts';
import { tag } from './xml.ts';

const severities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'info',
};

/** The XML of Checkstyle, which most build servers read. */
export const checkstyle: Report = ({ files }) =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<checkstyle version="4.3">',
    ...files.map(element),
    '</checkstyle>',
    '',
  ].join('\n');

function element({ name, findings }: CheckedFile): string {
  const errors = findings.map(
    ({ line, column, severity, message, code }) =>
      `    ${tag('error', { line, column, severity: severities[severity], message, source: `slipway.${code}` })} />\n`,
  );
  return `  ${tag('file', { name })}>\n${errors.join('')}  </file>`;
}
