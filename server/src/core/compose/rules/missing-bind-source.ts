import { message } from '../../text/message.ts';
import { servicesOf } from '../project/services.ts';
import { itemsOf, textOf, valueAt } from '../project/value.ts';
import { projectRule } from '../projectRule.ts';

export const missingBindSource = projectRule({
  id: 'missing-bind-source',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'correctness',
  summary: 'What is mounted from the project folder is there.',
  why: 'Where the source of a mount in short form does not exist, Docker makes an empty folder of that name, owned by root: a slip in the path of a configuration file becomes a folder in its place. In long form the container does not start, unless `create_host_path` is set. Only paths in the folder of the project are looked at.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - «./ngnix.conf:/etc/nginx/nginx.conf:ro»\n      - type: bind\n        source: «./html»\n        target: /usr/share/nginx/html\n',
      files: { 'nginx.conf': '' },
    },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - ./nginx.conf:/etc/nginx/nginx.conf:ro\n      - /var/lib/nowhere:/data\n      - data:/more\nvolumes:\n  data:\n',
      files: { 'nginx.conf': '' },
    },
  ],
  inspect({ effective, files }) {
    const root = `${effective.start.folder}/`;
    return servicesOf(effective).flatMap(({ value }) =>
      itemsOf(valueAt(value, 'volumes')).flatMap((mount) => {
        const source = valueAt(mount, 'source');
        const path = textOf(source) ?? '';
        if (!source || textOf(valueAt(mount, 'type')) !== 'bind' || !path.startsWith(root)) return [];
        if (files.at(path).kind !== 'absent') return [];
        const creates = valueAt(mount, 'bind', 'create_host_path');
        const words =
          creates?.kind === 'scalar' && creates.text === 'true'
            ? message('{0} is not there: Docker will make an empty folder of that name.', path)
            : message('{0} is not there: the container will not start.', path);
        return [{ origin: source.origin, message: words }];
      }),
    );
  },
});
