import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { isOnBareImage } from '../baseImages.ts';
import { splitBefore } from '../lint/envReferences.ts';
import type { Stage } from '../model.ts';
import type { Instruction, InstructionOf } from '../parse/ast.ts';
import { variablesIn } from '../parse/variables.ts';
import type { DockerfileRule, Source } from '../lint/rule.ts';

export const dl3044: DockerfileRule<'stage'> = {
  id: 'DL3044',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'An ENV does not use a variable that it sets itself.',
  why:
    'The values of one ENV are put together before any of them is set: in `ENV HOME_DIR=/a BIN=$HOME_DIR/bin` BIN is ' +
    '`/bin`, or what HOME_DIR was before. Write two ENV instructions. On a base image that surely does not set the ' +
    'variable, UndefinedVar says so.',
  examples: [
    {
      bad: 'FROM node:22\nENV HERE=/app THERE=«${HERE}»/there\n',
      fixed: 'FROM node:22\nENV HERE=/app\nENV THERE=${HERE}/there\n',
    },
    {
      bad: 'FROM node:22\nENV A=1 \\\n    B="«$A»/x" \\\n    C=3 \\\n    D=«${B:-«$C»}»\n',
      fixed: 'FROM node:22\nENV A=1\nENV B="$A/x" \\\n    C=3\nENV D=${B:-$C}\n',
    },
    { bad: 'FROM node:22\nENV B=«$A» A=1\n' },
    { bad: 'FROM node:22\nENV PATH=/a:«$PATH» PATH=/b:«$PATH»\n' },
    { bad: 'FROM node:22\nONBUILD ENV A=1 B=«$A»\n' },
    { good: "FROM node:22\nENV PATH=/a:$PATH B='$PATH' C=\\$PATH\n" },
    { good: 'FROM node:22 AS base\nARG A\nENV B=0\nFROM base\nENV A=1 B=$A C=$B\n' },
    { good: 'FROM node:22\nENV BLA=1 B=$BLAFOO C=BLA/${FOOBLA}\n' },
  ],
  nodes: ['stage'],
  check(stage, source) {
    const own = new Set<string>();
    const names: Names = {
      isSet: (name) => own.has(name) || isSetBelow(stage.baseStage, name, 0),
      isComplete: isOnBareImage(bottomOf(stage)),
    };
    return stage.instructions.flatMap((instruction) => {
      const found = findingsIn(instruction, names, source);
      for (const name of namesSetBy(instruction)) own.add(name);
      return found;
    });
  },
};

/** The variables that are set at a place. */
interface Names {
  readonly isSet: (name: string) => boolean;
  /** Whether no others can be set: then UndefinedVar reports all that are used. */
  readonly isComplete: boolean;
}

/** Stages build on stages so deep at most; below that, nothing is known. */
const maxDepth = 64;

function isSetBelow(stage: Stage | undefined, name: string, depth: number): boolean {
  if (!stage || depth >= maxDepth) return false;
  return (
    stage.instructions.some((instruction) => namesSetBy(instruction).includes(name)) ||
    isSetBelow(stage.baseStage, name, depth + 1)
  );
}

function bottomOf(stage: Stage): Stage {
  let bottom = stage;
  for (let depth = 0; bottom.baseStage && depth < maxDepth; depth++) bottom = bottom.baseStage;
  return bottom;
}

function namesSetBy(instruction: Instruction): readonly string[] {
  return instruction.kind === 'arg' || instruction.kind === 'env' ? instruction.pairs.map(({ name }) => name.text) : [];
}

function findingsIn(instruction: Instruction, names: Names, source: Source): readonly Finding[] {
  if (instruction.kind === 'env') return names.isComplete ? [] : findingsInEnv(instruction, names, source);
  const trigger = instruction.kind === 'onbuild' ? instruction.trigger : undefined;
  if (trigger?.kind !== 'env') return [];
  return findingsInEnv(trigger, names, source).map(({ span, message: text }) => ({ span, message: text }));
}

function findingsInEnv(env: InstructionOf<'env'>, names: Names, { text, escape }: Source): readonly Finding[] {
  if (env.pairs.length < 2 || !env.line.text.includes('$')) return [];
  const firsts = new Map(env.pairs.map(({ name }, index) => [name.text, index] as const).toReversed());
  const lasts = new Map(env.pairs.map(({ name }, index) => [name.text, index] as const));
  return env.pairs.flatMap((pair, index) => {
    const uses = pair.value ? variablesIn(env.line, pair.value, escape.charCodeAt(0)) : [];
    const own = uses.filter(({ name }) => {
      const isSetElsewhere = (firsts.get(name) ?? index) !== index || (lasts.get(name) ?? index) !== index;
      return isSetElsewhere && !names.isSet(name);
    });
    // One fix parts the pair from those before it; more would get into each other's way.
    return own.map(({ name, span }, at): Finding => {
      const isSetBefore = at === 0 && own.every((use) => (lasts.get(use.name) ?? index) < index);
      const fixes = isSetBefore ? splitBefore(env, pair, text) : [];
      return {
        span,
        message: message('{0} is set by this same ENV, so it is not set here yet. Write two ENV instructions.', name),
        ...(fixes.length > 0 ? { fixes } : {}),
      };
    });
  });
}
