import { env, l10n, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { ContainerInfo, LiveEngine, PortInfo } from '../engine/engine.ts';
import { objectAt, textAt } from '../engine/json.ts';
import { askForOne } from '../ui/ask.ts';
import { chosenOne, chosenSeveral, itemOf } from '../ui/chosen.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { Failure } from '../ui/failure.ts';
import { section, table } from '../ui/markdown.ts';
import type { PickView } from '../ui/pick.ts';
import type { Reports } from '../ui/reports.ts';
import { lastLines } from '../engine/lastLines.ts';
import { exitReport } from './exitReason.ts';
import { portUrl } from '../engine/ports.ts';
import { shellLine } from '../ui/shellLine.ts';
import { runArgv } from './runLine.ts';

type Args = readonly unknown[];

/** What shows something of a container, or copies it. */
export function containerLookCommands(live: LiveEngine, reports: Reports): CommandTable {
  return {
    'slipway.containers.top': (...args) => top(live, args, reports),
    'slipway.containers.exitReason': (...args) => exitReason(live, args, reports),
    'slipway.containers.ports': (...args) => ports(live, args),
    'slipway.containers.copyId': (...args) => copy(live, args, ({ id }) => id),
    'slipway.containers.copyName': (...args) => copy(live, args, ({ name }) => name),
    'slipway.containers.copyRunCommand': (...args) => copyRunCommand(live, args),
  };
}

function picks(placeHolder: string, suits?: (container: ContainerInfo) => boolean): PickView<'container'> {
  return containerPicks({
    placeHolder,
    nothing: suits ? l10n.t('No container is running.') : l10n.t('There are no containers.'),
    ...(suits ? { suits } : {}),
  });
}

async function top(live: LiveEngine, args: Args, reports: Reports): Promise<void> {
  const ref = await chosenOne(live, args, picks(l10n.t('Container whose processes to show'), isRunning));
  await reports.show(l10n.t('Processes of {0}', ref.name), async () => {
    const { titles, processes } = await (await live.engine()).processes(ref.id);
    return section(l10n.t('Processes of {0}', ref.name), table(titles, processes));
  });
}

function isRunning({ state }: ContainerInfo): boolean {
  return state === 'running' || state === 'paused';
}

async function exitReason(live: LiveEngine, args: Args, reports: Reports): Promise<void> {
  const ref = await chosenOne(live, args, picks(l10n.t('Container whose end to explain')));
  await reports.show(l10n.t('Why did {0} end', ref.name), async () => {
    const engine = await live.engine();
    const [details, lines] = await Promise.all([engine.inspect('container', ref.id), lastLines(engine, ref.id)]);
    return exitReport(ref.name, details, lines, { l10n, locale: env.language, now: Date.now() });
  });
}

async function ports(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(
    live,
    args,
    picks(l10n.t('Container whose ports to show'), (container) => container.ports.length > 0),
  );
  const container = await itemOf(live, 'container', ref, l10n.t('{0} no longer exists.', ref.name));
  const address = await askForOne(
    l10n.t('Ports of {0}: choose one to copy its address', ref.name),
    container.ports.map((port) => ({ ...portEntry(port), value: addressOf(port, live.publishedHost) })),
  );
  if (address === '') throw new Failure(l10n.t('This port is not published: only other containers reach it.'));
  await env.clipboard.writeText(address);
  void window.setStatusBarMessage(l10n.t('Copied: {0}', address), 4000);
}

function portEntry(port: PortInfo): { label: string; description: string } {
  const inner = `${port.containerPort}/${port.protocol}`;
  if (port.hostPort === undefined) return { label: inner, description: l10n.t('not published') };
  return { label: `${port.hostPort} → ${inner}`, description: port.hostAddress ?? '' };
}

function addressOf(port: PortInfo, host: string): string {
  if (port.hostPort === undefined) return '';
  return port.protocol === 'tcp' ? portUrl(port, host) : `${host}:${port.hostPort}`;
}

async function copy(live: LiveEngine, args: Args, what: (ref: { id: string; name: string }) => string): Promise<void> {
  const refs = await chosenSeveral(live, args, picks(l10n.t('Containers to copy this of')));
  const text = refs.map(what).join('\n');
  await env.clipboard.writeText(text);
  void window.setStatusBarMessage(l10n.t('Copied: {0}', text.replaceAll('\n', ', ')), 4000);
}

async function copyRunCommand(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(live, args, picks(l10n.t('Container to copy as a command')));
  const engine = await live.engine();
  const container = await engine.inspect('container', ref.id);
  // Without its image nothing can be left out: the line is longer, and still right.
  const image = await engine.inspect('image', textAt(objectAt(container), 'Image')).catch(() => undefined);
  await env.clipboard.writeText(shellLine(runArgv(container, image)));
  void window.setStatusBarMessage(l10n.t('The “docker run” command for {0} was copied.', ref.name), 4000);
}
