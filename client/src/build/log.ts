import { l10n, type Terminal } from 'vscode';
import { openTerminal, type Screen } from '../ui/terminal.ts';

/** Characters kept for a log that nobody looks at yet. */
const kept = 1 << 20;

/** The output of one build, in a terminal that can be looked at any time. */
export interface BuildLog {
  write(text: string): void;
  show(): void;
  /** Takes the terminal away. */
  dispose(): void;
}

/** Opens the log of a build. Closing its terminal does not stop the build; the progress message does. */
export function openBuildLog(tag: string): BuildLog {
  let screen: Screen | undefined;
  let early: string[] = [];
  let length = 0;
  let terminal: Terminal | undefined = openTerminal({
    name: l10n.t('Build: {0}', tag),
    icon: 'package',
    start: (shown) => {
      screen = shown;
      shown.write(early.join(''));
      early = [];
    },
    close: () => {
      screen = undefined;
      terminal = undefined;
    },
  });
  return {
    write: (text) => {
      if (screen) return screen.write(text);
      early.push(text);
      length += text.length;
      while (length > kept && early.length > 1) length -= early.shift()?.length ?? 0;
    },
    show: () => terminal?.show(true),
    dispose: () => terminal?.dispose(),
  };
}
