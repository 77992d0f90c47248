import { env, l10n, Uri, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { ContainerInfo, LiveEngine, PortInfo } from '../engine/engine.ts';
import { askForOne, askForText } from '../ui/ask.ts';
import { forEachRef } from '../ui/batch.ts';
import { chosenSeveral } from '../ui/chosen.ts';
import { confirm } from '../ui/confirm.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { knownFailure } from '../ui/engineSentences.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { pickOne } from '../ui/pick.ts';
import { nameList, selectedRefs } from '../ui/selection.ts';
import { requireTrust } from '../ui/trust.ts';
import { portUrl, webPorts } from '../engine/ports.ts';
import { removeContainer } from '../engine/removeContainer.ts';
import { anonymousVolumes, isActive, removalOf, volumesQuestion } from './removal.ts';

/** The life of containers, from start to removal, and their pages in the browser. */
export function containerCommands(live: LiveEngine): CommandTable {
  return {
    'slipway.containers.start': (...args) => start(live, args),
    'slipway.containers.stop': (...args) => stop(live, args),
    'slipway.containers.restart': (...args) => restart(live, args),
    'slipway.containers.pause': (...args) => pause(live, args),
    'slipway.containers.unpause': (...args) => unpause(live, args),
    'slipway.containers.kill': (...args) => kill(live, args),
    'slipway.containers.remove': (...args) => remove(live, args),
    'slipway.containers.openInBrowser': (...args) => openInBrowser(live, args),
  };
}

type Args = readonly unknown[];

async function start(live: LiveEngine, args: Args): Promise<void> {
  requireTrust();
  const refs = await chosenSeveral(
    live,
    args,
    containerPicks({
      placeHolder: l10n.t('Containers to start'),
      nothing: l10n.t('There is no container that could be started.'),
      suits: (container) => !isActive(container) || container.state === 'paused',
    }),
  );
  const engine = await live.engine();
  const paused = new Set(
    (await live.items('container')).filter((item) => item.state === 'paused').map((item) => item.id),
  );
  await forEachRef(l10n.t('Starting {0}', nameList(refs, 3)), refs, ({ id }) =>
    paused.has(id) ? engine.unpause(id) : engine.start(id).catch(async (error: unknown) => explain(live, error)),
  );
}

async function stop(live: LiveEngine, args: Args): Promise<void> {
  const refs = await chosenSeveral(
    live,
    args,
    containerPicks({
      placeHolder: l10n.t('Containers to stop'),
      nothing: l10n.t('No container is running.'),
      suits: isActive,
    }),
  );
  const engine = await live.engine();
  await forEachRef(l10n.t('Stopping {0}', nameList(refs, 3)), refs, ({ id }) => engine.stop(id));
}

async function restart(live: LiveEngine, args: Args): Promise<void> {
  requireTrust();
  const refs = await chosenSeveral(
    live,
    args,
    containerPicks({
      placeHolder: l10n.t('Containers to restart'),
      nothing: l10n.t('No container is running.'),
      suits: isActive,
    }),
  );
  const engine = await live.engine();
  await forEachRef(l10n.t('Restarting {0}', nameList(refs, 3)), refs, ({ id }) => engine.restart(id));
}

/** Says by whom a port is taken: the engine does not. */
async function explain(live: LiveEngine, error: unknown): Promise<never> {
  const words = error instanceof Error ? knownFailure(error.message, l10n, await live.items('container')) : undefined;
  throw words === undefined ? error : new Failure(words);
}

async function pause(live: LiveEngine, args: Args): Promise<void> {
  const refs = await chosenSeveral(
    live,
    args,
    containerPicks({
      placeHolder: l10n.t('Containers to pause'),
      nothing: l10n.t('No container is running.'),
      suits: ({ state }) => state === 'running',
    }),
  );
  const engine = await live.engine();
  await forEachRef(l10n.t('Pausing {0}', nameList(refs, 3)), refs, ({ id }) => engine.pause(id));
}

async function unpause(live: LiveEngine, args: Args): Promise<void> {
  requireTrust();
  const refs = await chosenSeveral(
    live,
    args,
    containerPicks({
      placeHolder: l10n.t('Containers to go on'),
      nothing: l10n.t('No container is paused.'),
      suits: ({ state }) => state === 'paused',
    }),
  );
  const engine = await live.engine();
  await forEachRef(l10n.t('Going on with {0}', nameList(refs, 3)), refs, ({ id }) => engine.unpause(id));
}

async function kill(live: LiveEngine, args: Args): Promise<void> {
  const refs = await chosenSeveral(
    live,
    args,
    containerPicks({
      placeHolder: l10n.t('Containers to send a signal to'),
      nothing: l10n.t('No container is running.'),
      suits: isActive,
    }),
  );
  const signal = await askForSignal(nameList(refs, 3));
  const engine = await live.engine();
  await forEachRef(l10n.t('Sending {0}', signal), refs, ({ id }) => engine.kill(id, signal));
}

async function askForSignal(names: string): Promise<string> {
  const signals = [
    ['SIGKILL', l10n.t('ends it at once; what it has not saved is lost')],
    ['SIGTERM', l10n.t('asks it to end')],
    ['SIGINT', l10n.t('as Ctrl+C does')],
    ['SIGHUP', l10n.t('many services read their settings anew')],
    ['SIGQUIT', l10n.t('ends it with a trace of what it did')],
    ['SIGUSR1', l10n.t('what the program makes of it')],
    ['SIGUSR2', l10n.t('what the program makes of it')],
  ] as const;
  const signal = await askForOne(l10n.t('Signal for {0}', names), [
    ...signals.map(([label, description]) => ({ label, description, value: label })),
    { label: l10n.t('Another…'), description: l10n.t('by its name or number'), value: '' },
  ]);
  if (signal !== '') return signal;
  return askForText({
    title: l10n.t('Signal for {0}', names),
    prompt: l10n.t('Name or number of the signal, for example SIGWINCH or 28'),
    suits: (text) => /^(?:[A-Za-z][A-Za-z0-9+-]*|[1-9]\d?)$/.test(text),
    wrong: l10n.t('A name such as SIGWINCH, or a number.'),
  });
}

async function remove(live: LiveEngine, args: Args): Promise<void> {
  const refs = await chosenSeveral(
    live,
    args,
    containerPicks({
      placeHolder: l10n.t('Containers to remove'),
      nothing: l10n.t('There are no containers.'),
    }),
  );
  const byId = new Map((await live.items('container')).map((item) => [item.id, item]));
  const containers = refs.map((ref) => byId.get(ref.id)).filter((item) => item !== undefined);
  if (containers.length === 0) throw new Failure(l10n.t('{0} no longer exists.', nameList(refs, 3)));
  const volumes = await confirmRemoval(containers);
  const engine = await live.engine();
  // Stopped as the user agreed, not forced: the programs inside can end in order.
  await forEachRef(l10n.t('Removing {0}', nameList(refs, 3)), refs, ({ id }) =>
    removeContainer(engine, { id, state: byId.get(id)?.state ?? '', volumes }),
  );
}

/** Whether the anonymous volumes shall go too: asked only where there are any. Throws Cancelled. */
async function confirmRemoval(containers: readonly ContainerInfo[]): Promise<boolean> {
  const question = removalOf(containers, l10n);
  const anonymous = anonymousVolumes(containers);
  if (anonymous.length === 0) {
    await confirm(question);
    return false;
  }
  const { action: withVolumes, detail: ofVolumes } = volumesQuestion(question.action, anonymous.length, l10n);
  const detail = [question.detail, ofVolumes].join('\n\n');
  const answer = await window.showWarningMessage(
    question.message,
    { modal: true, detail },
    question.action,
    withVolumes,
  );
  if (answer === undefined) throw new Cancelled();
  return answer === withVolumes;
}

async function openInBrowser(live: LiveEngine, args: Args): Promise<void> {
  const [given] = selectedRefs('container', args);
  const ref =
    given ??
    (await pickOne(
      live,
      containerPicks({
        placeHolder: l10n.t('Container to open in the browser'),
        nothing: l10n.t('No container has a published port.'),
        suits: (container) => webPorts(container).length > 0,
      }),
    ));
  const container = (await live.items('container')).find((item) => item.id === ref.id);
  const port = await pickPort(container ? webPorts(container) : [], ref.name);
  await env.openExternal(Uri.parse(portUrl(port, live.publishedHost), true));
}

async function pickPort(ports: readonly PortInfo[], name: string): Promise<PortInfo> {
  const [first, second] = ports;
  if (!first) throw new Failure(l10n.t('{0} has no published port that a browser could open.', name));
  if (!second) return first;
  const items = ports.map((port) => ({
    label: String(port.hostPort),
    description: l10n.t('container port {0}', port.containerPort),
    port,
  }));
  const choice = await window.showQuickPick(items, { placeHolder: l10n.t('Port to open') });
  if (!choice) throw new Cancelled();
  return choice.port;
}
