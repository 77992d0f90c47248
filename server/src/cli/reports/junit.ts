import type { Located } from '../located.ts';
import { allFindings, type CheckedFile, type Report } from './report.ts';
import { tag, xmlText } from './xml.ts';

/** The XML of JUnit: a suite for each file, with a failed test for each finding, or one that passed. */
export const junit: Report = (result) => {
  const failures = allFindings(result).length;
  const tests = result.files.reduce((sum, { findings }) => sum + Math.max(findings.length, 1), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `${tag('testsuites', { name: 'slipway', tests, failures })}>`,
    ...result.files.map(suite),
    '</testsuites>',
    '',
  ].join('\n');
};

function suite({ name, findings }: CheckedFile): string {
  const tests = Math.max(findings.length, 1);
  const head = tag('testsuite', { name, tests, failures: findings.length, errors: 0, skipped: 0 });
  const passed = `    ${tag('testcase', { classname: name, name: 'slipway' })} />`;
  return [`  ${head}>`, ...(findings.length === 0 ? [passed] : findings.map(failed)), '  </testsuite>'].join('\n');
}

function failed({ file, line, column, severity, code, message }: Located): string {
  const test = tag('testcase', { classname: file, name: `${code} ${line}:${column}` });
  const text = xmlText(`${file}:${line}:${column} ${severity} ${code}: ${message}`);
  return `    ${test}>\n      ${tag('failure', { type: severity, message })}>${text}</failure>\n    </testcase>`;
}
