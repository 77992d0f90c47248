import type { ContainerInfo, ContainerState, Health, PortInfo } from '../engine/engine.ts';
import { listAt, objectAt, textAt, texts } from '../engine/json.ts';
import type { Localizer } from '../ui/localizer.ts';
import { factSheet } from '../ui/markdown.ts';
import { healthWord, stateWord } from '../ui/words.ts';
import { formatAgo, shortId } from '../ui/quantities.ts';
import { compareTexts } from './order.ts';
import type { ResourceView, Row, RowIcon, Scene } from './resourceView.ts';

export const containers: ResourceView<'container'> = {
  kind: 'container',
  viewId: 'slipway.containers',
  readsContainers: 'alone',
  compare,
  row,
  tooltip,
  groups: { of: projectOf, row: projectRow },
};

const projectLabel = 'com.docker.compose.project';
const serviceLabel = 'com.docker.compose.service';
const numberLabel = 'com.docker.compose.container-number';

function projectOf(container: ContainerInfo): string | undefined {
  return container.labels[projectLabel] || undefined;
}

/** The members of a project by name, all others the newest first: what was just run is at the top. */
function compare(a: ContainerInfo, b: ContainerInfo): number {
  if (projectOf(a) !== undefined) return compareTexts(rowLabel(a), rowLabel(b));
  return b.created - a.created || compareTexts(a.name, b.name);
}

function row(container: ContainerInfo, { l10n }: Scene): Row {
  const ports = publishedPorts(container.ports);
  const image = imageName(container);
  const remark = remarkOn(container, l10n);
  const spokenPorts = container.ports.filter(isPublished).map((port) => spokenPort(port, l10n));
  return {
    label: rowLabel(container),
    description: [image, ports.join(', '), remark].filter((part) => part !== '').join(' · '),
    icon: iconOf(container),
    contextValue: contextValueOf(container),
    spoken: [
      l10n.t('Container {0}', container.name),
      stateWord(container.state, l10n),
      ...(container.exitCode === undefined ? [] : [l10n.t('exit code {0}', container.exitCode)]),
      ...(container.health ? [healthWord(container.health, l10n)] : []),
      l10n.t('image {0}', image),
      ...spokenPorts,
    ].join(', '),
  };
}

/** In a project the service's name is enough: the group says the rest. */
function rowLabel(container: ContainerInfo): string {
  const service = container.labels[serviceLabel];
  const number = container.labels[numberLabel] ?? '1';
  if (projectOf(container) !== undefined && service) return number === '1' ? service : `${service}-${number}`;
  return container.name || shortId(container.id) || '?';
}

function imageName(container: ContainerInfo): string {
  return /^(?:sha256:)?[a-f0-9]{64}$/.test(container.image) ? shortId(container.image) : container.image;
}

/** What the description says in words, beyond the icon. */
function remarkOn(container: ContainerInfo, l10n: Localizer): string {
  if (container.state === 'running') {
    return container.health && container.health !== 'healthy' ? healthWord(container.health, l10n) : '';
  }
  const word = stateWord(container.state, l10n);
  return container.exitCode === undefined ? word : l10n.t('{0} ({1})', word, container.exitCode);
}

function contextValueOf(container: ContainerInfo): string {
  if (container.id === '') return 'unreadable';
  const web = container.ports.some((port) => isPublished(port) && port.protocol === 'tcp') ? '.web' : '';
  return `container.${container.state}${web}`;
}

function isPublished(port: PortInfo): boolean {
  return port.hostPort !== undefined;
}

/** `8080→80`, or `53→53/udp`. */
function publishedPorts(ports: readonly PortInfo[]): readonly string[] {
  return ports.filter(isPublished).map((port) => {
    const protocol = port.protocol === 'tcp' ? '' : `/${port.protocol}`;
    return `${port.hostPort ?? ''}→${port.containerPort}${protocol}`;
  });
}

function spokenPort(port: PortInfo, l10n: Localizer): string {
  return l10n.t('host port {0} to container port {1}', port.hostPort ?? 0, port.containerPort);
}

/** States differ in shape, and only besides that in colour. */
const stateIcons: Readonly<Record<ContainerState, RowIcon>> = {
  running: { id: 'play-circle', color: 'testing.iconPassed' },
  paused: { id: 'debug-pause', color: 'charts.yellow' },
  restarting: { id: 'sync', color: 'charts.yellow' },
  created: { id: 'circle-large-outline', color: 'disabledForeground' },
  removing: { id: 'trash', color: 'disabledForeground' },
  exited: { id: 'stop-circle', color: 'disabledForeground' },
  dead: { id: 'circle-slash', color: 'testing.iconFailed' },
  unknown: { id: 'question', color: 'disabledForeground' },
};

