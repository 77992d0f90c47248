import type { Diagnostic } from '../lint/diagnostic.ts';
import { nodeMemo } from '../lint/nodeMemo.ts';
import { ruleTable, runRules } from '../lint/runRules.ts';
import { message } from '../text/message.ts';
import { frontendOf } from './frontend.ts';
import type { DockerfileModel } from './model.ts';
import type { Instruction } from './parse/ast.ts';
import type { DockerfileNodes, Source } from './rule.ts';
import { walkStages } from './rule.ts';
import { rules } from './rules/index.ts';
import { withSuppressions } from './suppressions.ts';
import { hardErrors } from './validate/index.ts';

/** Hard errors and what the rules find, in the order of the text. */
export function diagnose(model: DockerfileModel): readonly Diagnostic[] {
  if (frontendOf(model.tree) === 'foreign') return [foreignFrontend(model)];
  const source: Source = { text: model.text, escape: model.tree.escape };
  const findings = [...runRules(source, walkStages(model), table), ...instructionFindings(model, source)];
  return [...hardErrors(model), ...withSuppressions(model, findings)].sort((a, b) => a.span.start - b.span.start);
}

/** Another frontend may know what Docker's does not, and the other way round: whatever we said would be a guess. */
function foreignFrontend({ tree }: DockerfileModel): Diagnostic {
  const directive = tree.directives.find(({ name }) => name === 'syntax');
  return {
    code: 'foreign-frontend',
    aliases: [],
    severity: 'information',
    isRule: false,
    span: directive?.valueSpan ?? { start: 0, end: 0 },
    message: message(
      '{0} reads this file, and not the frontend of Docker. Slipway does not check it.',
      directive?.value ?? '',
    ),
  };
}

const table = ruleTable<Source, DockerfileNodes>(rules);

/** What the rules for instructions find; they are asked once for each, as long as edits leave it as it is. */
function instructionFindings({ tree }: DockerfileModel, source: Source): readonly Diagnostic[] {
  const all: Diagnostic[] = [];
  for (const node of tree.instructions) {
    let found = memo.get(node);
    if (!found) {
      found = runRules(source, [{ kind: node.kind, node }], table);
      memo.set(node, found);
    }
    for (const finding of found) all.push(finding);
  }
  return all;
}

const memo = nodeMemo<Instruction>();
