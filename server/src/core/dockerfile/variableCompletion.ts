import type { Completion } from '../language.ts';
import type { DockerfileModel, Stage } from './model.ts';
import type { Instruction, InstructionOf, Pair } from './parse/ast.ts';
import { nameEnd } from './parse/expansionState.ts';
import { sourceSpan } from './parse/logicalLine.ts';
import { stageAt } from './position.ts';
import { platformArgs } from './scope.ts';

/** The variables that can follow a `$` or `${` before `at`, an offset of the logical line; undefined where none stands there. */
export function variableCompletions(
  model: DockerfileModel,
  instruction: Instruction,
  at: number,
): readonly Completion[] | undefined {
  const { line } = instruction;
  const before = /(\$\{?)\w*$/.exec(line.text.slice(Math.max(at - maxName, 0), at));
  if (!before) return undefined;
  const sign = before[1] ?? '';
  const start = at - before[0].length + sign.length;
  const end = Math.max(nameEnd(line.text, start), at);
  const closing = sign === '${' && !/[}:+?#%/-]/.test(line.text.charAt(end)) ? '}' : '';
  const span = sourceSpan(line, start, end);
  return visibleVariables(model, instruction).map(({ name, docs }, index) => ({
    label: name,
    kind: 'variable',
    span: start === end ? { start: span.start, end: span.start } : span,
    newText: name + closing,
    isSnippet: false,
    sortText: String(index).padStart(3, '0'),
    docs,
  }));
}

/** Longer names are not looked for. */
const maxName = 200;

interface Variable {
  readonly name: string;
  readonly docs: Completion['docs'];
}

/** FROM sees the ARG before the first FROM; all others see what their stage and those below have declared so far. */
function visibleVariables(model: DockerfileModel, instruction: Instruction): readonly Variable[] {
  const { start } = instruction.span;
  const declared =
    instruction.kind === 'from' || model.stages.length === 0
      ? [...declaredIn(model.globals, start), ...platformArgs.map((name) => ({ name, docs: [] }))]
      : ofStage(stageAt(model, start), start);
  return [...new Map(declared.map((variable) => [variable.name, variable])).values()];
}

/** How many stages below are looked through. */
const maxDepth = 32;

function ofStage(stage: Stage | undefined, before: number): readonly Variable[] {
  const variables: Variable[] = [];
  let depth = 0;
  for (let at = stage; at && depth < maxDepth; at = at.baseStage, depth++) {
    variables.push(...declaredIn(at.instructions, before).toReversed());
  }
  return variables;
}

function declaredIn(instructions: readonly Instruction[], before: number): readonly Variable[] {
  return instructions
    .filter((instruction) => instruction.kind === 'arg' || instruction.kind === 'env')
    .filter(({ span }) => span.start < before)
    .flatMap((instruction) => instruction.pairs.map((pair) => variableOf(instruction, pair)));
}

function variableOf({ keyword }: InstructionOf<'arg' | 'env'>, { name, value }: Pair): Variable {
  const code = `${keyword.text} ${name.text}${value ? `=${value.text.slice(0, maxName)}` : ''}`;
  return { name: name.text, docs: [{ kind: 'code', language: 'dockerfile', code }] };
}
