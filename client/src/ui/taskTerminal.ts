import { EventEmitter, l10n, type Pseudoterminal } from 'vscode';
import { Cancelled, sentenceFor } from './failure.ts';
import { BadTask } from './taskValues.ts';
import { style } from './terminalText.ts';

/** The terminal of a task, as what runs in it sees it. */
export interface TaskScreen {
  readonly columns: number;
  readonly rows: number;
  readonly write: (text: string) => void;
  /** Ends the task: the user closed its terminal or terminated it. */
  readonly signal: AbortSignal;
  /** What is typed, and changes of the size, go here from now on. */
  readonly listen: (listener: TaskListener) => void;
}

export interface TaskListener {
  readonly input: (data: string) => void;
  readonly resize: (columns: number, rows: number) => void;
}

/** A task of ours: its work gives the exit code, and what it rejects with is written to the terminal. */
export function taskTerminal(work: (screen: TaskScreen) => Promise<number>): Pseudoterminal {
  const written = new EventEmitter<string>();
  const closed = new EventEmitter<number>();
  const left = new AbortController();
  let listener: TaskListener | undefined;
  const write = (text: string): void => written.fire(text.replace(/\r?\n/g, '\r\n'));
  const listen = (next: TaskListener): void => {
    listener = next;
  };
  const run = async (screen: TaskScreen): Promise<void> => {
    const code = await work(screen).catch((error: unknown) => {
      if (!(error instanceof Cancelled)) write(`${style.red(taskSentence(error))}\n`);
      return 1;
    });
    closed.fire(code);
  };
  return {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open: (size) => {
      void run({ columns: size?.columns ?? 80, rows: size?.rows ?? 24, write, signal: left.signal, listen });
    },
    close: () => left.abort(),
    handleInput: (data) => {
      // Without a program that reads, Ctrl+C ends the task as in any terminal.
      if (listener) listener.input(data);
      else if (data === '\u0003') left.abort();
    },
    setDimensions: ({ columns, rows }) => listener?.resize(columns, rows),
  };
}

function taskSentence(error: unknown): string {
  if (error instanceof BadTask)
    return l10n.t('This task cannot run: “{0}” is missing or has no meaning.', error.property);
  return sentenceFor(error, l10n) ?? String(error);
}
