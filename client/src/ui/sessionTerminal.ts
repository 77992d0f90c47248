import { l10n } from 'vscode';
import type { ExecSession } from '../engine/execCalls.ts';
import { sentenceFor } from './failure.ts';
import type { Screen, TerminalProgram } from './terminal.ts';
import { style, terminalDecoder } from './terminalText.ts';

/** A program of a container, as a terminal runs it. */
export interface SessionSetup {
  connect(size: { columns: number; rows: number }): Promise<ExecSession>;
  /** Whether what it wrote is still to be read when it has ended. */
  readonly stays?: boolean;
  /** Whether it is the main program of a container, from which one can detach. */
  readonly detaches?: boolean;
  readonly greeting?: string;
}

/** Ctrl+P, Ctrl+Q, as the key binding sends them. */
const detachKeys = '\u0010\u0011';

/** A terminal for a program in a container: what it writes, what is typed, its size and its end. */
export function sessionProgram(name: string, setup: SessionSetup): TerminalProgram {
  let session: ExecSession | undefined;
  let closed = false;
  /** Typed before the session was there. */
  let early = '';
  let size: readonly [number, number] | undefined;
  const run = async (screen: Screen): Promise<void> => {
    if (setup.greeting !== undefined) screen.write(`${style.dim(setup.greeting)}\r\n`);
    session = await setup.connect({ columns: screen.columns, rows: screen.rows });
    if (closed) return session.close();
    if (early !== '') session.write(early);
    if (size) void session.resize(...size).catch(() => undefined);
    const decode = terminalDecoder();
    for await (const data of session.output) screen.write(decode(data));
    if (closed) return;
    const code = await session.exitCode();
    if (setup.stays === true) screen.write(`\r\n${style.dim(endWords(code))}\r\n`);
    else screen.end(typeof code === 'number' ? code : 0);
  };
  return {
    name,
    icon: 'terminal',
    detaches: setup.detaches === true,
    start: (screen) => {
      run(screen).catch((error: unknown) => {
        const words = sentenceFor(error, l10n) ?? String(error);
        if (!closed) screen.write(`\r\n${style.red(words)}\r\n`);
      });
    },
    input: (data) => {
      // Not every engine knows these keys when they come at once. Without its terminal the program goes on all the same.
      if (setup.detaches === true && data === detachKeys) session?.close();
      else if (session) session.write(data);
      else early += data;
    },
    resize: (columns, rows) => {
      size = [columns, rows];
      // A resize that comes before the program has started is lost: the start has the size too.
      void session?.resize(columns, rows).catch(() => undefined);
    },
    close: () => {
      closed = true;
      session?.close();
    },
  };
}

function endWords(code: number | 'running' | undefined): string {
  if (code === 'running') return l10n.t('Detached.');
  return code === undefined ? l10n.t('Ended.') : l10n.t('Ended with exit code {0}.', code);
}
