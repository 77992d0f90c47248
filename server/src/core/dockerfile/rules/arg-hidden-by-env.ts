import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Stage } from '../model.ts';
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
  const found = new Map<string, Finding>();
  const waiting = new Map<string, Finding>();
  for (const instruction of instructions) {
    if (instruction.kind === 'arg') {
      for (const { name } of instruction.pairs) {
        const problem = message('The ENV {0} takes the place of this ARG, which has no effect.', name.text);
        const finding = { span: name.span, message: problem };
        if (hidden.has(name.text)) found.set(name.text, finding);
        else waiting.set(name.text, finding);
      }
      continue;
    }
    for (const name of waiting.keys()) {
      // Whoever names it may use it: variables are read by the builder and by shells.
      const isSet = instruction.kind === 'env' && instruction.pairs.some((pair) => pair.name.text === name);
      if (!isSet && !text.slice(instruction.span.start, instruction.span.end).includes(name) && instruction.kind !== 'run') continue;
      const finding = waiting.get(name);
      if (isSet && finding && !uses(instruction.line.text, name)) found.set(name, finding);
      waiting.delete(name);
    }
    if (instruction.kind !== 'env') continue;
    for (const { name } of instruction.pairs) if (!uses(instruction.line.text, name.text)) hidden.add(name.text);
  }
  return [...found.values()];
}

function uses(text: string, name: string): boolean {
  return text.includes(`$${name}`) || text.includes(`\${${name}`);
}
