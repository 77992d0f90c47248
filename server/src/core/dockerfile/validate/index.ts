import type { Diagnostic } from '../../lint/diagnostic.ts';
import { nodeMemo } from '../../lint/nodeMemo.ts';
import { message } from '../../text/message.ts';
import { isOnBareImage } from '../baseImages.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { Instruction, InstructionKind } from '../parse/ast.ts';
import type { Look } from '../stageMemo.ts';
import { stageMemo } from '../stageMemo.ts';
import type { Scope } from '../variables/scope.ts';
import { globalScope, stageScope } from '../variables/scope.ts';
import { argumentChecks } from './arguments.ts';
import type { Check, Checker } from './checker.ts';
import { on, report } from './checker.ts';
import { checkDirectives } from './directives.ts';
import { checkFlags } from './flags.ts';
import { checkFrom } from './from.ts';
import { checkHealthcheck } from './healthcheck.ts';
import { withMends } from './mends.ts';
import { checkStageReferences } from './stages.ts';
import { valueChecks } from './values.ts';

/**
 * All that `docker build` rejects the file for, as far as the file itself shows it; BuildKit stops at the first.
 * Values that depend on build arguments or on the environment of a base image count as good.
 */
export function hardErrors(model: DockerfileModel): Diagnostic[] {
  const { tree } = model;
  const scope = globalScope();
  const checker: Checker = {
    model,
    escape: tree.escape.charCodeAt(0),
    problems: [],
    state: { scope, globals: undefined, isAtRoot: false },
    usedState: false,
  };
  for (const problem of tree.errors) report(checker, problem);
  checkDirectives(checker);
  checkFile(checker);
  checkGlobals(checker);
  checkStages(checker, scope);
  checkStageReferences(checker);
  return withMends(model, checker.problems);
}

const checksByKind: ReadonlyMap<InstructionKind, readonly Check[]> = groupByKind([
  ...argumentChecks,
  on('healthcheck', checkHealthcheck),
]);
const valueChecksByKind: ReadonlyMap<InstructionKind, readonly Check[]> = groupByKind(valueChecks);
const noChecks: readonly Check[] = [];

function groupByKind(checks: readonly (readonly [InstructionKind, Check])[]): ReadonlyMap<InstructionKind, Check[]> {
  const groups = new Map<InstructionKind, Check[]>();
  for (const [kind, check] of checks) groups.set(kind, [...(groups.get(kind) ?? []), check]);
  return groups;
}

/** The errors of a file as a whole. */
function checkFile(checker: Checker): void {
  const { text, tree, stages, globals } = checker.model;
  const [first] = tree.instructions;
  if (!first) {
    const span = { start: 0, end: 0 };
    const problem =
      text === ''
        ? message('A Dockerfile cannot be empty. It begins with a base image, as in {0}.', 'FROM alpine:3.22')
        : message('This file has no instructions. It begins with a base image, as in {0}.', 'FROM alpine:3.22');
    report(checker, { code: 'no-instructions', span, message: problem });
  } else if (stages.length === 0 && globals.every(({ kind }) => kind === 'arg')) {
    const problem = message('FROM is missing. A build starts from a base image, as in {0}.', 'FROM alpine:3.22');
    report(checker, { code: 'no-from', span: first.keyword.span, message: problem });
  }
}

/** Before the first FROM only ARG may stand. */
function checkGlobals(checker: Checker): void {
  const { stages, globals } = checker.model;
  let misplaced = 0;
  for (const instruction of globals) {
    checkForm(instruction, checker);
    if (instruction.kind === 'arg') runChecks(valueChecksByKind, instruction, checker);
    if (instruction.kind === 'arg' || instruction.kind === 'unknown') continue;
    // Without any FROM one error says it all.
    if (stages.length === 0 && misplaced++ > 0) continue;
    const { keyword } = instruction;
    const problem = message('{0} must stand behind a FROM: only ARG may come before.', keyword.text.toUpperCase());
    report(checker, { code: 'no-stage', span: keyword.span, message: problem });
  }
}

/** What a stage leaves to the stages that build on it. */
interface Outcome {
  readonly scope: Scope;
  readonly isAtRoot: boolean;
}

