import type { LogLevel, LogLine } from './logLine.ts';
import { readable } from './logLine.ts';

/** A line of one of several containers, as it is shown. */
export interface ShownLine {
  /** Counts up; no two are the same. */
  readonly id: number;
  /** Milliseconds since 1970; 0 where it is not known. */
  readonly time: number;
  /** Index of the container. */
  readonly from: number;
  readonly text: string;
  readonly level: LogLevel | undefined;
}

/** Bounds of what is kept: enough to look back, little enough for any flood. */
const mostLines = 10_000;
const mostCharacters = 4_000_000;

/** The last lines of several containers, in the order of their times. What is older falls out, and is counted. */
export class LogBuffer {
  readonly #lines: ShownLine[] = [];
  readonly #waiting: ShownLine[] = [];
  #characters = 0;
  #waitingCharacters = 0;
  #nextId = 1;
  #lost = 0;

  get lines(): readonly ShownLine[] {
    return this.#lines;
  }

  push(from: number, line: LogLine): void {
    const { text, level } = readable(line.text);
    const cut = line.isCut ? `${text} …` : text;
    this.#waiting.push({ id: this.#nextId, time: line.time, from, text: cut, level });
    this.#nextId += 1;
    this.#waitingCharacters += cut.length;
    // Nobody will see the first ones of a flood: they need not wait.
    if (this.#waiting.length > mostLines * 2 || this.#waitingCharacters > mostCharacters * 2) this.#dropWaiting();
  }

  /** What has come since the last time, by time, and how many lines were too many to be shown at all. */
  take(): { readonly lines: readonly ShownLine[]; readonly lost: number } {
    this.#dropWaiting();
    const lines = this.#waiting.splice(0).sort((a, b) => a.time - b.time || a.id - b.id);
    this.#waitingCharacters = 0;
    const lost = this.#lost;
    this.#lost = 0;
    this.#lines.push(...lines);
    this.#characters += lines.reduce((sum, { text }) => sum + text.length, 0);
    this.#dropOld();
    return { lines, lost };
  }

  clear(): void {
    this.#lines.length = 0;
    this.#waiting.length = 0;
    this.#characters = 0;
    this.#waitingCharacters = 0;
    this.#lost = 0;
  }

  #dropWaiting(): void {
    let first = Math.max(0, this.#waiting.length - mostLines);
    let size = this.#waiting.slice(first).reduce((sum, { text }) => sum + text.length, 0);
    while (size > mostCharacters && first < this.#waiting.length - 1) {
      size -= this.#waiting[first]?.text.length ?? 0;
      first += 1;
    }
    this.#waiting.splice(0, first);
    this.#waitingCharacters = size;
    this.#lost += first;
  }

  #dropOld(): void {
    let first = Math.max(0, this.#lines.length - mostLines);
    for (const line of this.#lines.slice(0, first)) this.#characters -= line.text.length;
    while (this.#characters > mostCharacters && first < this.#lines.length - 1) {
      this.#characters -= this.#lines[first]?.text.length ?? 0;
      first += 1;
    }
    this.#lines.splice(0, first);
  }
}
