import { perObject } from '../../perObject.ts';
import type { Finding } from '../../lint/rule.ts';
import { hasArgument } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { appendCommand } from '../commands/appendCommand.ts';
import type { PlacedRun } from '../commands/fileRuns.ts';
import { leavesLayer, posixRunsOf } from '../commands/fileRuns.ts';
import { removes } from '../commands/leftovers.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import { isWithin, throwawayFolders } from '../commands/mountTargets.ts';
import type { Installation } from '../commands/packages.ts';
import { apt, installationsBy, programOf, spanOfInstallation } from '../commands/packages.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule, Source } from '../lint/rule.ts';
import type { RunCommand } from '../commands/runCommands.ts';
import { commandsOf } from '../commands/runCommands.ts';

export const dl3009: DockerfileRule<'file'> = {
  id: 'DL3009',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'size',
  summary: 'The package lists of apt-get are deleted in the RUN that fetches them.',
  why:
    '`apt-get update` writes the lists of all packages to `/var/lib/apt/lists`: tens of megabytes that the image never ' +
    'needs again. They only disappear where the same RUN deletes them, as each RUN is a layer of its own. A cache ' +
    'mount there keeps them out, too. Only the last stage is looked at, and those it builds on.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN «apt-get update» && apt-get install -y git=1\n',
      fixed: 'FROM debian:13\nRUN apt-get update && apt-get install -y git=1 && rm -rf /var/lib/apt/lists/*\n',
    },
    {
      bad: 'FROM debian:13\nRUN «apt-get -q update» \\\n # tools\n && apt-get install -y \\\n      git=1 \\\n      curl\n',
      fixed:
        'FROM debian:13\nRUN apt-get -q update \\\n # tools\n && apt-get install -y \\\n      git=1 \\\n      curl \\\n && rm -rf /var/lib/apt/lists/*\n',
    },
    {
      bad: 'FROM debian:13\nRUN set -eux; \\\n    «apt-get update»; \\\n    apt-get install -y git\n',
      fixed:
        'FROM debian:13\nRUN set -eux; \\\n    apt-get update; \\\n    apt-get install -y git; \\\n    rm -rf /var/lib/apt/lists/*\n',
    },
    {
      bad: 'FROM debian:13 AS base\nRUN <<EOF\n  «apt-get update»\n  apt-get install -y git\nEOF\nFROM base\n',
      fixed:
        'FROM debian:13 AS base\nRUN <<EOF\n  apt-get update\n  apt-get install -y git && rm -rf /var/lib/apt/lists/*\nEOF\nFROM base\n',
    },
    // The lists are needed once more.
    { bad: 'FROM debian:13\nRUN «apt-get update»\nRUN apt-get install -y git=1\n' },
    {
      bad: 'FROM debian:13\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/lib/apt «apt-get update»\n',
      fixed:
        'FROM debian:13\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/lib/apt apt-get update && rm -rf /var/lib/apt/lists/*\n',
    },
    { good: 'FROM debian:13\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\n' },
    { good: 'FROM debian:13\nRUN apt-get update && apt-get install -y git && rm -r /var/lib/apt/* /tmp/*\n' },
    {
      good: 'FROM debian:13 AS build\nRUN apt-get update && apt-get install -y make\nFROM scratch\nCOPY --from=build /a /a\n',
    },
    { good: 'FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update\n' },
    { good: 'FROM debian:13\nRUN apt-get update && make && rm -rf /var/{cache,lib/apt/lists}/*\n' },
  ],
  nodes: ['file'],
  check(model, source) {
    const isKept = leavesLayer(model);
    const runs: PlacedRun[] = [];
    const keepsArchives = new Set<Stage | undefined>();
    const found: { readonly update: Installation; readonly run: PlacedRun; readonly index: number }[] = [];
    for (const stage of model.stages) {
      if (keepsArchives.has(stage.baseStage)) keepsArchives.add(stage);
      for (const run of aptRuns(stage, source)) {
        const { update, keepsDownloads } = factsOf(run.node, source.text);
        const index = runs.push(run) - 1;
        if (keepsDownloads) keepsArchives.add(stage);
        if (!update || !isKept(run) || isMounted(run, keepsArchives)) continue;
        found.push({ update, run, index });
      }
    }
    const needed = found.length > 0 ? lastNeeds(model, runs, source) : new Map<Stage | undefined, number>();
    return found.map(({ update, run, index }): Finding => {
      const span = spanOfInstallation(update);
      if ((needed.get(run.stage) ?? -1) > index) return { span, message: joinFirst };
      const text = message('The package lists stay in the image: end this RUN with {0}.', cleaning);
      return { span, message: text, fixes: appendCommand(run.node, source, cleaning) };
    });
  },
};

