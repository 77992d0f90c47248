import { setTimeout as sleep } from 'node:timers/promises';
import { commands, l10n, ProgressLocation, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { ContainerInfo, LiveEngine, ResourceRef } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import { Failure } from '../ui/failure.ts';
import { imagePicks, pickOne } from '../ui/pick.ts';
import { selectedRefs } from '../ui/selection.ts';
import { sessionProgram, type SessionSetup } from '../ui/sessionTerminal.ts';
import { openTerminal } from '../ui/terminal.ts';
import { requireTrust } from '../ui/trust.ts';
import { isFreeHere, runDetached, takenPorts } from './run.ts';

/** Milliseconds after which a container that has ended counts as one that did not stay. */
const settling = 700;

/** Runs an image: the one that was clicked, the one that is named, or the one that is picked. */
export function runCommands(live: LiveEngine): CommandTable {
  return {
    'slipway.images.run': async (...args) => {
      requireTrust();
      await run(live, await chosenImage(live, args));
    },
    'slipway.images.runInteractive': async (...args) => {
      requireTrust();
      await runInteractive(live, await chosenImage(live, args));
    },
  };
}

async function chosenImage(live: LiveEngine, args: readonly unknown[]): Promise<ResourceRef> {
  const [given] = args;
  const [selected] = selectedRefs('image', args);
  const named: ResourceRef | undefined =
    typeof given === 'string' ? { kind: 'image', id: given, name: given } : selected;
  return named ?? pickOne(live, imagePicks(l10n.t('Image to run')));
}

/** Its program in a terminal, as `docker run -it --rm`. */
async function runInteractive(live: LiveEngine, image: ResourceRef): Promise<void> {
  const engine = await live.engine();
  const connect: SessionSetup['connect'] = async (size) => {
    const id = await engine.create({ image: referenceOf(image), ports: {}, interactive: true });
    // Attached before it starts, so that nothing of what it writes is lost.
    const session = await engine.attach(id, size);
    try {
      await engine.start(id);
    } catch (error) {
      session.close();
      await engine.remove('container', id).catch(() => undefined);
      throw error;
    }
    // The size of a terminal can be told only when there is one.
    void session.resize(size.columns, size.rows).catch(() => undefined);
    return session;
  };
  openTerminal(sessionProgram(image.name, { connect, stays: true })).show();
}

/** By its name, so that the container shows it; an image without one by its id. */
function referenceOf({ id, name }: ResourceRef): string {
  return /^(?:sha256:|[a-f0-9]{12}$)/.test(name) ? id : name;
}

async function run(live: LiveEngine, image: ResourceRef): Promise<void> {
  const engine = await live.engine();
  const taken = takenPorts(await live.items('container'));
  const local = live.publishedHost === 'localhost';
  const reference = referenceOf(image);
  const title = l10n.t('Starting {0}', image.name);
  const id = await window.withProgress({ location: ProgressLocation.Window, title }, () =>
    runDetached(engine, {
      image: reference,
      taken,
      isFree: async (port) => !local || isFreeHere(port),
    }).catch((error: unknown) => {
      if (error instanceof EngineError && error.problem === 'not-found') {
        throw new Failure(l10n.t('There is no image {0} any more.', image.name));
      }
      throw error;
    }),
  );
  await sleep(settling);
  const container = await engine.get('container', id);
  // Said without being waited for: a command has ended when its work has.
  if (container) void tell(container, image.name);
}

async function tell(container: ContainerInfo, image: string): Promise<void> {
  const node = { ref: { kind: 'container', id: container.id, name: container.name } };
  const logs = { title: l10n.t('Show Logs'), run: () => commands.executeCommand('slipway.containers.logs', node) };
  const browser = {
    title: l10n.t('Open in Browser'),
    run: () => commands.executeCommand('slipway.containers.openInBrowser', node),
  };
  const failed = container.exitCode !== undefined && container.exitCode !== 0;
  const hasPort = container.ports.some((port) => port.hostPort !== undefined && port.protocol === 'tcp');
  const actions = hasPort ? [browser, logs] : [logs];
  const titles = actions.map((action) => action.title);
  const answer = failed
    ? await window.showWarningMessage(
        l10n.t('{0} ({1}) ended at once with exit code {2}.', container.name, image, container.exitCode ?? 0),
        ...titles,
      )
    : await window.showInformationMessage(l10n.t('{0} was started from {1}.', container.name, image), ...titles);
  await actions.find((action) => action.title === answer)?.run();
}
