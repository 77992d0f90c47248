import { portUrl, webPorts } from '../engine/ports.ts';
import type { ContainerInfo, ContainerState, Health, ResourceRef } from '../engine/engine.ts';
import type { Localizer } from '../ui/localizer.ts';

/** A link above a service: what it says, and the command that it runs. */
export interface ServiceLink {
  readonly title: string;
  /** Absent where there is nothing to do. */
  readonly command?: string;
  readonly args?: readonly unknown[];
}

/** What the links of a service depend on besides its containers. */
interface LinkScene {
  /** Where the engine publishes ports. */
  readonly publishedHost: string;
  /** Whether a container was made from other settings than the file has. */
  readonly isDrifted?: boolean;
  readonly l10n: Localizer;
}

/** What is known of a service, and what can be done with it: the links above it. */
export function serviceLinks(
  containers: readonly ContainerInfo[],
  start: readonly unknown[],
  { publishedHost, isDrifted = false, l10n }: LinkScene,
): readonly ServiceLink[] {
  const up: ServiceLink = { title: `$(play) ${l10n.t('Start')}`, command: 'slipway.compose.up', args: start };
  if (containers.length === 0) return [up];
  const node = { refs: containers.map(refOf) };
  const isUp = containers.some(({ state }) => running.has(state));
  const recreate: ServiceLink = {
    title: `$(sync) ${l10n.t('differs from the file: recreate')}`,
    command: 'slipway.compose.recreate',
    args: start,
  };
  const link = (title: string, command: string): ServiceLink => ({ title, command, args: [node] });
  return [
    link(stateText(containers, l10n), isUp ? 'slipway.containers.stats' : 'slipway.containers.exitReason'),
    ...(isDrifted ? [recreate] : []),
    ...(isUp ? portLinks(containers, publishedHost) : []),
    link(`$(output) ${l10n.t('Logs')}`, 'slipway.containers.logs'),
    ...(isUp ? [link(`$(terminal) ${l10n.t('Shell')}`, 'slipway.containers.shell')] : []),
    ...(isUp ? [link(`$(debug-restart) ${l10n.t('Restart')}`, 'slipway.containers.restart')] : [up]),
    ...(isUp ? [link(`$(debug-stop) ${l10n.t('Stop')}`, 'slipway.containers.stop')] : []),
  ];
}

/** What is known of all services of a file, and what can be done with them. */
export function projectLinks(
  containers: readonly ContainerInfo[],
  args: readonly unknown[],
  l10n: Localizer,
): readonly ServiceLink[] {
  const up: ServiceLink = { title: `$(run-all) ${l10n.t('Up')}`, command: 'slipway.compose.up', args };
  if (containers.length === 0) return [up];
  const isUp = containers.filter(({ state }) => running.has(state)).length;
  return [
    { title: l10n.t('{0} of {1} running', isUp, containers.length) },
    up,
    { title: `$(debug-stop) ${l10n.t('Down')}`, command: 'slipway.compose.down', args },
    {
      title: `$(output) ${l10n.t('Logs')}`,
      command: 'slipway.containers.logs',
      args: [{ refs: containers.map(refOf) }],
    },
  ];
}

const running: ReadonlySet<ContainerState> = new Set(['running', 'restarting', 'paused']);

function refOf({ id, name }: ContainerInfo): ResourceRef {
  return { kind: 'container', id, name };
}

/** Host ports, each once: a browser opens them. */
function portLinks(containers: readonly ContainerInfo[], publishedHost: string): readonly ServiceLink[] {
  const links = new Map<number, ServiceLink>();
  for (const port of containers.flatMap(webPorts)) {
    const host = port.hostPort ?? 0;
    const title = `$(link-external) ${host}`;
    links.set(host, { title, command: 'vscode.open', args: [portUrl(port, publishedHost)] });
  }
  return [...links.values()].slice(0, maxPorts);
}

const maxPorts = 4;

/** Such as `running · healthy`, `exited (1)`, or `2 of 3 running`. */
function stateText(containers: readonly ContainerInfo[], l10n: Localizer): string {
  const [only, second] = containers;
  const isUp = containers.filter(({ state }) => state === 'running').length;
  const isSick = containers.some(({ health }) => health === 'unhealthy');
  const icon = isSick
    ? '$(warning)'
    : isUp === containers.length
      ? '$(pass-filled)'
      : isUp > 0
        ? '$(circle-filled)'
        : '$(circle-outline)';
  if (!only || second) return `${icon} ${l10n.t('{0} of {1} running', isUp, containers.length)}`;
  return `${icon} ${oneState(only, l10n)}`;
}

function oneState({ state, health, exitCode }: ContainerInfo, l10n: Localizer): string {
  const states: Readonly<Record<ContainerState, string>> = {
    created: l10n.t('created'),
    running: l10n.t('running'),
    paused: l10n.t('paused'),
    restarting: l10n.t('restarting'),
    removing: l10n.t('being removed'),
    exited: l10n.t('exited ({0})', exitCode ?? 0),
    dead: l10n.t('dead'),
    unknown: l10n.t('unknown'),
  };
  const healths: Readonly<Record<Health, string>> = {
    healthy: l10n.t('healthy'),
    unhealthy: l10n.t('unhealthy'),
    starting: l10n.t('health: starting'),
  };
  return state === 'running' && health !== undefined ? `${states[state]} · ${healths[health]}` : states[state];
}
