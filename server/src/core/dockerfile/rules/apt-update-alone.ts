import { perObject } from '../../perObject.ts';
import type { Finding, Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { spanOfCommand } from '../commands/commandRule.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { InstructionOf } from '../parse/ast.ts';
import { joinEdit } from '../refactor/joinRuns.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { RunCommand } from '../commands/runCommands.ts';
import { commandsOf } from '../commands/runCommands.ts';
import { posixRuns } from '../commands/shells.ts';

export const aptUpdateAlone: DockerfileRule<'file'> = {
  id: 'apt-update-alone',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'apt-get update and apt-get install stand in one RUN.',
  why:
    'The builder keeps the layer of a lone `apt-get update`. When packages are added to the RUN behind it, weeks later, ' +
    'they are looked for in the old lists, and versions that are gone cannot be found. Together they run again together.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN «apt-get update»\nRUN apt-get install -y curl\n',
      fixed: 'FROM debian:13\nRUN apt-get update && \\\n    apt-get install -y curl\n',
    },
    {
      bad: 'FROM debian:13\nRUN «apt-get -qq update» && apt-get clean\nENV A=1\nRUN set -e; apt-get install -y curl\n',
    },
    { bad: 'FROM debian:13 AS base\nRUN «apt update»\nFROM base\nRUN apt install -y curl\n' },
    { good: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl\nRUN apt-get install -y git\n' },
    { good: 'FROM debian:13\nRUN apt-get update\nRUN apt-get update && apt-get install -y curl\n' },
    { good: 'FROM debian:13\nRUN apt-get update\nRUN make\n' },
    {
      good: 'FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update\nRUN apt-get install -y a\n',
    },
  ],
  nodes: ['file'],
  check(model) {
    const left = new Map<Stage, Run | undefined>();
    return model.stages.flatMap((stage) => {
      let update = stage.baseStage && left.get(stage.baseStage);
      const findings: Finding[] = [];
      for (const { run, isUpdating, isInstalling } of aptRuns(stage, model)) {
        if (isUpdating) update = isInstalling || hasCache(run) ? undefined : run;
        else if (update) {
          findings.push(...findingsBetween(model, update, run));
          update = undefined;
        }
      }
      left.set(stage, update);
      return findings;
    });
  },
};

type Run = InstructionOf<'run'>;

/** The RUN instructions of a stage that use apt, and what they do with it. */
const aptRuns = perObject((stage: Stage, { text, tree }: DockerfileModel) =>
  posixRuns(stage, tree.escape)
    .map((run) => ({ run, ...partOf(run, text) }))
    .filter(({ isUpdating, isInstalling }) => isUpdating || isInstalling),
);

/** What a RUN does with apt. */
const partOf = perObject((run: Run, text: string) => {
  const commands = commandsOf(run, text);
  return {
    isUpdating: commands.some((command) => does(command, updates)),
    isInstalling: commands.some((command) => does(command, installations)),
  };
});

function findingsBetween(model: DockerfileModel, updating: Run, installing: Run): readonly Finding[] {
  const command = commandsOf(updating, model.text).find((other) => does(other, updates));
  if (!command) return [];
  const fixes = fixOf(model, updating, installing);
  const text = message('Update in the RUN that installs: the builder keeps this layer, and the lists get old.');
  return [{ span: spanOfCommand(command), message: text, ...(fixes.length > 0 ? { fixes } : {}) }];
}

function fixOf(model: DockerfileModel, first: Run, second: Run): readonly Fix[] {
  const isNext = model.text.slice(first.span.end, second.span.start).trim() === '';
  const edit = isNext ? joinEdit(model, first, second) : undefined;
  return edit ? [{ title: message('Join with the next RUN'), edits: [edit], preferred: true }] : [];
}

function does({ name, args }: RunCommand, verbs: ReadonlySet<string>): boolean {
  return (name === 'apt-get' || name === 'apt') && args.some(({ text }) => verbs.has(text));
}

const updates = new Set(['update']);
const installations = new Set(['install', 'upgrade', 'dist-upgrade', 'full-upgrade', 'build-dep']);

function hasCache({ flags }: Run): boolean {
  return flags.some(({ name, value }) => name === 'mount' && value?.includes('/var/lib/apt'));
}
