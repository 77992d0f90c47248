import { perObject } from '../../perObject.ts';
import type { Finding } from '../../lint/rule.ts';
import type { SimpleCommand } from '../../shell/ast.ts';
import { hasOption } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { insertBehind } from '../commands/commandRule.ts';
import type { PlacedInstruction } from '../commands/fileRuns.ts';
import { posixInstructions } from '../commands/fileRuns.ts';
import type { Stage } from '../model.ts';
import { throwawayFolders } from '../commands/mountTargets.ts';
import type { Installation } from '../commands/packages.ts';
import { installationsBy, pip, spanOfInstallation } from '../commands/packages.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { RunCommand } from '../commands/runCommands.ts';
import { commandsOf } from '../commands/runCommands.ts';

export const dl3042: DockerfileRule<'file'> = {
  id: 'DL3042',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'size',
  summary: 'pip install has the option --no-cache-dir.',
  why:
    'pip keeps all that it downloads and builds in `~/.cache/pip`, and the image has it a second time. ' +
    '`--no-cache-dir`, or `ENV PIP_NO_CACHE_DIR=1`, leaves that out; a cache mount keeps it for the next build instead.',
  examples: [
    {
      bad: 'FROM python:3.14\nRUN «pip install» flask && «python -m pip install» \\\n  gunicorn\n',
      fixed:
        'FROM python:3.14\nRUN pip install --no-cache-dir flask && python -m pip install --no-cache-dir \\\n  gunicorn\n',
    },
    {
      bad: 'FROM python:3.14 AS a\nENV PIP_NO_CACHE_DIR=1\nFROM python:3.14\nENV PIP_NO_CACHE_DIR=off\nONBUILD RUN «pip3 install» x\n',
      fixed:
        'FROM python:3.14 AS a\nENV PIP_NO_CACHE_DIR=1\nFROM python:3.14\nENV PIP_NO_CACHE_DIR=off\nONBUILD RUN pip3 install --no-cache-dir x\n',
    },
    {
      bad: 'FROM python:3.14\nRUN PIP_NO_CACHE_DIR=0 «pip install» flask\n',
      fixed: 'FROM python:3.14\nRUN PIP_NO_CACHE_DIR=0 pip install --no-cache-dir flask\n',
    },
    { good: 'FROM python:3.14\nRUN pip --no-cache-dir install flask && pip install flask --no-cache-dir\n' },
    { good: 'FROM python:3.14 AS base\nENV A=b PIP_NO_CACHE_DIR="yes"\nFROM base\nRUN pip install flask\n' },
    { good: 'FROM python:3.14\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask\n' },
    { good: 'FROM python:3.14\nRUN export PIP_NO_CACHE_DIR=on && pip install a && pipx install b && pip download c\n' },
    {
      good: 'FROM python:3.14\nRUN PIP_NO_CACHE_DIR=true pip install flask\nRUN env PIP_NO_CACHE_DIR=1 pip install flask\n',
    },
  ],
  nodes: ['file'],
  check(model, source) {
    const withoutCache = new Map<Stage | undefined, boolean>();
    const found: Finding[] = [];
    for (const { node, stage } of posixInstructions(model)) {
      if (node.kind === 'from') withoutCache.set(stage, withoutCache.get(stage?.baseStage) ?? false);
      const chosen = choiceOf(node);
      if (chosen !== undefined) withoutCache.set(stage, chosen);
      if (node.kind !== 'run' || withoutCache.get(stage) === true) continue;
      for (const installation of installing(node, source.text)) found.push(finding(installation));
    }
    return found;
  },
};

const variable = 'PIP_NO_CACHE_DIR';
const isTrue = /^(?:1|y|yes|t|true|on)$/i;

/** What an instruction says for those behind it. */
function choiceOf(node: PlacedInstruction['node']): boolean | undefined {
  if (node.kind !== 'env' && node.kind !== 'arg') return undefined;
  const pair = node.pairs.findLast(({ name, value }) => name.text === variable && value);
  return pair?.value && isTrue.test(pair.value.text.replaceAll(/["']/g, ''));
}

/** The installations of a RUN that keep what they download, as far as it says itself. */
const installing = perObject((run: InstructionOf<'run'>, text: string) =>
  hasCacheMount(run)
    ? []
    : installationsBy(pip, keepingCache(commandsOf(run, text))).filter(
        ({ command }) => !hasOption(command, 'no-cache-dir', 'cache-dir'),
      ),
);

function hasCacheMount(run: InstructionOf<'run'>): boolean {
  return throwawayFolders(run).some((folder) => /\.cache(?:\/pip|$)|\/pip$/.test(folder));
}

/** The commands that run without the variable: it is neither set for them, nor exported before. */
function keepingCache(commands: readonly RunCommand[]): readonly RunCommand[] {
  let isExported = false;
  let withVariable: SimpleCommand | undefined;
  return commands.filter(({ name, args, command }) => {
    const isSet =
      command.assignments.some(
        (assignment) => assignment.name === variable && isTrue.test(assignment.values[0]?.text ?? ''),
      ) || args.some(({ text }) => text.startsWith(`${variable}=`) && isTrue.test(text.slice(variable.length + 1)));
    if (isSet && name === 'export') isExported = true;
    // What env sets holds for the program behind it, which is the same command.
    if (isSet) withVariable = command;
    return !isExported && withVariable !== command;
  });
}

function finding(installation: Installation): Finding {
  return {
    span: spanOfInstallation(installation),
    message: message('pip keeps its downloads in the image: add {0}.', '--no-cache-dir'),
    fixes: insertBehind(
      installation.command,
      installation.verb,
      ' --no-cache-dir',
      message('Add {0}', '--no-cache-dir'),
    ),
  };
}
