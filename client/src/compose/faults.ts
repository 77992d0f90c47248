import type { ComposeFaultParams } from '../../../protocol/messages.ts';
import type { ContainerInfo } from '../engine/engine.ts';
import type { Localizer } from '../ui/localizer.ts';

/** What Compose or the engine refused, as it was said. */
export interface UpFault extends Readonly<ComposeFaultParams['fault']> {
  readonly kind: FaultKind;
  /** The last words of Compose, without who said them. */
  readonly words: string;
}

export type FaultKind =
  | 'address'
  | 'build'
  | 'command'
  | 'dependency'
  | 'device'
  | 'gpu'
  | 'image'
  | 'init'
  | 'logging'
  | 'mount'
  | 'name'
  | 'network'
  | 'other'
  | 'port'
  | 'runtime'
  | 'user'
  | 'volume';

/** What the output of a failed `up` says, without its colours; undefined where it names no cause. */
export function faultIn(output: string): UpFault | undefined {
  const lines = output.replace(escapes, '').split(/\r?\n/);
  const words = lastWords(lines);
  if (words === undefined) return undefined;
  const around = aroundOf(lines, words);
  for (const { kind, about, pattern } of patterns) {
    const match = pattern.exec(words);
    if (!match) continue;
    const { service, container, subject = '' } = match.groups ?? {};
    return {
      kind,
      about,
      subject,
      service: service ?? around.service,
      container: container ?? around.container,
      words,
    };
  }
  return { kind: 'other', about: '', subject: '', ...around, words };
}

// oxlint-disable-next-line no-control-regex -- this is what colours are
const escapes = /\u001B\[[\d;?]*[A-Za-z]/g;

/** The message that Compose ends with: from its first line that is no progress, to the end. */
function lastWords(lines: readonly string[]): string | undefined {
  const filled = lines.map((line) => line.trimEnd()).filter((line) => line !== '');
  const index = filled.findLastIndex((line) =>
    /^(?:Error response from daemon|[a-z][\w-]* .*|failed to |service ")/.test(line),
  );
  const start = filled.findLastIndex((line) => line.startsWith('Error response from daemon: '));
  const from = start >= 0 ? start : index;
  if (from < 0) return undefined;
  return filled
    .slice(from)
    .join('\n')
    .replace(/^Error response from daemon: /, '');
}

/** The service or container that was worked on when it happened. */
function aroundOf(lines: readonly string[], words: string): Pick<UpFault, 'service' | 'container'> {
  const [first = ''] = words.split('\n');
  const failing = lines.findLast(
    (line) => /^ (?:Container \S+|\S+) +(?:Error\b|service ")/.test(line) && line.includes(first),
  );
  const working = lines.findLast((line) => /^ Container \S+ +(?:Creating|Starting|Recreate|Error)/.test(line));
  const container = /^ Container (\S+)/.exec(failing ?? working ?? '')?.[1];
  const pulling = /^ (?!Container|Network|Volume|Image)(\S+) +Error /.exec(failing ?? '')?.[1];
  return { service: pulling, container: pulling === undefined ? container : undefined };
}

interface Pattern {
  readonly kind: FaultKind;
  readonly about: string;
  readonly pattern: RegExp;
}

/** What engines say, from 20.10 on, and Podman's. */
const patterns: readonly Pattern[] = [
  {
    kind: 'port',
    about: 'ports',
    pattern:
      /(?:endpoint (?<container>\S+) \(\w+\): )?(?:failed to bind host port for \S*?:|Bind for \S*?:|exposing port (?:TCP|UDP) \S*?:|listen (?:tcp|udp)\d? \S*?:)(?<subject>\d+)(?!\d).*(?:address already in use|port is already allocated|not available|permission denied|Only one usage)/s,
  },
  { kind: 'name', about: 'container_name', pattern: /container name "\/?(?<subject>[^"]+)" is already in use/ },
  {
    kind: 'image',
    about: 'image',
    pattern:
      /pull access denied for (?<subject>[^\s,]+)|manifest (?:for (?:\S+) not found|unknown)|No such image: \S+|failed to resolve reference "[^"]+"|registry-1\.docker\.io|repository \S+ not found|no matching manifest for|https?:\/\/[^/\s]+\/v2\//,
  },
  { kind: 'mount', about: 'volumes', pattern: /bind source path does not exist: (?<subject>\S.*)/ },
  { kind: 'mount', about: 'volumes', pattern: /error mounting "(?<subject>[^"]+)" to rootfs/ },
  { kind: 'mount', about: 'volumes', pattern: /(?:Mounts denied|mounts denied).*?(?<subject>\/\S+)/s },
  {
    kind: 'mount',
    about: 'volumes',
    pattern: /invalid (?:volume|mount) specification: '(?<subject>(?:[A-Za-z]:)?[^':]*)[^']*'/,
  },
  { kind: 'mount', about: 'volumes', pattern: /invalid mount path: '(?:[^':]*:)?(?<subject>[^']+)'/ },
  {
    kind: 'network',
    about: 'networks',
    pattern: /network (?<subject>\S+) declared as external, but could not be found/,
  },
  { kind: 'network', about: 'networks', pattern: /network (?<subject>\S+) not found/ },
  {
    kind: 'address',
    about: 'networks',
    pattern: /user specified IP address|Address already in use|address already in use/,
  },
  { kind: 'volume', about: 'volumes', pattern: /external volume "(?<subject>[^"]+)" not found/ },
  { kind: 'init', about: 'init', pattern: /exec: "(?<subject>docker-init|catatonit)": executable file not found/ },
  {
    kind: 'command',
    about: 'command',
    pattern: /exec: "(?<subject>[^"]*)": (?:executable file not found|permission denied|no such file|stat )/,
  },
  { kind: 'gpu', about: 'gpus', pattern: /could not select device driver/ },
  { kind: 'device', about: 'devices', pattern: /custom device "(?<subject>[^"]+)"/ },
  { kind: 'user', about: 'user', pattern: /unable to find (?:user|group) (?<subject>[^:\s]+)/ },
  { kind: 'logging', about: 'logging', pattern: /logging plugin (?<subject>\S+):|unknown log opt '(?:[^']*)'/ },
  {
    kind: 'runtime',
    about: 'runtime',
    pattern: /(?:unknown or invalid runtime name|unknown runtime specified):? (?<subject>\S+)/,
  },
  {
    kind: 'dependency',
    about: 'healthcheck',
    pattern:
      /dependency failed to start: container (?<container>\S+) (?<subject>is unhealthy|exited \(\d+\)|has no healthcheck configured)/,
  },
  {
    kind: 'dependency',
    about: 'command',
    pattern: /service "(?<service>[^"]+)" didn't complete successfully: (?<subject>exit \d+)/,
  },
  {
    kind: 'build',
    about: 'build',
    pattern:
      /(?:target (?<service>[^\s:]+): )?failed to solve|failed to (?:build|read dockerfile)|unable to prepare context/,
  },
];

