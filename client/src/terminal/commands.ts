import { l10n } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine, ResourceRef } from '../engine/engine.ts';
import { askForText } from '../ui/ask.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { Failure } from '../ui/failure.ts';
import { pickOne } from '../ui/pick.ts';
import { selectedRefs } from '../ui/selection.ts';
import { sessionProgram } from '../ui/sessionTerminal.ts';
import { openTerminal } from '../ui/terminal.ts';
import { requireTrust } from '../ui/trust.ts';
import { findShell } from './shell.ts';
import { splitWords } from '../ui/commandWords.ts';

/** Programs in containers, in terminals: a shell, any command, or the container's own program. */
export function terminalCommands(live: LiveEngine): CommandTable {
  return {
    'slipway.containers.shell': async (...args) => {
      requireTrust();
      for (const ref of await running(live, args)) await openShell(live, ref);
    },
    'slipway.containers.exec': async (...args) => {
      requireTrust();
      for (const ref of await running(live, args)) await openExec(live, ref);
    },
    'slipway.containers.attach': async (...args) => {
      requireTrust();
      for (const ref of await running(live, args)) await openAttached(live, ref);
    },
  };
}

async function running(live: LiveEngine, args: readonly unknown[]): Promise<readonly ResourceRef[]> {
  const selected = selectedRefs('container', args);
  return selected.length > 0 ? selected : [await pickOne(live, asking())];
}

function asking(): ReturnType<typeof containerPicks> {
  return containerPicks({
    placeHolder: l10n.t('Container to open a terminal in'),
    nothing: l10n.t('No container is running.'),
    suits: (container) => container.state === 'running',
  });
}

async function openShell(live: LiveEngine, ref: ResourceRef): Promise<void> {
  await requireRunning(live, ref);
  const engine = await live.engine();
  const command = await findShell(engine, ref.id);
  if (!command) throw new Failure(l10n.t('There is no shell in {0}: its image has none.', ref.name));
  openTerminal(sessionProgram(ref.name, { connect: (size) => engine.exec(ref.id, { command, ...size }) })).show();
}

async function openExec(live: LiveEngine, ref: ResourceRef): Promise<void> {
  await requireRunning(live, ref);
  const line = await askForText({
    title: l10n.t('Run a command in {0}', ref.name),
    prompt: l10n.t('Command with its arguments. Quotes hold words together; no shell reads it.'),
    suits: (text) => splitWords(text) !== undefined && text !== '',
    wrong: l10n.t('A quote is not closed.'),
  });
  const user = await askForText({
    title: l10n.t('Run a command in {0}', ref.name),
    prompt: l10n.t('As which user? A name or a number; leave it empty for the one of the container.'),
  });
  const command = splitWords(line) ?? [];
  const engine = await live.engine();
  const as = user === '' ? {} : { user };
  openTerminal(
    sessionProgram(ref.name, { connect: (size) => engine.exec(ref.id, { command, ...size, ...as }), stays: true }),
  ).show();
}

async function openAttached(live: LiveEngine, ref: ResourceRef): Promise<void> {
  await requireRunning(live, ref);
  const engine = await live.engine();
  const greeting = l10n.t('Attached to {0}. Ctrl+P, Ctrl+Q or closing the terminal leaves it running.', ref.name);
  openTerminal(
    sessionProgram(ref.name, { connect: (size) => engine.attach(ref.id, size), stays: true, detaches: true, greeting }),
  ).show();
}

async function requireRunning(live: LiveEngine, ref: ResourceRef): Promise<void> {
  const container = (await live.items('container')).find((item) => item.id === ref.id);
  if (container?.state !== 'running') throw new Failure(l10n.t('{0} is not running.', ref.name));
}
