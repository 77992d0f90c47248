import type { Finding } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Stage } from '../model.ts';
import type { Instruction, InstructionOf, Word } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { StageNames } from '../lint/stageNames.ts';
import { hasName } from '../lint/stageNames.ts';

export const argHiddenByEnv: DockerfileRule<'stage'> = {
  id: 'arg-hidden-by-env',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'correctness',
  summary: 'No ENV takes the place of an ARG before it is used.',
  why:
    'Where both set a variable, ENV wins, whichever comes first: `--build-arg` has no effect then. Give the ENV the ' +
    'value of the ARG: `ENV VERSION=$VERSION`.',
  examples: [
    { bad: 'FROM alpine:3.22\nENV VERSION=1\nARG «VERSION»=2\n' },
    { bad: 'FROM alpine:3.22\nARG A «B»=1\nENV B=2 A=$A\n' },
    { bad: 'FROM alpine:3.22 AS base\nENV A=1\nFROM base\nARG «A»\n' },
    { good: 'FROM alpine:3.22\nARG A\nENV A=${A:-1}\nARG B\nRUN echo $B\nENV B=2\nARG A\n' },
    { good: 'FROM alpine:3.22\nARG A\nFROM alpine:3.22\nENV A=1\n' },
  ],
  nodes: ['stage'],
  check(stage, { text }) {
    if (!stage.instructions.some(({ kind }) => kind === 'arg')) return noFindings;
    const base = { own: hiddenBelow(stage), base: undefined, depth: 0 };
    return findingsIn(stage, { own: new Set(), base, depth: 1 }, text);
  },
};

/** Stages build on stages so deep at most; below that, nothing is looked for. */
const maxDepth = 64;

/** The variables that the stages below set by ENV. */
function hiddenBelow({ baseStage }: Stage): Set<string> {
  const hidden = new Set<string>();
  let stage = baseStage;
  for (let depth = 0; stage && depth < maxDepth; depth++) {
    for (const instruction of stage.instructions) {
      if (instruction.kind === 'env') for (const name of namesSetAnew(instruction)) hidden.add(name);
    }
    stage = stage.baseStage;
  }
  return hidden;
}

/** `hidden` are the variables that an ENV has set to a value that does not come from the ARG. */
function findingsIn({ instructions }: Stage, hidden: StageNames, text: string): readonly Finding[] {
  const found: Finding[] = [];
  const waiting = new Map<string, Word>();
  for (const instruction of instructions) {
    if (instruction.kind === 'arg') {
      for (const { name } of instruction.pairs) {
        if (hasName(hidden, name.text)) found.push(finding(name));
        else waiting.set(name.text, name);
      }
      continue;
    }
    const set = instruction.kind === 'env' ? namesSetAnew(instruction) : [];
    for (const name of set) {
      const arg = waiting.get(name);
      if (arg) found.push(finding(arg));
      hidden.own.add(name);
    }
    // Programs that a RUN starts see all ARG; other instructions only what they name.
    if (instruction.kind === 'run') waiting.clear();
    else if (waiting.size > 0) for (const name of namesIn(instruction, text)) waiting.delete(name);
  }
  return found;
}

function finding({ text, span }: Word): Finding {
  return { span, message: message('The ENV {0} takes the place of this ARG, which has no effect.', text) };
}

/** What an ENV sets without a look at the value before. */
function namesSetAnew({ pairs, line }: InstructionOf<'env'>): readonly string[] {
  const used = new Set([...line.text.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name));
  return pairs.map(({ name }) => name.text).filter((name) => !used.has(name));
}

function namesIn({ span }: Instruction, text: string): readonly string[] {
  return text.slice(span.start, span.end).match(/\w+/g) ?? [];
}
