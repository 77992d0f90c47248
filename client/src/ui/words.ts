import type { ContainerState, Health } from '../engine/engine.ts';
import type { Localizer } from './localizer.ts';

/** A container's state in a word. */
export function stateWord(state: ContainerState, l10n: Localizer): string {
  const words: Readonly<Record<ContainerState, string>> = {
    running: l10n.t('running'),
    paused: l10n.t('paused'),
    restarting: l10n.t('restarting'),
    created: l10n.t('created'),
    removing: l10n.t('being removed'),
    exited: l10n.t('exited'),
    dead: l10n.t('dead'),
    unknown: l10n.t('state unknown'),
  };
  return words[state];
}

/** What a container's health check says. */
export function healthWord(health: Health, l10n: Localizer): string {
  const words: Readonly<Record<Health, string>> = {
    healthy: l10n.t('healthy'),
    unhealthy: l10n.t('unhealthy'),
    starting: l10n.t('health check starting'),
  };
  return words[health];
}
