import { setTimeout as sleep } from 'node:timers/promises';
import { commands, l10n, ProgressLocation, window, workspace } from 'vscode';
import type { ContainerInfo, Engine, LiveEngine } from '../engine/engine.ts';
import { objectAt } from '../engine/json.ts';
import { lastLines } from '../engine/lastLines.ts';
import { webPorts } from '../engine/ports.ts';
import { lineOf, noticeOf } from '../ui/foreignText.ts';
import { adviceOn, explainExit } from '../ui/exitCodes.ts';
import type { Begun } from './begin.ts';
import type { RunOptions } from './options.ts';
import { waitUntilReady } from './ready.ts';

interface Started {
  readonly options: RunOptions;
  readonly name: string;
}

/** Says when it is ready, or why it has ended. */
export async function follow(live: LiveEngine, begun: Begun, started: Started): Promise<void> {
  const engine = await live.engine();
  const { id } = begun;
  const host = live.publishedHost;
  const title = l10n.t('Waiting until {0} is ready', started.name);
  const early = new AbortController();
  const work = waitUntilReady({ engine, id, host, signal: early.signal });
  // Most are ready, or gone, before anything need be said.
  const soon = await Promise.race([work, sleep(1500, undefined)]);
  const readiness =
    soon ??
    (await window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
      token.onCancellationRequested(() => early.abort());
      return work;
    }));
  if (readiness === 'ended') return tellEnd(engine, begun, started);
  const container = await engine.get('container', id);
  if (container) await tellStarted(container, started.options.image, readiness);
}

async function tellStarted(
  container: ContainerInfo,
  image: string,
  readiness: 'ready' | 'running' | 'unhealthy',
): Promise<void> {
  const { name } = container;
  const node = { ref: { kind: 'container', id: container.id, name } };
  const logs = { title: l10n.t('Show Logs'), run: () => commands.executeCommand('slipway.containers.logs', node) };
  const browser = {
    title: l10n.t('Open in Browser'),
    run: () => commands.executeCommand('slipway.containers.openInBrowser', node),
  };
  const actions = webPorts(container).length > 0 ? [browser, logs] : [logs];
  const titles = actions.map((action) => action.title);
  const words = {
    ready: l10n.t('{0} is ready. It was started from {1}.', name, image),
    running: l10n.t('{0} was started from {1}.', name, image),
    unhealthy: l10n.t('{0} was started from {1}, and its health check fails.', name, image),
  };
  const answer =
    readiness === 'unhealthy'
      ? await window.showWarningMessage(words[readiness], ...titles)
      : await window.showInformationMessage(words[readiness], ...titles);
  await actions.find((action) => action.title === answer)?.run();
}

/** Why it has ended: what its exit code means, the next step, and the last that it wrote. */
async function tellEnd(engine: Engine, begun: Begun, { options, name }: Started): Promise<void> {
  const details = await engine.inspect('container', begun.id).catch(() => undefined);
  const state = objectAt(details, 'State');
  const known = state['ExitCode'];
  const code = typeof known === 'number' ? known : ((await begun.exitCode()) ?? 0);
  const written = begun.output() || (details === undefined ? '' : await lastLines(engine, begun.id));
  const last = written.trim().split(/\r?\n/).at(-1)?.trim() ?? '';
  const facts = noticeOf(
    [
      code === 0
        ? l10n.t('{0} ({1}) has done its work and ended.', name, options.image)
        : l10n.t('{0} ({1}) ended at once: {2}.', name, options.image, explainExit(code, state, l10n)),
      ...(code === 0 ? [] : [adviceOn(code, { StartedAt: 'now', ...state }, l10n)]),
      ...(last === '' ? [] : [l10n.t('Its last line: {0}', lineOf(last).slice(0, 300))]),
    ].join(' '),
  );
  const node = { ref: { kind: 'container', id: begun.id, name } };
  const why = { title: l10n.t('Why?'), run: () => commands.executeCommand('slipway.containers.exitReason', node) };
  const output = { title: l10n.t('Show Output'), run: () => showOutput(name, written) };
  const actions = details === undefined ? (written === '' ? [] : [output]) : [why];
  const titles = actions.map((action) => action.title);
  const answer =
    code === 0
      ? await window.showInformationMessage(facts, ...titles)
      : await window.showWarningMessage(facts, ...titles);
  await actions.find((action) => action.title === answer)?.run();
}

/** Of a container that is gone with its log. */
async function showOutput(name: string, written: string): Promise<void> {
  const document = await workspace.openTextDocument({ content: `${name}\n\n${written}`, language: 'log' });
  await window.showTextDocument(document, { preview: true });
}
