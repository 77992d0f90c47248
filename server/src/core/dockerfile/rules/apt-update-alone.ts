import type { Finding, Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { spanOfCommand } from '../commandRule.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { InstructionOf } from '../parse/ast.ts';
import { joinEdit } from '../refactor/joinRuns.ts';
import type { DockerfileRule } from '../rule.ts';
import type { RunCommand } from '../runCommands.ts';
import { commandsOf } from '../runCommands.ts';
import { posixRuns } from '../shells.ts';

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
    const left = new Map<Stage, Update | undefined>();
    return model.stages.flatMap((stage) => {
      let update = stage.baseStage && left.get(stage.baseStage);
      const findings: Finding[] = [];
      for (const run of posixRuns(stage, model.tree.escape)) {
        const commands = commandsOf(run, model.text);
        const own = commands.find((command) => does(command, updates));
        const installs = commands.some((command) => does(command, installations));
        if (own) update = installs || hasCache(run) ? undefined : { command: own, run };
        else if (installs && update) {
          findings.push(finding(model, update, run));
          update = undefined;
        }
      }
      left.set(stage, update);
      return findings;
    });
  },
};

/** An update without an installation so far. */
interface Update {
  readonly command: RunCommand;
  readonly run: InstructionOf<'run'>;
}

function finding(model: DockerfileModel, { command, run }: Update, installing: InstructionOf<'run'>): Finding {
  const fixes = fixOf(model, run, installing);
  return {
    span: spanOfCommand(command),
    message: message('Update in the RUN that installs: the builder keeps this layer, and the lists get old.'),
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}

function fixOf(model: DockerfileModel, first: InstructionOf<'run'>, second: InstructionOf<'run'>): readonly Fix[] {
  const { instructions } = model.tree;
  const isNext = instructions[instructions.indexOf(first) + 1] === second;
  const edit = isNext ? joinEdit(model, first, second) : undefined;
  return edit ? [{ title: message('Join with the next RUN'), edits: [edit], preferred: true }] : [];
}

function does({ name, args }: RunCommand, verbs: ReadonlySet<string>): boolean {
  return (name === 'apt-get' || name === 'apt') && args.some(({ text }) => verbs.has(text));
}

const updates = new Set(['update']);
const installations = new Set(['install', 'upgrade', 'dist-upgrade', 'full-upgrade', 'build-dep']);

function hasCache({ flags }: InstructionOf<'run'>): boolean {
  return flags.some(({ name, value }) => name === 'mount' && value?.includes('/var/lib/apt'));
}
