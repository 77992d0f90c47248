import { createHash } from 'node:crypto';
import type { Category, Severity } from '../../core/lint/rule.ts';
import type { Located } from '../located.ts';
import { allFindings, type Report } from './report.ts';

const severities: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
};

const categories: Readonly<Record<Category, string>> = {
  correctness: 'Bug Risk',
  deprecated: 'Compatibility',
  maintainability: 'Clarity',
  security: 'Security',
  size: 'Performance',
  style: 'Style',
};

/** Issues of Code Climate, which GitLab shows as code quality. */
export const codeclimate: Report = (result, { rules }) => {
  const seen = new Map<string, number>();
  const issues = allFindings(result).map((finding) => {
    const category = rules.get(finding.code)?.category ?? 'correctness';
    return {
      type: 'issue',
      check_name: finding.code,
      description: finding.message,
      categories: [categories[category]],
      severity: severities[finding.severity],
      fingerprint: fingerprint(finding, seen),
      location: {
        path: finding.file.replaceAll('\\', '/').replace(/^\.\//, ''),
        lines: { begin: finding.line, end: finding.endLine },
      },
    };
  });
  return `${JSON.stringify(issues, undefined, 2)}\n`;
};

/** The same as long as the finding is the same, wherever its line moves to. */
function fingerprint({ file, code, message, source }: Located, seen: Map<string, number>): string {
  const key = JSON.stringify([file, code, message, source.trim()]);
  const times = (seen.get(key) ?? 0) + 1;
  seen.set(key, times);
  return createHash('sha1').update(`${key} ${times}`).digest('hex');
}
