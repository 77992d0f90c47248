import type { ConnectionState } from '../engine/engine.ts';
import { connectionSentence } from '../ui/failure.ts';
import type { Localizer } from '../ui/localizer.ts';
import type { Row } from './resourceView.ts';

interface Shown {
  readonly key: string;
  readonly store: { readonly state: ConnectionState };
  /** Whether it is marked as one that others depend on. */
  readonly production?: boolean;
}

/** The root of one of several engines: which it is, and whether it answers. */
export function engineRow({ key, store, production = false }: Shown, l10n: Localizer): Row {
  const { state } = store;
  const label = key === '' ? l10n.t('Current engine') : key;
  const mark = production ? [l10n.t('production')] : [];
  const description = [...mark, descriptionOf(state, l10n)].join(' · ');
  return {
    label,
    description,
    icon: iconOf(state, production),
    contextValue: `engine.${state.kind}`,
    spoken: [l10n.t('Engine {0}', label), description].join(', '),
  };
}

function iconOf({ kind }: ConnectionState, production: boolean): Row['icon'] {
  if (kind === 'connecting') return { id: 'sync' };
  if (kind !== 'connected') return { id: 'vm-outline', color: 'testing.iconFailed' };
  return production
    ? { id: 'warning', color: 'list.warningForeground' }
    : { id: 'vm-running', color: 'testing.iconPassed' };
}

function descriptionOf(state: ConnectionState, l10n: Localizer): string {
  if (state.kind === 'connecting') return l10n.t('connecting…');
  if (state.kind === 'connected') return [state.where, state.version].filter((part) => part !== '').join(' · ');
  return connectionSentence(state, l10n);
}
