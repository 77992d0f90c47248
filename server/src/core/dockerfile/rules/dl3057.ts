import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { withoutOnbuild } from '../lint/literals.ts';
import type { Stage } from '../model.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3057: DockerfileRule<'file'> = {
  id: 'DL3057',
  aliases: [],
  severity: 'hint',
  profile: 'strict',
  category: 'maintainability',
  summary: 'An image has a HEALTHCHECK.',
  why:
    'With a HEALTHCHECK the engine asks the program in the container whether it is well; `docker ps` shows the answer, ' +
    'and Compose can wait for it. Kubernetes has checks of its own and does not look at it, so this is only a hint, of the ' +
    'strict profile.',
  examples: [
    { bad: '«FROM» nginx:1.29\nEXPOSE 80\n' },
    { good: 'FROM nginx:1.29 AS base\nHEALTHCHECK CMD curl -f http://localhost/\nFROM base\n' },
    { good: 'FROM alpine:3.22\nHEALTHCHECK NONE\n' },
    {
      good: 'FROM alpine:3.22 AS build\nFROM alpine:3.22\nCOPY --from=build /out /app\nHEALTHCHECK CMD /app --ask\n',
    },
    { good: 'FROM alpine:3.22 AS base\nFROM base AS tools\nFROM tools\nHEALTHCHECK CMD /ask\n' },
    { bad: '«FROM» alpine:3.22 AS base\nFROM base AS one\nHEALTHCHECK CMD /ask\n«FROM» base AS two\n' },
  ],
  nodes: ['file'],
  check({ stages, references }) {
    // A stage that files are taken from is there for that, and is never started.
    const isSource = new Set(
      references()
        .filter(({ instruction }) => instruction.kind !== 'from')
        .map(({ target }) => target),
    );
    const checked = new Set<Stage>();
    for (const stage of stages) {
      const hasOwn = stage.instructions.some((instruction) => withoutOnbuild(instruction).kind === 'healthcheck');
      if (hasOwn || (stage.baseStage && checked.has(stage.baseStage))) checked.add(stage);
    }
    // What all stages on top of one have need not be in that one.
    const bases = new Set<Stage | undefined>();
    const unchecked = new Set<Stage | undefined>();
    for (const stage of stages.toReversed()) {
      const isImage = unchecked.has(stage) || !(bases.has(stage) || isSource.has(stage));
      if (!checked.has(stage) && isImage) unchecked.add(stage).add(stage.baseStage);
      bases.add(stage.baseStage);
    }
    return stages
      .filter((stage) => unchecked.has(stage) && !checked.has(stage))
      .map(({ from }): Finding => ({ span: from.keyword.span, message: message('This image has no HEALTHCHECK.') }));
  },
};
