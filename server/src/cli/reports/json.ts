import { allFindings, type Report } from './report.ts';

/** An array with one object for each finding. */
export const json: Report = (result) => {
  const findings = allFindings(result).map(({ isRule: _isRule, source: _source, ...finding }) => finding);
  return `${JSON.stringify(findings, undefined, 2)}\n`;
};