/** Whether the lists lie in a folder that does not get into the image, and what is downloaded does not either. */
function isMounted({ node, stage }: PlacedRun, keepsArchives: ReadonlySet<Stage | undefined>): boolean {
  const folders = throwawayFolders(node);
  return isWithin('/var/lib/apt/lists', folders) && (isWithin('/var/cache/apt', folders) || !keepsArchives.has(stage));
}

const cleaning = 'rm -rf /var/lib/apt/lists/*';

/** A later RUN installs from these lists: without them it would fail. */
const joinFirst = message(
  'The package lists stay in the image for a later RUN that installs. Join the two, and end them with {0}.',
  cleaning,
);

/** The RUN instructions of a stage that matter here. */
const aptRuns = perObject((stage: Stage, { text, escape }: Source) =>
  posixRunsOf(stage, escape).filter(({ node }) => {
    const { update, needsLists, keepsDownloads } = factsOf(node, text);
    return update !== undefined || needsLists || keepsDownloads;
  }),
);

/** What a RUN does with the lists. */
const factsOf = perObject((run: InstructionOf<'run'>, text: string) => {
  const commands = commandsOf(run, text);
  const [first] = installationsBy(apt, commands, ['update', ...usingLists]);
  return {
    /** What fetches them, where nothing deletes them. */
    update: commands.some(deletesLists) ? undefined : installationsBy(apt, commands, ['update'])[0],
    /** Whether it takes them from an earlier RUN. */
    needsLists: first !== undefined && first.verb.text !== 'update',
    keepsDownloads: commands.some(disablesCleaning),
  };
});

/** Whether a command lets apt-get keep what it downloads: the images of Debian and Ubuntu are set up to delete it. */
function disablesCleaning({ name, args }: RunCommand): boolean {
  return name === 'rm'
    ? args.some(({ text }) => text === '/etc/apt/apt.conf.d/docker-clean')
    : args.some(({ text }) => text.includes('Keep-Downloaded-Packages "true"'));
}

function deletesLists(command: RunCommand): boolean {
  if (removes(command, /\blib\/(?:apt(?:[/},]|$)|\*|\{[^}]*\bapt\b)/)) return true;
  return apt.program.test(programOf(command.name)) && hasArgument(command, 'distclean', 'dist-clean');
}

/** By stage, the last RUN in it or in the stages on top of it that installs packages without fetching the lists before. */
function lastNeeds(
  { stages }: DockerfileModel,
  runs: readonly PlacedRun[],
  source: Source,
): ReadonlyMap<Stage | undefined, number> {
  const last = new Map<Stage | undefined, number>();
  for (const [index, { node, stage }] of runs.entries()) {
    if (factsOf(node, source.text).needsLists) last.set(stage, index);
  }
  for (const stage of stages.toReversed()) {
    const index = last.get(stage);
    if (stage.baseStage && index !== undefined) {
      last.set(stage.baseStage, Math.max(index, last.get(stage.baseStage) ?? -1));
    }
  }
  return last;
}

const usingLists = ['install', 'upgrade', 'dist-upgrade', 'full-upgrade', 'build-dep', 'download', 'source'];
