import { type ExtensionContext, l10n, type Terminal, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine, ResourceRef } from '../engine/engine.ts';
import { wait } from '../engine/limits.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { sentenceFor } from '../ui/failure.ts';
import { pickOne, pickSeveral } from '../ui/pick.ts';
import { selectedRefs } from '../ui/selection.ts';
import { openTerminal, type Screen } from '../ui/terminal.ts';
import { style } from '../ui/terminalText.ts';
import { stateWord } from '../ui/words.ts';
import { writeLogs } from './follow.ts';
import { openLogView } from './logView.ts';

/** Milliseconds. */
const settling = 400;

/** How many of the last lines a log begins with. */
const tail = 1000;

/** The logs of containers: merged in a view, or each in a terminal of its own. */
export function logCommands(live: LiveEngine, context: ExtensionContext): CommandTable {
  const open = new Map<string, Terminal>();
  window.onDidCloseTerminal((closed) => {
    for (const [id, terminal] of open) if (terminal === closed) open.delete(id);
  });
  return {
    'slipway.containers.logs': async (...args) => {
      const selected = selectedRefs('container', args);
      openLogView(live, selected.length > 0 ? selected : await pickSeveral(live, asking()), context);
    },
    'slipway.containers.logsInTerminal': async (...args) => {
      const selected = selectedRefs('container', args);
      const refs = selected.length > 0 ? selected : [await pickOne(live, asking())];
      for (const ref of refs) {
        const terminal = open.get(ref.id) ?? openTerminal(logProgram(live, ref));
        open.set(ref.id, terminal);
        terminal.show(true);
      }
    },
  };
}

function asking(): ReturnType<typeof containerPicks> {
  return containerPicks({
    placeHolder: l10n.t('Container whose logs to follow'),
    nothing: l10n.t('There are no containers.'),
  });
}

function logProgram(live: LiveEngine, ref: ResourceRef): Parameters<typeof openTerminal>[0] {
  let abort = new AbortController();
  let screen: Screen | undefined;
  let following = false;
  const run = async (on: Screen): Promise<void> => {
    following = true;
    abort = new AbortController();
    await follow(live, ref, { screen: on, signal: abort.signal });
    following = false;
  };
  return {
    name: l10n.t('Logs: {0}', ref.name),
    icon: 'output',
    start: (shown) => {
      screen = shown;
      void run(shown);
    },
    input: (data) => {
      if (data.includes('\r') && !following && screen) void run(screen);
    },
    close: () => abort.abort(),
  };
}

/** Never rejects: what goes wrong is said in the terminal itself. */
async function follow(
  live: LiveEngine,
  { id, name }: ResourceRef,
  { screen, signal }: { screen: Screen; signal: AbortSignal },
): Promise<void> {
  try {
    const engine = await live.engine();
    await writeLogs(engine.logs(id, { follow: true, tail, signal }), (text) => screen.write(text), signal);
    // The stream ends a moment before the engine knows that the container has.
    await wait(settling, signal);
    const container = await engine.get('container', id);
    const state = container ? stateWord(container.state, l10n) : l10n.t('removed');
    const code = container?.exitCode;
    const end =
      code === undefined
        ? l10n.t('End of the logs. {0}: {1}', name, state)
        : l10n.t('End of the logs. {0}: {1}, exit code {2}', name, state, code);
    if (!signal.aborted) screen.write(`\r\n${style.dim(end)}\r\n${style.dim(again())}\r\n`);
  } catch (error) {
    if (signal.aborted) return;
    const words = sentenceFor(error, l10n) ?? String(error);
    screen.write(`\r\n${style.red(words)}\r\n${style.dim(again())}\r\n`);
  }
}

function again(): string {
  return l10n.t('Press Enter to follow again.');
}
