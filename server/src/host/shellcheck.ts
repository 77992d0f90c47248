import { homedir } from 'node:os';
import type { ShellComment, ShellScript } from '../core/workspace.ts';

/** How long one run may take: in milliseconds. */
const timeout = 10_000;

/** So many of its processes run at once. */
const concurrent = 2;

/** So many answers are kept: scripts that have not changed are not checked again. */
const maxKnown = 500;

/** More output is not read: in characters. */
const maxOutput = 2_000_000;

/** Codes that say nothing of a script in a Dockerfile: files that are sourced, and what a first line must be. */
const excluded = ['SC1090', 'SC1091', 'SC1128', 'SC2148', 'SC2187'];

/** Checks a script with the program at `path`. No comments where there is no such program, or nobody waits any more. */
export type Shellcheck = (
  path: string,
  script: ShellScript,
  isWanted: () => boolean,
) => Promise<readonly ShellComment[]>;

/** ShellCheck as a process of its own; `path` is a program's name or path, and never goes through a shell. */
export function shellcheckProcess(): Shellcheck {
  const known = new Map<string, Promise<readonly ShellComment[]>>();
  const absent = new Set<string>();
  const waiting: (() => void)[] = [];
  let running = 0;
  const turn = async (): Promise<void> => {
    if (running >= concurrent) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
  };
  const check = async (
    path: string,
    script: ShellScript,
    isWanted: () => boolean,
  ): Promise<readonly ShellComment[]> => {
    await turn();
    try {
      if (absent.has(path)) return [];
      if (!isWanted()) throw new NobodyWaits();
      return commentsIn(await outputOf(path, script), script.text);
    } catch (error) {
      if (isMissing(error)) absent.add(path);
      else throw error;
      return [];
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
  return (path, script, isWanted) => {
    const key = `${path}\0${script.dialect}\0${script.text}`;
    const found = known.get(key);
    if (found) return found;
    const answer = check(path, script, isWanted).catch(() => {
      known.delete(key);
      return [];
    });
    if (known.size >= maxKnown) known.clear();
    known.set(key, answer);
    return answer;
  };
}

class NobodyWaits extends Error {}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES');
}

async function outputOf(path: string, { text, dialect }: ShellScript): Promise<string> {
  // Few have it: the server starts without this part of Node.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const args = ['--format=json1', `--shell=${dialect}`, `--exclude=${excluded.join(',')}`, '-'];
    // Not in the folder of the document: Windows looks for programs in the current folder first.
    const child = spawn(path, args, { cwd: homedir(), stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true, timeout });
    let output = '';
    child.on('error', reject);
    child.stdin.on('error', reject);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.length > maxOutput) child.kill();
    });
    child.on('close', () => resolve(output));
    child.stdin.end(text);
  });
}

/** Reads the answer; columns count from 1, in code points. */
function commentsIn(output: string, text: string): readonly ShellComment[] {
  const answer: unknown = JSON.parse(output);
  const comments = isObject(answer) ? answer['comments'] : undefined;
  const lines = text.split('\n');
  return (Array.isArray(comments) ? comments : []).flatMap((comment: unknown) => commentOf(comment, lines) ?? []);
}

function commentOf(comment: unknown, lines: readonly string[]): ShellComment | undefined {
  if (!isObject(comment)) return undefined;
  const { line, column, endLine, endColumn, code, level, message } = comment;
  const numbers = [line, column, endLine, endColumn, code];
  if (!numbers.every((value) => typeof value === 'number') || typeof message !== 'string') return undefined;
  const [startLine = 1, startColumn = 1, lastLine = 1, lastColumn = 1] = numbers;
  return {
    start: { line: startLine - 1, character: utf16Column(lines[startLine - 1], startColumn) },
    end: { line: lastLine - 1, character: utf16Column(lines[lastLine - 1], lastColumn) },
    code: `SC${Number(code)}`,
    level: level === 'error' || level === 'warning' || level === 'info' ? level : 'style',
    message,
  };
}

function utf16Column(line: string | undefined, column: number): number {
  return Array.from(line ?? '')
    .slice(0, column - 1)
    .join('').length;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
