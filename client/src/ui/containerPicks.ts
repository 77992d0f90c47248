import { l10n } from 'vscode';
import type { ContainerInfo } from '../engine/engine.ts';
import type { PickView } from './pick.ts';
import { stateWord } from './words.ts';

interface Asking {
  readonly placeHolder: string;
  readonly nothing: string;
  readonly suits?: (container: ContainerInfo) => boolean;
}

/** The containers of the engine with their state, for whoever asks for one. */
export function containerPicks(asking: Asking): PickView<'container'> {
  return {
    ...asking,
    kind: 'container',
    entry: (container) => ({
      name: container.name,
      description: [stateWord(container.state, l10n), container.image].join(' · '),
      icon: container.state === 'running' ? 'play-circle' : 'stop-circle',
    }),
  };
}
