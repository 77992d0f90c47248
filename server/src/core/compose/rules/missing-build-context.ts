import { message } from '../../text/message.ts';
import { localBuildOf, servicesOf } from '../project/services.ts';
import { valueAt } from '../project/value.ts';
import { projectRule } from '../projectRule.ts';

export const missingBuildContext = projectRule({
  id: 'missing-build-context',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'The folder that an image is built from is there.',
  why: 'Compose reads a file whose build context does not exist, but the build fails. Relative paths start at the folder of the Compose file, or at the project directory of an `include`.',
  examples: [
    {
      bad: 'services:\n  web:\n    build: «./wbe»\n  api:\n    build:\n      context: «./api»\n',
      files: { 'web/Dockerfile': 'FROM scratch\n' },
    },
    {
      good: 'services:\n  web:\n    build: ./web\n  other:\n    build: https://github.com/docker/welcome-to-docker.git\n',
      files: { 'web/Dockerfile': 'FROM scratch\n' },
    },
  ],
  inspect({ effective, files }) {
    return servicesOf(effective).flatMap((service) => {
      const local = localBuildOf(service);
      const context = valueAt(local?.build, 'context');
      if (!local || !context || files.at(local.context).kind !== 'absent') return [];
      return [
        {
          origin: context.origin,
          message: message('The folder {0} is not there: the build will fail.', local.context),
        },
      ];
    });
  },
});
