import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { withoutOnbuild } from '../literals.ts';
import type { Stage } from '../model.ts';
import type { DockerfileRule } from '../rule.ts';

export const dl3057: DockerfileRule<'file'> = {
  id: 'DL3057',
  aliases: [],
  severity: 'information',
  profile: 'none',
  category: 'maintainability',
  summary: 'An image has a HEALTHCHECK.',
  why:
    'With a HEALTHCHECK the engine asks the program in the container whether it is well; `docker ps` shows the answer, ' +
    'and Compose can wait for it. Kubernetes has checks of its own and does not look at it, so this rule is asked only ' +
    'where the settings name it.',
  examples: [
    { bad: '«FROM» nginx:1.29\nEXPOSE 80\n' },
    { good: 'FROM nginx:1.29 AS base\nHEALTHCHECK CMD curl -f http://localhost/\nFROM base\n' },
    { good: 'FROM alpine:3.22\nHEALTHCHECK NONE\n' },
  ],
  nodes: ['file'],
  check({ stages }) {
    const checked = new Set<Stage>();
    return stages.flatMap((stage): readonly Finding[] => {
      const { instructions, baseStage, from } = stage;
      const isChecked =
        instructions.some((instruction) => withoutOnbuild(instruction).kind === 'healthcheck') ||
        (baseStage !== undefined && checked.has(baseStage));
      if (isChecked) checked.add(stage);
      return isChecked ? [] : [{ span: from.keyword.span, message: message('This image has no HEALTHCHECK.') }];
    });
  },
};
