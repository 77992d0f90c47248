import type { ContainerInfo } from '../engine/engine.ts';
import type { Localizer } from '../ui/localizer.ts';
import type { Row } from './resourceView.ts';

interface GroupLook {
  readonly name: string;
  /** What commands may do with it. */
  readonly kind: 'project' | 'service' | 'group';
  readonly icon: string;
  readonly spoken: string;
}

/** The row of a group of containers: how many run, and what is wrong with the others. */
export function combinedRow(look: GroupLook, members: readonly ContainerInfo[], l10n: Localizer): Row {
  const { running, paused, stopped, unhealthy, failed } = tally(members);
  const remarks = [
    paused === 0 ? '' : l10n.t('{0} paused', paused),
    unhealthy === 0 ? '' : l10n.t('{0} unhealthy', unhealthy),
    failed === 0 ? '' : l10n.t('{0} failed', failed),
  ].filter((remark) => remark !== '');
  const states = [
    ...(running > 0 ? ['some-running'] : []),
    ...(paused > 0 ? ['some-paused'] : []),
    ...(stopped > 0 ? ['some-stopped'] : []),
  ];
  return {
    label: look.name,
    description: [l10n.t('{0}/{1} running', running, members.length), ...remarks].join(' · '),
    icon: { id: look.icon, color: colorOf(members) },
    contextValue: [`containers.${look.kind}`, ...states].join('.'),
    spoken: [look.spoken, l10n.t('{0} of {1} containers running', running, members.length), ...remarks].join(', '),
  };
}

interface Tally {
  readonly running: number;
  readonly paused: number;
  readonly stopped: number;
  readonly unhealthy: number;
  readonly failed: number;
}

function tally(members: readonly ContainerInfo[]): Tally {
  const count = (suits: (member: ContainerInfo) => boolean): number => members.filter(suits).length;
  return {
    running: count(({ state }) => state === 'running'),
    paused: count(({ state }) => state === 'paused'),
    stopped: count(({ state }) => state === 'exited' || state === 'created' || state === 'dead'),
    unhealthy: count(({ health }) => health === 'unhealthy'),
    failed: count(hasFailed),
  };
}

/** It ended by itself, and not well: 143 and 137 are what being stopped looks like. */
function hasFailed({ state, exitCode }: ContainerInfo): boolean {
  return state === 'dead' || (state === 'exited' && ![undefined, 0, 137, 143].includes(exitCode));
}

function colorOf(members: readonly ContainerInfo[]): string {
  const { running, unhealthy, failed } = tally(members);
  if (unhealthy > 0) return 'testing.iconFailed';
  if (running === members.length) return 'testing.iconPassed';
  if (failed > 0) return 'testing.iconFailed';
  return running === 0 ? 'disabledForeground' : 'charts.yellow';
}
