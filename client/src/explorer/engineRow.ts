import type { ConnectionState } from '../engine/engine.ts';
import { connectionSentence } from '../ui/failure.ts';
import type { Localizer } from '../ui/localizer.ts';
import type { Row } from './resourceView.ts';

interface Shown {
  readonly key: string;
  readonly store: { readonly state: ConnectionState };
}

/** The root of one of several engines: which it is, and whether it answers. */
export function engineRow({ key, store }: Shown, l10n: Localizer): Row {
  const { state } = store;
  const label = key === '' ? l10n.t('Current engine') : key;
  const description = descriptionOf(state, l10n);
  return {
    label,
    description,
    icon:
      state.kind === 'connected'
        ? { id: 'vm-running', color: 'testing.iconPassed' }
        : state.kind === 'connecting'
          ? { id: 'sync' }
          : { id: 'vm-outline', color: 'testing.iconFailed' },
    contextValue: `engine.${state.kind}`,
    spoken: [l10n.t('Engine {0}', label), description].join(', '),
  };
}

function descriptionOf(state: ConnectionState, l10n: Localizer): string {
  if (state.kind === 'connecting') return l10n.t('connecting…');
  if (state.kind === 'connected') return [state.where, state.version].filter((part) => part !== '').join(' · ');
  return connectionSentence(state, l10n);
}
