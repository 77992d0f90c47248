import type { Finding } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { isExperimental } from '../lint/checkDirective.ts';
import type { Instruction, Word } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const invalidDefinitionDescription: DockerfileRule<'file'> = {
  id: 'InvalidDefinitionDescription',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'style',
  summary: 'A comment right above an ARG or a named stage begins with its name, where the file asks for this check.',
  why:
    '`docker build --call=outline` shows such a comment as the description of the argument or the stage, but only if its ' +
    'first word is the name. Put an empty comment line (`#`) between where the comment is about something else. The check ' +
    'is experimental: it runs only with `# check=experimental=InvalidDefinitionDescription` (or `all`).',
  examples: [
    {
      bad: '# check=experimental=all\nFROM alpine:3.22 AS base\n# which version\nARG «VERSION»=1\n',
      fixed: '# check=experimental=all\nFROM alpine:3.22 AS base\n# VERSION which version\nARG VERSION=1\n',
    },
    {
      bad: '# check=experimental=InvalidDefinitionDescription\n\n# builds it\nFROM alpine:3.22 AS «build»\n',
      fixed: '# check=experimental=InvalidDefinitionDescription\n\n# build builds it\nFROM alpine:3.22 AS build\n',
    },
    { good: '# check=experimental=all\n\n# build builds it\nFROM alpine:3.22 AS build\n# note\n#\nARG VERSION=1\n' },
    { good: '# the base\nFROM alpine:3.22 AS base\n# any version\nARG VERSION=1\n' },
  ],
  nodes: ['file'],
  check({ tree, text }) {
    if (!isExperimental(text, 'InvalidDefinitionDescription')) return noFindings;
    return tree.instructions.flatMap((instruction) => finding(instruction));
  },
};

/** Source: `validateDefinitionDescription` of BuildKit's instructions/parse.go. */
function finding(instruction: Instruction): readonly Finding[] {
  const names = namesOf(instruction);
  const comment = instruction.comments.at(-1);
  const [first] = names;
  const [word] = comment?.text.split(' ') ?? [];
  if (!comment || !first || names.some(({ text }) => text === word)) return noFindings;
  const start = comment.span.end - comment.text.length;
  const fix = {
    title: message('Begin the comment with {0}', first.text),
    edits: [{ span: { start, end: start }, newText: `${first.text} ` }],
    preferred: names.length === 1,
  };
  return [
    { span: first.span, message: message('The description of {0} begins with its name.', first.text), fixes: [fix] },
  ];
}

function namesOf(instruction: Instruction): readonly Word[] {
  if (instruction.kind === 'arg') return instruction.pairs.map(({ name }) => name);
  if (instruction.kind !== 'from') return [];
  const [, as, name] = instruction.words;
  return name && as?.text.toLowerCase() === 'as' ? [name] : [];
}
