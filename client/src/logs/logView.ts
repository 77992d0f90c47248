import { writeFile } from 'node:fs/promises';
import { type ExtensionContext, l10n, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { LiveEngine, ResourceRef } from '../engine/engine.ts';
import { sentenceFor } from '../ui/failure.ts';
import { askWhereToSave, tellSaved } from '../ui/files.ts';
import { pageHtml, pageOptions } from '../ui/page.ts';
import { nameList } from '../ui/selection.ts';
import { stateWord } from '../ui/words.ts';
import { followLogs } from './followLogs.ts';
import { LogBuffer, type ShownLine } from './logBuffer.ts';
import { type FromLogPage, type LogTexts, type ToLogPage, wholeLog } from './messages.ts';
import { openLink } from './openLink.ts';

/** How many of the last lines a log begins with. */
const tail = 1000;

/** Milliseconds between two looks for new lines. The first one waits longer, so that several logs can be merged. */
const tick = 100;
const firstTick = 500;

/** The log of one container, or of several merged by time, beside the editors. Reads only while it can be seen. */
export function openLogView(live: LiveEngine, refs: readonly ResourceRef[], context: ExtensionContext): void {
  const title = l10n.t('Logs: {0}', nameList(refs, 3));
  const panel = window.createWebviewPanel('slipway.logs', title, ViewColumn.Active, pageOptions(context));
  panel.webview.html = pageHtml(panel.webview, context.extensionUri, { script: 'logs.js', texts: textsFor(refs) });
  const view = new LogView(live, refs, panel);
  panel.onDidDispose(() => view.stop());
}

class LogView {
  readonly #live: LiveEngine;
  readonly #refs: readonly ResourceRef[];
  readonly #panel: WebviewPanel;
  readonly #buffer = new LogBuffer();
  /** The time of the last line of each container. */
  readonly #last = new Map<string, number>();
  /** Where the log begins, in milliseconds since 1970; with its last lines where it is undefined. */
  #begin: number | undefined;
  #abort: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Whether the page has dealt with what it was sent: a flood waits here, in bounds. */
  #isFree = false;

  constructor(live: LiveEngine, refs: readonly ResourceRef[], panel: WebviewPanel) {
    this.#live = live;
    this.#refs = refs;
    this.#panel = panel;
    panel.webview.onDidReceiveMessage((message: FromLogPage) => void this.#receive(message));
    panel.onDidChangeViewState(() => (panel.visible ? undefined : this.stop()));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = undefined;
  }

  async #receive(message: FromLogPage): Promise<void> {
    if (message.type === 'ready') this.#start();
    else if (message.type === 'taken') this.#isFree = true;
    else if (message.type === 'clear') this.#clear();
    else if (message.type === 'since') this.#beginAt(message.minutes);
    else if (message.type === 'open') await openLink(message.path, message.line, message.column);
    else await this.#save();
  }

  #clear(): void {
    this.#buffer.clear();
    this.#post({ type: 'clear' });
  }

  /** Reads the log again, from some minutes ago. */
  #beginAt(minutes: number): void {
    this.stop();
    this.#begin = minutes === 0 ? undefined : Math.max(0, Date.now() - minutes * 60_000);
    this.#last.clear();
    this.#clear();
    this.#start();
  }

  /** The page is new whenever it comes into view: it gets what there was, and what came meanwhile. */
  #start(): void {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.#isFree = true;
    const before = this.#buffer.lines;
    if (before.length > 0) this.#send(before, 0);
    for (const [index, ref] of this.#refs.entries()) this.#follow(index, ref, abort.signal);
    this.#timer = setTimeout(() => this.#flush(abort.signal), firstTick);
  }

  #follow(index: number, ref: ResourceRef, signal: AbortSignal): void {
    const since = this.#last.get(ref.id) ?? this.#begin;
    void followLogs(ref.id, {
      tail,
      ...(since === undefined ? {} : { since }),
      signal,
      engine: () => this.#live.engine(),
      line: (line) => {
        this.#last.set(ref.id, Math.max(this.#last.get(ref.id) ?? 0, line.time));
        this.#buffer.push(index, line);
      },
      ended: (state, exitCode) => this.#remark(endWords(ref.name, state, exitCode)),
      failed: (error) => this.#remark(l10n.t('{0}: {1}', ref.name, sentenceFor(error, l10n) ?? String(error))),
    });
  }

  #flush(signal: AbortSignal): void {
    if (signal.aborted) return;
    if (this.#isFree) {
      const { lines, lost } = this.#buffer.take();
      if (lines.length > 0) this.#send(lines, lost);
    }
    this.#timer = setTimeout(() => this.#flush(signal), tick);
  }

  #send(lines: readonly ShownLine[], lost: number): void {
    this.#isFree = false;
    this.#post({ type: 'lines', lines, lost: lost === 0 ? '' : l10n.t('… {0} lines came too fast to be shown', lost) });
  }

  #remark(text: string): void {
    const { lines, lost } = this.#buffer.take();
    if (lines.length > 0) this.#send(lines, lost);
    this.#post({ type: 'remark', text });
  }

  #post(message: ToLogPage): void {
    void this.#panel.webview.postMessage(message);
  }

  async #save(): Promise<void> {
    const names = this.#refs.map(({ name }) => name);
    const target = await askWhereToSave(`${names.join('-').slice(0, 60)}.log`, l10n.t('Save the log')).catch(
      () => undefined,
    );
    if (!target) return;
    const lines = this.#buffer.lines.map(({ time, from, text }) => {
      const stamp = time > 0 ? new Date(time).toISOString() : '';
      return [stamp, ...(names.length > 1 ? [names[from] ?? ''] : []), text].join(' ');
    });
    await writeFile(target.fsPath, `${lines.join('\n')}\n`);
    tellSaved(target);
  }
}

function endWords(name: string, state: string | undefined, exitCode: number | undefined): string {
  if (state === undefined) return l10n.t('{0} was removed. Its log ends here.', name);
  if (state === 'running') return l10n.t('{0} has closed its output.', name);
  const word = stateWord(state === 'exited' || state === 'paused' || state === 'dead' ? state : 'unknown', l10n);
  return exitCode === undefined
    ? l10n.t('{0}: {1}. When it runs again, its log goes on.', name, word)
    : l10n.t('{0}: {1}, exit code {2}. When it runs again, its log goes on.', name, word, exitCode);
}

function textsFor(refs: readonly ResourceRef[]): LogTexts {
  return {
    search: l10n.t('Search'),
    onlyMatches: l10n.t('Only matches'),
    levels: l10n.t('Levels'),
    all: l10n.t('All levels'),
    warnings: l10n.t('Warnings and errors'),
    errors: l10n.t('Errors'),
    times: l10n.t('Times'),
    wrap: l10n.t('Wrap'),
    follow: l10n.t('Follow'),
    clear: l10n.t('Clear'),
    save: l10n.t('Save…'),
    from: l10n.t('From'),
    begins: [
      [0, l10n.t('Last {0} lines', tail)],
      [5, l10n.t('Last 5 minutes')],
      [60, l10n.t('Last hour')],
      [24 * 60, l10n.t('Last day')],
      [wholeLog, l10n.t('Everything')],
    ],
    names: refs.map(({ name }) => name),
  };
}
