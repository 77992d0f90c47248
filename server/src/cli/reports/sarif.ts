import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RuleInfo, Severity } from '../../core/lint/rule.ts';
import type { Located, LocatedFix, Region } from '../located.ts';
import { webPage } from '../located.ts';
import { allFindings, type LintResult, type Report } from './report.ts';

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The Static Analysis Results Interchange Format 2.1.0 of OASIS, as code scanning services read it. */
export const sarif: Report = (result, { version, rules }) => {
  const findings = allFindings(result);
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const indices = new Map(codes.map((code, index) => [code, index]));
  const driver = {
    name: 'Slipway',
    version,
    semanticVersion: version,
    rules: codes.map((code) => descriptor(code, rules.get(code))),
  };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(result)],
    artifacts: result.files.map(({ name }) => ({ location: { uri: uriOf(name) } })),
    results: findings.map((finding) => resultOf(finding, indices)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function invocation({ problems }: LintResult): object {
  return {
    executionSuccessful: problems.length === 0,
    toolExecutionNotifications: problems.map((text) => ({ level: 'error', message: { text } })),
  };
}

/** A rule, or an error of syntax, which has nothing but its name. */
function descriptor(code: string, rule: RuleInfo | undefined): object {
  const helpUri = webPage([code, ...(rule?.aliases ?? [])]);
  return {
    id: code,
    ...(rule && {
      shortDescription: { text: rule.summary },
      fullDescription: { text: rule.why },
      help: { text: rule.why, markdown: rule.why },
      defaultConfiguration: { level: levels[rule.severity] },
      properties: { tags: [rule.category, ...rule.aliases] },
    }),
    ...(helpUri !== undefined && { helpUri }),
  };
}

function resultOf(finding: Located, indices: ReadonlyMap<string, number>): object {
  const { code, severity, message, file, fixes } = finding;
  const artifactLocation = { uri: uriOf(file) };
  return {
    ruleId: code,
    ruleIndex: indices.get(code),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(finding) } }],
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(fix, artifactLocation)) }),
  };
}

function fixOf({ title, edits }: LocatedFix, artifactLocation: object): object {
  const replacements = edits.map((edit) => ({
    deletedRegion: regionOf(edit),
    ...(edit.newText !== '' && { insertedContent: { text: edit.newText } }),
  }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation, replacements }] };
}

function regionOf({ line, column, endLine, endColumn }: Region): object {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** A path as an address, relative where the path is. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
  return path.split('/').map(encodeURIComponent).join('/');
}
