import { message } from '../../text/message.ts';
import { localBuildOf, servicesOf } from '../project/services.ts';
import { valueAt } from '../project/value.ts';
import { projectRule } from '../projectRule.ts';

export const missingDockerfile = projectRule({
  id: 'missing-dockerfile',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'The Dockerfile that an image is built from is there.',
  why: 'Compose reads a file whose Dockerfile does not exist, but the build fails. The path in `dockerfile` starts at the build context, not at the folder of the Compose file.',
  examples: [
    {
      bad: 'services:\n  web:\n    build:\n      context: ./web\n      dockerfile: «web/Dockerfile»\n  api:\n    build: «.»\n',
      files: { 'web/Dockerfile': 'FROM scratch\n' },
    },
    {
      good: 'services:\n  web:\n    build: {context: web, dockerfile: Dockerfile}\n  inline:\n    build: {context: ., dockerfile_inline: FROM scratch}\n',
      files: { 'web/Dockerfile': 'FROM scratch\n' },
    },
  ],
  inspect({ effective, files }) {
    return servicesOf(effective).flatMap((service) => {
      const local = localBuildOf(service);
      if (local?.dockerfile === undefined || files.at(local.context).kind !== 'folder') return [];
      if (files.at(local.dockerfile).kind !== 'absent') return [];
      const named = valueAt(local.build, 'dockerfile');
      const words = message('The Dockerfile {0} is not there: the build will fail.', local.dockerfile);
      return [{ origin: (named ?? local.build).origin, message: words }];
    });
  },
});
