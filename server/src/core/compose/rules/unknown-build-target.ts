import { closest } from '../../text/closest.ts';
import { message } from '../../text/message.ts';
import { localBuildOf, servicesOf } from '../project/services.ts';
import { textOf, valueAt } from '../project/value.ts';
import { projectRule } from '../projectRule.ts';

export const unknownBuildTarget = projectRule({
  id: 'unknown-build-target',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: '`build.target` names a stage of the Dockerfile.',
  why: 'The build fails when the Dockerfile has no stage of that name. Compose does not look into the Dockerfile, so that this only shows when the image is built.',
  examples: [
    {
      bad: 'services:\n  web:\n    build:\n      context: .\n      target: «prodution»\n',
      fixed: 'services:\n  web:\n    build:\n      context: .\n      target: production\n',
      files: { Dockerfile: 'FROM scratch AS base\nFROM base AS production\n' },
    },
    {
      good: 'services:\n  web:\n    build: {context: ., target: Production}\n  other:\n    build: {context: ., target: "0"}\n',
      files: { Dockerfile: 'FROM scratch AS base\nFROM base AS production\n' },
    },
  ],
  inspect(view) {
    return servicesOf(view.effective).flatMap((service) => {
      const local = localBuildOf(service);
      const target = valueAt(local?.build, 'target');
      const name = textOf(target) ?? '';
      const facts =
        local?.dockerfile === undefined || name === '' ? undefined : view.files.dockerfile(local.dockerfile);
      if (!facts || !target || facts.stageCount === 0) return [];
      const stages = facts.stages.map((stage) => stage.toLowerCase());
      if (stages.includes(name.toLowerCase()) || (/^\d+$/.test(name) && Number(name) < facts.stageCount)) return [];
      const near = closest(name, facts.stages);
      const words =
        near === undefined
          ? message('The Dockerfile has no stage {0}.', name)
          : message('The Dockerfile has no stage {0}. Did you mean {1}?', name, near);
      return [
        {
          origin: target.origin,
          message: words,
          ...(near !== undefined && { mend: { kind: 'replace', from: name, to: near } as const }),
        },
      ];
    });
  },
});
