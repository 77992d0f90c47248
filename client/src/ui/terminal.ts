import { commands, type Disposable, EventEmitter, type Pseudoterminal, type Terminal, ThemeIcon, window } from 'vscode';

/** What runs behind a terminal of ours. */
export interface TerminalProgram {
  readonly name: string;
  readonly icon: string;
  /** Whether Ctrl+P, Ctrl+Q leaves it running, as in the terminal of the Docker CLI. */
  readonly detaches?: boolean;
  /** Called when the terminal is shown for the first time. */
  start(screen: Screen): void;
  input?(data: string): void;
  resize?(columns: number, rows: number): void;
  /** The user closed the terminal. */
  close(): void;
}

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
  /** Closes the terminal; a code other than 0 makes VS Code say so. */
  end(exitCode: number): void;
}

/** Opens a terminal whose program is ours: no shell is involved. */
export function openTerminal(program: TerminalProgram): Terminal {
  const written = new EventEmitter<string>();
  const closed = new EventEmitter<number>();
  const pty: Pseudoterminal = {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open: (size) =>
      program.start({
        columns: size?.columns ?? 80,
        rows: size?.rows ?? 24,
        write: (text) => written.fire(text),
        end: (exitCode) => closed.fire(exitCode),
      }),
    close: () => {
      program.close();
      written.dispose();
      closed.dispose();
    },
    handleInput: (data) => program.input?.(data),
    setDimensions: ({ columns, rows }) => program.resize?.(columns, rows),
  };
  const terminal = window.createTerminal({ name: program.name, pty, iconPath: new ThemeIcon(program.icon) });
  if (program.detaches === true) detaching.add(terminal);
  return terminal;
}

/** The terminals that the keys to detach are for. */
const detaching = new WeakSet<Terminal>();

/**
 * Lets Ctrl+P, Ctrl+Q through to the terminals that know these keys: VS Code would open a file, and quit. A key binding
 * of ours looks at this context.
 */
export function letDetachKeysThrough(): Disposable {
  return window.onDidChangeActiveTerminal((terminal) => {
    void commands.executeCommand('setContext', 'slipway.terminal.detaches', terminal && detaching.has(terminal));
  });
}
