import type { BuildEvent, StepEvent } from './buildEvent.ts';
import { style, terminalDecoder } from '../ui/terminalText.ts';
import { instructionOf } from './progress.ts';

/**
 * A build as text for a terminal, in the manner of BuildKit's plain progress: each step with its output below it.
 * Colours of the commands pass through.
 */
export function buildRenderer(): (event: BuildEvent) => string {
  const started = new Map<string, { name: string; ended: boolean; decode: (data: Buffer) => string }>();
  let lastShown = '';
  let atLineStart = true;
  const place = (text: string): string => {
    const fresh = atLineStart ? text : `\r\n${text}`;
    if (text !== '') atLineStart = fresh.endsWith('\n');
    return fresh;
  };
  const title = (id: string): string => {
    if (lastShown === id) return '';
    lastShown = id;
    const name = started.get(id)?.name ?? '';
    return place(`${instructionOf(name) === undefined ? style.dim(name) : style.bold(style.cyan(name))}\r\n`);
  };
  const step = (event: StepEvent): string => {
    const known = started.get(event.id);
    if (event.started === undefined && !event.cached) return '';
    if (!known) started.set(event.id, { name: event.name, ended: false, decode: terminalDecoder() });
    const ended = ending(event);
    if (ended === undefined || known?.ended === true) return known ? '' : title(event.id);
    const entry = started.get(event.id);
    // BuildKit tells its own short work several times: it is shown once.
    if (entry) entry.ended = true;
    return title(event.id) + place(`${ended}\r\n`);
  };
  return (event) => {
    if (event.type === 'step') return step(event);
    if (event.type === 'log') {
      const text = started.get(event.id)?.decode(event.data) ?? '';
      return text === '' ? '' : title(event.id) + (atLineStart ? place(text) : append(text));
    }
    lastShown = '';
    if (event.type === 'warning')
      return place(style.yellow(`! ${event.text}${event.url === '' ? '' : ` ${event.url}`}`) + '\r\n');
    const text = event.text.replace(/\r?\n/g, '\r\n');
    return place(`${event.error ? style.red(text) : text}\r\n`);
  };
  function append(text: string): string {
    atLineStart = text.endsWith('\n');
    return text;
  }
}

function ending(event: StepEvent): string | undefined {
  if (event.error !== undefined) return style.red(`  ✗ ${event.error.replace(/\r?\n/g, '\r\n')}`);
  if (event.cached) return style.dim('  CACHED');
  if (event.completed === undefined || event.started === undefined) return undefined;
  return style.dim(`  ✓ ${((event.completed - event.started) / 1000).toFixed(1)} s`);
}
