import { perObject } from '../../perObject.ts';
import type { Finding, Fix } from '../../lint/rule.ts';
import type { Pipeline, SimpleCommand } from '../../shell/ast.ts';
import { simpleCommands, visitScript } from '../../shell/commands.ts';
import { lineBreakAt } from '../../text/lineBreak.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { Stage } from '../model.ts';
import type { Instruction, InstructionOf } from '../parse/ast.ts';
import { shellPragma } from '../lint/pragmas.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { InstructionScript } from '../commands/runCommands.ts';
import { scriptsOf } from '../commands/runCommands.ts';
import { baseImageOf } from '../stageFacts.ts';

export const dl4006: DockerfileRule<'file'> = {
  id: 'DL4006',
  aliases: [],
  severity: 'warning',
  profile: 'strict',
  category: 'correctness',
  summary: 'A RUN with a pipe fails when any of the commands in it fails.',
  why:
    'A shell looks at the last command of a pipe only: in `RUN wget -O - $URL | tar x` the download may fail, and the ' +
    'build goes on. With the option pipefail it stops. `sh` of Debian does not know the option; choose another shell by ' +
    '`SHELL ["/bin/bash", "-o", "pipefail", "-c"]`, or `/bin/ash` on Alpine.',
  examples: [
    { bad: 'FROM debian:13\nRUN wget -O - https://example.com/a «|» tar -x\n' },
    { bad: 'FROM alpine:3.22\nRUN a && \\\n  # b | c\n  b \\\n  «|» c\n' },
    { bad: 'FROM debian:13\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN a «|» b | c\n' },
    { bad: 'FROM debian:13 AS a\nSHELL ["bash", "-o", "pipefail", "-c"]\nFROM debian:13\nRUN X=$(a «|» b); c | d\n' },
    { good: 'FROM debian:13 AS a\nSHELL ["/usr/bin/bash", "-eo", "pipefail", "-c"]\nRUN a | b\nFROM a\nRUN a | b\n' },
    { good: 'FROM debian:13\nRUN set -eux -o pipefail; a | b\nRUN a || b && echo "c | d"\n' },
    { good: 'FROM debian:13\nRUN <<EOF\nset -o pipefail\na | b\nEOF\nRUN ["a", "|", "b"]\n' },
    { good: 'FROM windows:ltsc\nSHELL ["powershell", "-Command"]\nRUN a | b\n' },
    { good: 'FROM windows:ltsc\n# hadolint shell=powershell\nRUN a | b\n' },
  ],
  nodes: ['file'],
  check({ stages, tree, text }) {
    if (tree.escape === '`') return [];
    const last = new Map<Stage, Shell>();
    return stages.flatMap((stage) => {
      let shell = (stage.baseStage && last.get(stage.baseStage)) ?? 'careless';
      const found: Finding[] = [];
      for (const instruction of stage.instructions) {
        shell = shellByComment(instruction, shell);
        if (instruction.kind === 'run' && shell === 'careless') found.push(...findingsIn(instruction, stage, text));
        shell = shellAfter(instruction, shell);
      }
      last.set(stage, shell);
      return found;
    });
  },
};

/** Whether the shell looks at the last command of a pipe only; others have rules of their own. */
type Shell = 'careless' | 'careful';

/** A comment of hadolint tells of the shell of the image. */
function shellByComment({ comments }: Instruction, before: Shell): Shell {
  const named = comments.map(shellPragma).findLast((name) => name !== undefined);
  if (named === undefined) return before;
  return isPosix(named) ? 'careless' : 'careful';
}

function isPosix(program: string): boolean {
  return /^(?:ba|da|a|z|k|mk)?sh$/.test(program.split(/[/\\]/).at(-1) ?? '');
}

function shellAfter(instruction: Instruction, before: Shell): Shell {
  if (instruction.kind !== 'shell' || instruction.command?.form !== 'json') return before;
  const [program = '', ...options] = instruction.command.strings.map(({ value }) => value);
  if (!isPosix(program)) return 'careful';
  return program.split(/[/\\]/).at(-1) !== 'sh' && options.some((option) => option.includes('pipefail'))
    ? 'careful'
    : 'careless';
}

/** The first pipe of a RUN: one answer is enough for all. */
function findingsIn(run: InstructionOf<'run'>, stage: Stage, text: string): readonly Finding[] {
  if (!hasPipe(run, text)) return [];
  for (const script of scriptsOf(run, text)) {
    const pipeline = firstPipe(script);
    if (!pipeline || isCareful(script, pipeline)) continue;
    const span = signOf(pipeline, script, text);
    return [
      {
        span,
        message: message('When a command before the pipe fails, nobody notices. Set pipefail.'),
        fixes: [fix(run, stage, text)],
      },
    ];
  }
  return [];
}

/** Whether a look at its scripts is worth it. */
const hasPipe = perObject(
  (run: InstructionOf<'run'>, text: string) =>
    run.command?.form === 'shell' && scriptsOf(run, text).some((script) => firstPipe(script) !== undefined),
);

function firstPipe({ script }: InstructionScript): Pipeline | undefined {
  const pipes: Pipeline[] = [];
  visitScript(script, { pipeline: (pipeline) => void (pipeline.commands.length > 1 && pipes.push(pipeline)) });
  return pipes.toSorted((a, b) => a.start - b.start)[0];
}

/** Whether the script sets the option before. */
function isCareful({ script }: InstructionScript, { start }: Pipeline): boolean {
  return simpleCommands(script).some((command) => command.start < start && setsPipefail(command));
}

function setsPipefail({ words: [name, ...args] }: SimpleCommand): boolean {
  return name?.text === 'set' && args.some(({ text }) => text === 'pipefail');
}

/** The sign between the first two commands. */
function signOf({ commands }: Pipeline, script: InstructionScript, text: string): Span {
  const [first, second] = commands;
  const between = script.spanOf({ start: first?.end ?? 0, end: second?.start ?? 0 });
  const at = /(?:^|\n)[ \t]*#[^\n]*|\|/g;
  const gap = text.slice(between.start, between.end);
  const sign = [...gap.matchAll(at)].find(([found]) => found === '|')?.index ?? 0;
  return { start: between.start + sign, end: between.start + sign + 1 };
}

/** Not every image has bash, and `yes | head` fails with pipefail: it is for the user to decide. */
function fix({ keyword }: InstructionOf<'run'>, stage: Stage, text: string): Fix {
  const isBusybox = /alpine|busybox/.test(`${baseImageOf(stage)} ${stage.baseName}`);
  const shell = `SHELL ["/bin/${isBusybox ? 'ash' : 'bash'}", "-o", "pipefail", "-c"]`;
  const lineBreak = lineBreakAt(text, keyword.span.end);
  const start = text.lastIndexOf('\n', keyword.span.start) + 1;
  return {
    title: message('Insert {0}', shell),
    edits: [{ span: { start, end: start }, newText: `${shell}${lineBreak}` }],
  };
}
