import { perObject } from '../perObject.ts';
import type { Diagnostic } from '../lint/diagnostic.ts';
import { nodeMemo } from '../lint/nodeMemo.ts';
import type { LintOptions } from '../lint/options.ts';
import { defaultLintOptions } from '../lint/options.ts';
import { ruleTable, runRules } from '../lint/runRules.ts';
import { message } from '../text/message.ts';
import { completed } from './lint/fragment.ts';
import { frontendOf } from './frontend.ts';
import type { DockerfileModel, Stage } from './model.ts';
import type { Instruction } from './parse/ast.ts';
import type { DockerfileNodes, DockerfileRule, Source } from './lint/rule.ts';
import { rules } from './rules/index.ts';
import type { Shell } from './commands/shells.ts';
import { firstShell, withShells } from './commands/shells.ts';
import type { Look } from './stageMemo.ts';
import { stageMemo } from './stageMemo.ts';
import { suppressionsOf } from './lint/suppressions.ts';
import { hardErrors } from './validate/index.ts';

/** Hard errors and what the rules find, in the order of the text. */
export function diagnose(model: DockerfileModel, options: LintOptions = defaultLintOptions): readonly Diagnostic[] {
  if (frontendOf(model.tree) === 'foreign') return [foreignFrontend(model)];
  const whole = completed(model);
  if (!whole) return check(model, options);
  const missing = hardErrors(model).filter(({ code }) => code === 'no-stage' || code === 'no-from');
  const others = check(whole.model, options).flatMap((found) => whole.moveBack(found) ?? []);
  return inOrder([...missing, ...others]);
}

function check(model: DockerfileModel, options: LintOptions): readonly Diagnostic[] {
  const asked = askedRules(options);
  const { text, tree } = model;
  const source: Source = { text, escape: tree.escape, options, shell: 'posix' };
  const forGlobals = sourceFor(firstShell(tree.escape), source);
  const findings = [
    ...runRules(source, [{ kind: 'file', node: model }], asked.table),
    ...model.globals.flatMap((node) => instructionFindings(node, forGlobals, asked)),
    ...model.stages.flatMap((stage) => asked.stages.look(stage, () => lookAt(stage, source, asked)).findings),
  ];
  const suppressions = suppressionsOf(model, options);
  const kept = suppressions.apply(findings);
  return inOrder([...hardErrors(model), ...kept, ...suppressions.complaints()]);
}

function inOrder(diagnostics: Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.sort((a, b) => a.span.start - b.span.start);
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

/** The rules that the options want, and what those for stages and instructions have found. */
const askedRules = perObject((options: LintOptions) => ({
  table: ruleTable<Source, DockerfileNodes>(rules, options),
  triggerTable: ruleTable<Source, DockerfileNodes>(
    rules.filter((rule: DockerfileRule<keyof DockerfileNodes>) => rule.triggers),
    options,
  ),
  stages: stageMemo<undefined>(),
  found: { posix: nodeMemo<Instruction>(), other: nodeMemo<Instruction>() },
}));

type AskedRules = ReturnType<typeof askedRules>;

/** What the rules find in a stage as a whole, and in its instructions. */
function lookAt(stage: Stage, source: Source, asked: AskedRules): Look<undefined> {
  const findings = runRules(source, [{ kind: 'stage', node: stage }], asked.table);
  for (const { node, shell } of withShells(stage, source.escape)) {
    for (const finding of instructionFindings(node, sourceFor(shell, source), asked)) findings.push(finding);
  }
  return { findings, outcome: undefined };
}

function sourceFor({ family }: Shell, source: Source): Source {
  return family === source.shell ? source : { ...source, shell: family };
}

/** What the rules for instructions find; they are asked once for each, as long as edits leave it as it is. */
function instructionFindings(
  node: Instruction,
  source: Source,
  { table, triggerTable, found }: AskedRules,
): readonly Diagnostic[] {
  const memo = found[source.shell];
  const known = memo.get(node);
  if (known) return known;
  const own = runRules(source, [{ kind: node.kind, node }], table);
  const trigger = node.kind === 'onbuild' ? node.trigger : undefined;
  const ofTrigger = trigger ? runRules(source, [{ kind: trigger.kind, node: trigger }], triggerTable) : [];
  const findings = [...own, ...ofTrigger];
  memo.set(node, findings);
  return findings;
}