const healthIcons: Readonly<Record<Health, RowIcon>> = {
  healthy: { id: 'pass-filled', color: 'testing.iconPassed' },
  starting: { id: 'pulse', color: 'charts.yellow' },
  unhealthy: { id: 'warning', color: 'testing.iconFailed' },
};

function iconOf({ state, health, exitCode }: ContainerInfo): RowIcon {
  if (state === 'running' && health) return healthIcons[health];
  // 143 and 137: somebody stopped it, which is no failure.
  if (state === 'exited' && ![undefined, 0, 137, 143].includes(exitCode)) {
    return { id: 'error', color: 'testing.iconFailed' };
  }
  return stateIcons[state];
}

function projectRow(name: string, members: readonly ContainerInfo[], { l10n }: Scene): Row {
  const running = members.filter((member) => member.state === 'running');
  const unhealthy = members.filter((member) => member.health === 'unhealthy').length;
  const count = l10n.t('{0}/{1} running', running.length, members.length);
  const sick = unhealthy === 0 ? [] : [l10n.t('{0} unhealthy', unhealthy)];
  return {
    label: name,
    description: [count, ...sick].join(' · '),
    icon: { id: 'layers', color: groupColor(running.length, members.length, unhealthy) },
    contextValue: 'project',
    spoken: [
      l10n.t('Compose project {0}', name),
      l10n.t('{0} of {1} containers running', running.length, members.length),
      ...sick,
    ].join(', '),
  };
}

function groupColor(running: number, all: number, unhealthy: number): string {
  if (unhealthy > 0) return 'testing.iconFailed';
  if (running === 0) return 'disabledForeground';
  return running === all ? 'testing.iconPassed' : 'charts.yellow';
}

function tooltip(container: ContainerInfo, details: unknown, { l10n, locale, now }: Scene): string {
  const state = objectAt(details, 'State');
  const started = Date.parse(textAt(state, 'StartedAt'));
  const finished = Date.parse(textAt(state, 'FinishedAt'));
  const health = container.health ? ` · ${healthWord(container.health, l10n)}` : '';
  return factSheet(container.name || shortId(container.id), [
    [l10n.t('State'), `${stateWord(container.state, l10n)}${health}`],
    [l10n.t('Started'), container.state === 'running' ? formatAgo(started, now, locale) : ''],
    [l10n.t('Ended'), container.exitCode === undefined ? '' : formatAgo(finished, now, locale)],
    [l10n.t('Exit code'), explainExit(container, state, l10n)],
    [l10n.t('Error'), textAt(state, 'Error')],
    [l10n.t('Health check'), lastHealthOutput(container, state)],
    [l10n.t('Image'), imageName(container)],
    [l10n.t('Command'), [textAt(details, 'Path'), ...texts(objectAt(details)['Args'])].join(' ').trim()],
    [l10n.t('Ports'), publishedPorts(container.ports).join(', ')],
    [l10n.t('Networks'), container.networks.join(', ')],
    [l10n.t('Mounts'), container.mounts.map((mount) => `${mount.source} → ${mount.destination}`).join(', ')],
    [l10n.t('Created'), formatAgo(container.created, now, locale)],
    [l10n.t('ID'), shortId(container.id)],
  ]);
}

/** The last words of a health check that fails: why is what one wants to know. */
function lastHealthOutput(container: ContainerInfo, state: unknown): string {
  if (container.health !== 'unhealthy') return '';
  return textAt(listAt(objectAt(state, 'Health'), 'Log').at(-1), 'Output').trim();
}

/** What the number means. Source: Docker's and the shells' conventions for exit codes. */
function explainExit({ exitCode }: ContainerInfo, state: unknown, l10n: Localizer): string {
  if (exitCode === undefined) return '';
  if (objectAt(state)['OOMKilled'] === true) return l10n.t('{0}: out of memory, killed by the kernel', exitCode);
  const signal = signals[exitCode - 128];
  if (signal !== undefined) return l10n.t('{0}: ended by {1}', exitCode, signal);
  if (exitCode === 125) return l10n.t('{0}: the engine could not start it', exitCode);
  if (exitCode === 126) return l10n.t('{0}: the command cannot be executed', exitCode);
  if (exitCode === 127) return l10n.t('{0}: the command was not found', exitCode);
  return String(exitCode);
}

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};
