import { type Disposable, l10n, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { ConnectionState } from '../engine/engine.ts';
import { connectionSentence } from '../ui/failure.ts';

interface Current {
  readonly state: ConnectionState;
  /** The name of its context. */
  readonly context: string | undefined;
  readonly production: boolean;
}

/** The item of the status bar: which engine is used. It is there once somebody has looked at an engine. */
export function engineStatus(): { show(current: Current): void } & Disposable {
  const item = window.createStatusBarItem('slipway.engine', StatusBarAlignment.Left, -10);
  item.name = 'Slipway';
  item.command = 'slipway.contexts.pick';
  return {
    show: (current) => {
      const { state, context, production } = current;
      if (state.kind === 'connecting') return;
      const name = context ?? l10n.t('engine');
      const failed = state.kind !== 'connected';
      item.text = `$(${failed ? 'debug-disconnect' : 'vm'}) ${production ? `${name} ⚠` : name}`;
      item.tooltip = tooltipOf(current);
      item.accessibilityInformation = { label: [l10n.t('Container engine {0}', name), tooltipOf(current)].join(', ') };
      item.backgroundColor = production ? new ThemeColor('statusBarItem.errorBackground') : undefined;
      item.show();
    },
    dispose: () => item.dispose(),
  };
}

function tooltipOf({ state, production }: Current): string {
  if (state.kind === 'connecting') return '';
  if (state.kind !== 'connected') return connectionSentence(state, l10n);
  const words = l10n.t('Engine {0} at {1}, API {2}', state.version, state.where, state.apiVersion);
  return production ? l10n.t('{0}. Marked as production.', words) : words;
}
