import { type ExtensionContext, l10n, ViewColumn, type Webview, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine, ResourceRef } from '../engine/engine.ts';
import { wait } from '../engine/limits.ts';
import type { StatsSample } from '../engine/stats.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { chosenSeveral } from '../ui/chosen.ts';
import { sentenceFor } from '../ui/failure.ts';
import { pageHtml, pageOptions } from '../ui/page.ts';
import { nameList } from '../ui/selection.ts';
import { chartsOf } from './rates.ts';
import type { FromStatsPage, StatsTexts, ToStatsPage } from './messages.ts';

/** What containers use, as live charts. */
export function statsCommands(live: LiveEngine, context: ExtensionContext): CommandTable {
  return {
    'slipway.containers.stats': async (...args) => {
      const refs = await chosenSeveral(live, args, {
        ...containerPicks({
          placeHolder: l10n.t('Containers whose use to show'),
          nothing: l10n.t('No container is running.'),
          suits: ({ state }) => state === 'running' || state === 'paused',
        }),
      });
      open(live, refs, context);
    },
  };
}

/** Streams run while the charts can be seen, and at no other time. */
function open(live: LiveEngine, refs: readonly ResourceRef[], context: ExtensionContext): void {
  const title = l10n.t('Use: {0}', nameList(refs, 3));
  const panel = window.createWebviewPanel('slipway.stats', title, ViewColumn.Active, pageOptions(context));
  panel.webview.html = pageHtml(panel.webview, context.extensionUri, { script: 'stats.js', texts: textsFor(refs) });
  let abort: AbortController | undefined;
  const stop = (): void => abort?.abort();
  panel.webview.onDidReceiveMessage(({ type }: FromStatsPage) => {
    if (type !== 'ready') return;
    stop();
    abort = new AbortController();
    for (const [from, ref] of refs.entries())
      void follow(live, ref, { from, page: panel.webview, signal: abort.signal });
  });
  panel.onDidChangeViewState(() => (panel.visible ? undefined : stop()));
  panel.onDidDispose(stop);
}

/** Milliseconds between two tries: the container may start again. */
const patience = 3000;

interface Target {
  readonly from: number;
  readonly page: Webview;
  readonly signal: AbortSignal;
}

async function follow(live: LiveEngine, { id }: ResourceRef, { from, page, signal }: Target): Promise<void> {
  const post = (message: ToStatsPage): void => void page.postMessage(message);
  while (!signal.aborted) {
    try {
      const engine = await live.engine();
      let before: StatsSample | undefined;
      for await (const sample of engine.stats(id, signal)) {
        // Of a container that does not run, engines send empty samples for ever.
        if (sample.memory === 0 && sample.processes === 0) break;
        post({ type: 'sample', from, charts: chartsOf(sample, before, l10n) });
        before = sample;
      }
      if (!signal.aborted) post({ type: 'remark', from, text: l10n.t('It does not run.') });
      if (!(await engine.get('container', id))) return;
    } catch (error) {
      if (!signal.aborted) post({ type: 'remark', from, text: sentenceFor(error, l10n) ?? String(error) });
    }
    await wait(patience, signal);
  }
}

function textsFor(refs: readonly ResourceRef[]): StatsTexts {
  return {
    charts: [l10n.t('Processor'), l10n.t('Memory'), l10n.t('Network: received, sent'), l10n.t('Disk: read, written')],
    names: refs.map(({ name }) => name),
  };
}
