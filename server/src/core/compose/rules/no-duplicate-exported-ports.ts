import { message } from '../../text/message.ts';
import { projectRule } from '../projectRule.ts';
import type { ProjectFinding } from '../projectRule.ts';
import { runTogether, servicesOf } from '../project/services.ts';
import type { EffectiveService } from '../project/services.ts';
import type { Origin } from '../project/value.ts';
import { itemsOf, textOf, valueAt } from '../project/value.ts';

export const noDuplicateExportedPorts = projectRule({
  id: 'no-duplicate-exported-ports',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'No two services publish the same port of the host.',
  why: 'A port of the host can be taken once only: the second container does not start. Ports on different addresses or of different protocols do not collide, nor do services whose profiles make them alternatives.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    ports: ["8080:80"]\n  api:\n    image: api:1\n    ports: [«"127.0.0.1:8080:3000"»]\n',
    },
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080-8083:80-83"\n  api:\n    image: api:1\n    ports:\n      - target: 3000\n        published: «8082»\n',
    },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n    ports: ["127.0.0.1:53:53/udp", "80"]\n  dns:\n    image: dns:1\n    ports: ["127.0.0.1:53:53/tcp", "127.0.0.2:53:53/udp", "80"]\n',
    },
    {
      good: 'services:\n  dev:\n    image: app:dev\n    ports: ["80:80"]\n    profiles: [dev]\n  prod:\n    image: app:1\n    ports: ["80:80"]\n    profiles: [prod]\n',
    },
  ],
  inspect({ effective }) {
    const taken = new Map<string, Published[]>();
    return servicesOf(effective).flatMap((service) => publishedBy(service).flatMap((port) => collision(port, taken)));
  },
});

interface Published {
  readonly service: EffectiveService;
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
  readonly origin: Origin;
}

function publishedBy(service: EffectiveService): readonly Published[] {
  if (textOf(valueAt(service.value, 'network_mode')) === 'host') return [];
  return itemsOf(valueAt(service.value, 'ports')).flatMap((item) => {
    const published = valueAt(item, 'published');
    const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(published?.kind === 'scalar' ? published.text : '');
    if (!published || !match) return [];
    const start = Number(match[1]);
    // Of a range for one port of the container the engine takes any that is free.
    const isChoice = match[2] !== undefined;
    if (isChoice || start === 0 || start > 65_535) return [];
    const ip = textOf(valueAt(item, 'host_ip')) ?? '';
    const protocol = textOf(valueAt(item, 'protocol')) ?? 'tcp';
    return [{ service, ip, protocol, port: start, origin: published.origin }];
  });
}

/** Says that a port is taken, or takes it. */
function collision(port: Published, taken: Map<string, Published[]>): readonly ProjectFinding[] {
  const key = `${port.protocol} ${port.port}`;
  const others = taken.get(key) ?? [];
  const other = others.find((one) => sameAddress(one.ip, port.ip) && runTogether(one.service, port.service));
  taken.set(key, [...others, port]);
  if (!other) return [];
  const words =
    other.service === port.service
      ? message('This service publishes the port {0} of the host twice.', port.port)
      : message('The service {1} publishes the port {0} of the host already.', port.port, other.service.name);
  return [{ origin: port.origin, message: words }];
}

/** Whether two addresses overlap: one for all interfaces does so with any other. */
function sameAddress(one: string, other: string): boolean {
  return one === other || isAny(one) || isAny(other);
}

function isAny(ip: string): boolean {
  return ip === '' || ip === '0.0.0.0' || ip === '::';
}
