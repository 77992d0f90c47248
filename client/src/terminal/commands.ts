import { l10n } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine, ResourceRef } from '../engine/engine.ts';
import type { ExecSession } from '../engine/execCalls.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { Failure, sentenceFor } from '../ui/failure.ts';
import { pickOne } from '../ui/pick.ts';
import { selectedRefs } from '../ui/selection.ts';
import { openTerminal, type Screen, type TerminalProgram } from '../ui/terminal.ts';
import { style, terminalDecoder } from '../ui/terminalText.ts';
import { requireTrust } from '../ui/trust.ts';
import { findShell } from './shell.ts';

/** A shell inside a container, in a terminal. */
export function terminalCommands(live: LiveEngine): CommandTable {
  return {
    'slipway.containers.shell': async (...args) => {
      requireTrust();
      const selected = selectedRefs('container', args);
      const refs = selected.length > 0 ? selected : [await pickOne(live, asking())];
      for (const ref of refs) await openShell(live, ref);
    },
  };
}

function asking(): ReturnType<typeof containerPicks> {
  return containerPicks({
    placeHolder: l10n.t('Container to open a shell in'),
    nothing: l10n.t('No container is running.'),
    suits: (container) => container.state === 'running',
  });
}

async function openShell(live: LiveEngine, ref: ResourceRef): Promise<void> {
  const container = (await live.items('container')).find((item) => item.id === ref.id);
  if (container?.state !== 'running') throw new Failure(l10n.t('{0} is not running.', ref.name));
  const engine = await live.engine();
  const command = await findShell(engine, ref.id);
  if (!command) throw new Failure(l10n.t('There is no shell in {0}: its image has none.', ref.name));
  openTerminal(shellProgram(live, ref, command)).show();
}

function shellProgram(live: LiveEngine, ref: ResourceRef, command: readonly string[]): TerminalProgram {
  let session: ExecSession | undefined;
  let closed = false;
  /** Typed before the session was there. */
  let early = '';
  let size: readonly [number, number] | undefined;
  const run = async (screen: Screen): Promise<void> => {
    const engine = await live.engine();
    session = await engine.exec(ref.id, { command, columns: screen.columns, rows: screen.rows });
    if (closed) return session.close();
    if (early !== '') session.write(early);
    if (size) void session.resize(...size).catch(() => undefined);
    const decode = terminalDecoder();
    for await (const data of session.output) screen.write(decode(data));
    if (!closed) screen.end((await session.exitCode()) ?? 0);
  };
  return {
    name: ref.name,
    icon: 'terminal',
    start: (screen) => {
      run(screen).catch((error: unknown) => {
        const words = sentenceFor(error, l10n) ?? String(error);
        if (!closed) screen.write(`\r\n${style.red(words)}\r\n`);
      });
    },
    input: (data) => {
      if (session) session.write(data);
      else early += data;
    },
    resize: (columns, rows) => {
      size = [columns, rows];
      // A resize that comes before the program has started is lost: the start has the size too.
      void session?.resize(columns, rows).catch(() => undefined);
    },
    close: () => {
      closed = true;
      session?.close();
    },
  };
}