/** A fault in plain words, and what Compose said. */
export function faultText(fault: UpFault, containers: Iterable<ContainerInfo>, l10n: Localizer): string {
  const plain = plainWords(fault, containers, l10n);
  return plain === undefined ? fault.words : `${plain}\n${fault.words}`;
}

function plainWords(
  { kind, subject, words }: UpFault,
  containers: Iterable<ContainerInfo>,
  l10n: Localizer,
): string | undefined {
  if (kind === 'port') return portWords(subject, words, containers, l10n);
  const texts: Readonly<Record<Exclude<FaultKind, 'port' | 'other'>, string>> = {
    address: l10n.t('The address does not fit its network: give the network a subnet that holds it, and use it once.'),
    build: l10n.t('The image could not be built. Build the service by itself to see where.'),
    command: l10n.t('The image has no program {0}, or it may not be run.', subject),
    dependency: l10n.t('This service did not get as far as others wait for. Look at its logs.'),
    device: l10n.t('This machine has no device {0}.', subject),
    gpu: l10n.t('The engine has no GPU to give: it needs the driver and its container toolkit.'),
    image: l10n.t('The image could not be pulled: look at its name and tag, the login, and the network.'),
    init: l10n.t(
      'The engine has no {0}, which `init` needs. Install it beside the engine, or leave out `init`.',
      subject,
    ),
    logging: l10n.t('The engine does not know this logging driver, or one of its options.'),
    mount: l10n.t('{0} cannot be mounted: it is not there, or a file meets a folder.', subject),
    name: l10n.t(
      'Another container is called {0} already. Remove or rename it, or leave out `container_name`.',
      subject,
    ),
    network: l10n.t('There is no network {0} on this engine. Create it first, or take away `external`.', subject),
    runtime: l10n.t('The engine has no runtime {0}.', subject),
    user: l10n.t('The image has no user or group {0}.', subject),
    volume: l10n.t('There is no volume {0} on this engine. Create it first, or take away `external`.', subject),
  };
  return kind === 'other' ? undefined : texts[kind];
}

/** Who has a port, as far as the engine knows. */
function portWords(port: string, words: string, containers: Iterable<ContainerInfo>, l10n: Localizer): string {
  if (words.includes('permission denied'))
    return l10n.t('Port {0} may not be opened: low ports need more rights.', port);
  for (const { name, state, ports } of containers) {
    if (state === 'running' && ports.some(({ hostPort }) => String(hostPort) === port))
      return l10n.t('Port {0} is taken by the container {1}.', port, name);
  }
  return l10n.t('Port {0} is taken by another program on this machine.', port);
}
