import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Stage } from '../model.ts';
import type { Instruction, InstructionOf, Word } from '../parse/ast.ts';
import type { DockerfileRule } from '../rule.ts';

export const argHiddenByEnv: DockerfileRule<'file'> = {
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
  nodes: ['file'],
  check({ stages, text }) {
    const hiding = new Map<Stage, Set<string>>();
    return stages.flatMap((stage) => {
      const hidden = new Set(stage.baseStage && hiding.get(stage.baseStage));
      hiding.set(stage, hidden);
      return findingsIn(stage, hidden, text);
    });
  },
};

/** `hidden` are the variables that an ENV has set to a value that does not come from the ARG. */
function findingsIn({ instructions }: Stage, hidden: Set<string>, text: string): readonly Finding[] {
  const found: Finding[] = [];
  const waiting = new Map<string, Word>();
  for (const instruction of instructions) {
    if (instruction.kind === 'arg') {
      for (const { name } of instruction.pairs) {
        if (hidden.has(name.text)) found.push(finding(name));
        else waiting.set(name.text, name);
      }
      continue;
    }
    const set = instruction.kind === 'env' ? namesSetAnew(instruction) : noNames;
    for (const [name, word] of waiting) {
      if (set.has(name)) found.push(finding(word));
      if (set.has(name) || mayUse(instruction, name, text)) waiting.delete(name);
    }
    for (const name of set) hidden.add(name);
  }
  return found;
}

const noNames: ReadonlySet<string> = new Set();

function finding({ text, span }: Word): Finding {
  return { span, message: message('The ENV {0} takes the place of this ARG, which has no effect.', text) };
}

/** What an ENV sets without a look at the value before. */
function namesSetAnew({ pairs, line }: InstructionOf<'env'>): ReadonlySet<string> {
  const names = pairs.map(({ name }) => name.text);
  return new Set(names.filter((name) => !line.text.includes(`$${name}`) && !line.text.includes(`\${${name}`)));
}

/** Programs that a RUN starts see all ARG; other instructions only what they name. */
function mayUse({ kind, span }: Instruction, name: string, text: string): boolean {
  return kind === 'run' || text.slice(span.start, span.end).includes(name);
}
