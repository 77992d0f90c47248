import type { RuleInfo } from '../../core/lint/rule.ts';
import type { Translate } from '../../core/text/message.ts';
import type { Located } from '../located.ts';

/** What a run has found. */
export interface LintResult {
  readonly files: readonly CheckedFile[];
  /** What could not be done, in words. */
  readonly problems: readonly string[];
}

export interface CheckedFile {
  readonly name: string;
  readonly findings: readonly Located[];
}

/** How and for whom a report is written. */
export interface ReportContext {
  readonly version: string;
  readonly translate: Translate;
  readonly isColoured: boolean;
  /** The rules that were asked, by their names. */
  readonly rules: ReadonlyMap<string, RuleInfo>;
}

/** Writes what was found, as a whole. */
export type Report = (result: LintResult, context: ReportContext) => string;

/** All findings, file by file. */
export function allFindings({ files }: LintResult): readonly Located[] {
  return files.flatMap(({ findings }) => findings);
}
