import type { Diagnostic } from '../lint/diagnostic.ts';
import { ruleTable, runRules } from '../lint/runRules.ts';
import type { DockerfileModel } from './model.ts';
import type { DockerfileNodes } from './rule.ts';
import { walk } from './rule.ts';
import { rules } from './rules/index.ts';
import { withSuppressions } from './suppressions.ts';
import { hardErrors } from './validate/index.ts';

/** Hard errors and what the rules find, in the order of the text. */
export function diagnose(model: DockerfileModel): readonly Diagnostic[] {
  const findings = withSuppressions(model, runRules(model, walk(model), table));
  return [...hardErrors(model), ...findings].sort((a, b) => a.span.start - b.span.start);
}

const table = ruleTable<DockerfileModel, DockerfileNodes>(rules);
