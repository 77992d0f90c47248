import type { Finding, RuleInfo } from '../lint/rule.ts';
import { noFindings } from '../lint/rule.ts';
import type { Mend } from './projectMends.ts';
import type { Effective } from './project/evaluate.ts';
import type { ProjectFiles } from './project/files.ts';
import type { Origin } from './project/value.ts';
import type { ComposeRule } from './walk.ts';

/** A project, as rules see it. */
export interface ProjectView {
  readonly effective: Effective;
  /** The files around. Who asks for one that is not known yet is asked again when it is. */
  readonly files: ProjectFiles;
}

/** What a rule found in one of the files of a project. */
export interface ProjectFinding extends Omit<Finding, 'span' | 'fixes'> {
  readonly origin: Origin;
  readonly mend?: Mend;
}

export type InspectProject = (view: ProjectView) => readonly ProjectFinding[];

/** A rule that looks at the project as a whole: what is merged, filled in, and lies around it. */
export interface ProjectRule extends ComposeRule<'document'> {
  readonly inspect: InspectProject;
  /** Whether it needs to see all files that belong together. */
  readonly needsWhole: boolean;
}

/** Makes a rule that cannot find anything in the file alone. */
export function projectRule(
  info: RuleInfo & { readonly inspect: InspectProject; readonly needsWhole?: true },
): ProjectRule {
  return { ...info, needsWhole: info.needsWhole === true, nodes: [], check: () => noFindings };
}
