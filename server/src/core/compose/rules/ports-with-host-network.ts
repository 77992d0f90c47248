import { message } from '../../text/message.ts';
import { servicesOf } from '../project/services.ts';
import { fieldsOf, itemsOf, textOf, valueAt } from '../project/value.ts';
import { projectRule } from '../projectRule.ts';

export const portsWithHostNetwork = projectRule({
  id: 'ports-with-host-network',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A service on the network of the host publishes no ports.',
  why: 'With `network_mode: host` the container has no network of its own: all that it listens on is open on the host already. Docker drops what `ports` says, so that a mapping to another port does not take place.',
  examples: [
    { bad: 'services:\n  web:\n    image: nginx:1.29\n    network_mode: host\n    «ports»:\n      - "8080:80"\n' },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n    network_mode: host\n  api:\n    image: api:1\n    ports: ["80:80"]\n',
    },
  ],
  inspect({ effective }) {
    return servicesOf(effective).flatMap(({ value }) => {
      const ports = fieldsOf(value).get('ports');
      const isHost = textOf(valueAt(value, 'network_mode')) === 'host';
      if (!ports || !isHost || itemsOf(ports.value).length === 0) return [];
      const words = message(
        'With `network_mode: host` these ports are not published: the container uses those of the host as they are.',
      );
      return [{ origin: ports.key, message: words }];
    });
  },
});