/** What ONBUILD keeps in a stage. */
interface Triggers {
  readonly instructions: readonly Instruction[];
  /** How many stages have run them already. */
  uses: number;
}

/** So many stages of a file run the triggers of one base; their errors are the same. */
const maxUses = 10;

const stages = stageMemo<Outcome>();

/** A stage follows from its instructions, what it builds on, and what stands before the first FROM. */
function checkStages(checker: Checker, globals: Scope): void {
  const { model, problems } = checker;
  const { directives } = model.tree;
  const file = [...directives.map(({ value }) => value), ...model.globals.map(({ line }) => line.text)].join('\n');
  const triggers = new Map<Stage, Triggers>();
  for (const stage of model.stages) {
    const run = stage.baseStage && triggers.get(stage.baseStage);
    if (run) run.uses++;
    // The errors of triggers stand in the other stage: they are found again when that has moved.
    const around = run
      ? `${file}\n${run.uses} ${stage.from.span.start - (stage.baseStage?.from.span.start ?? 0)}`
      : file;
    const find = (base: Outcome | undefined): Look<Outcome> => checkStage(stage, checker, { base, run, globals });
    for (const problem of stages.look(stage, find, around).findings) problems.push(problem);
    const instructions = triggersOf(stage);
    if (instructions.length > 0) triggers.set(stage, { instructions, uses: 0 });
  }
}

interface Before {
  readonly base: Outcome | undefined;
  /** What the stage below has for those that build on it. */
  readonly run: Triggers | undefined;
  readonly globals: Scope;
}

function checkStage(stage: Stage, checker: Checker, { base, run, globals }: Before): Look<Outcome> {
  const { state, problems } = checker;
  const first = problems.length;
  state.globals = undefined;
  state.scope = globals;
  checkFlags(stage.from, checker);
  checkFrom(stage, checker);
  const isBare = isOnBareImage(stage);
  state.globals = globals;
  state.scope = stageScope(base?.scope ?? (isBare ? 'known' : 'unknown'));
  state.isAtRoot = base?.isAtRoot ?? isBare;
  if (run && run.uses <= maxUses) runTriggers(run, checker);
  for (const instruction of stage.instructions) checkInstruction(instruction, checker);
  return { findings: problems.splice(first), outcome: { scope: state.scope, isAtRoot: state.isAtRoot } };
}

/** What ONBUILD keeps in a stage runs when another stage of the file builds on it, and fails there. */
function runTriggers({ instructions, uses }: Triggers, checker: Checker): void {
  const known = checker.problems.length;
  for (const trigger of instructions) {
    checkForm(trigger, checker);
    runChecks(valueChecksByKind, trigger, checker);
  }
  // The errors of a trigger are told once, where it stands.
  if (uses > 1) checker.problems.length = known;
}

function triggersOf({ instructions }: Stage): readonly Instruction[] {
  const triggers: Instruction[] = [];
  for (const instruction of instructions) {
    if (instruction.kind === 'onbuild' && instruction.trigger) triggers.push(instruction.trigger);
  }
  return triggers;
}

/** Most instructions are right or wrong by themselves; those are looked at once, as long as an edit leaves them. */
function checkInstruction(instruction: Instruction, checker: Checker): void {
  const { problems } = checker;
  const known = memo.get(instruction);
  if (known) {
    for (const problem of known) problems.push(problem);
    return;
  }
  const first = problems.length;
  checker.usedState = false;
  checkForm(instruction, checker);
  runChecks(valueChecksByKind, instruction, checker);
  if (!checker.usedState) memo.set(instruction, problems.slice(first));
}

const memo = nodeMemo<Instruction>();

function checkForm(instruction: Instruction, checker: Checker): void {
  checkFlags(instruction, checker);
  runChecks(checksByKind, instruction, checker);
}

function runChecks(
  checks: ReadonlyMap<InstructionKind, readonly Check[]>,
  instruction: Instruction,
  checker: Checker,
): void {
  for (const check of checks.get(instruction.kind) ?? noChecks) check(instruction, checker);
}
