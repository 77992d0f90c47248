import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShellComment, ShellDialect } from '../core/workspace.ts';

/** How long one run may take: in milliseconds. */
const timeout = 10_000;

/** More output is not read: in characters. */
const maxOutput = 8_000_000;

/** Codes that say nothing of a script in a Dockerfile: files that are sourced, and what a first line must be. */
const excluded = ['SC1090', 'SC1091', 'SC1128', 'SC2148', 'SC2187'];

/** A run of ShellCheck: all scripts are of one dialect. */
export interface ShellcheckRun {
  /** A program's name or path: it never goes through a shell. */
  readonly path: string;
  readonly dialect: ShellDialect;
  readonly texts: readonly string[];
}

/** What a run of ShellCheck says of each of its scripts. Fails where the program is missing, or does not answer as it should. */
export async function runShellcheck(run: ShellcheckRun): Promise<readonly (readonly ShellComment[])[]> {
  const [text = '', ...others] = run.texts;
  if (others.length > 0) return runOnFiles(run);
  // Not in the folder of the document: Windows looks for programs in the current folder first.
  const answer = await outputOf(run, { folder: homedir(), files: ['-'], input: text });
  return [commentsIn(answer).flatMap((comment) => commentOf(comment, text.split('\n')) ?? [])];
}

/** Several scripts are files to it, for as long as it runs. */
async function runOnFiles(run: ShellcheckRun): Promise<readonly (readonly ShellComment[])[]> {
  const { mkdtemp, rm, writeFile } = await import('node:fs/promises');
  const folder = await mkdtemp(join(tmpdir(), 'slipway-shellcheck-'));
  try {
    const files = run.texts.map((_, index) => `${index + 1}.sh`);
    await Promise.all(run.texts.map((text, index) => writeFile(join(folder, `${index + 1}.sh`), text)));
    const found: ShellComment[][] = run.texts.map(() => []);
    const lines = run.texts.map((text) => text.split('\n'));
    for (const comment of commentsIn(await outputOf(run, { folder, files, input: '' }))) {
      const index = files.findIndex((file) => file === comment['file']);
      const read = commentOf(comment, lines[index] ?? []);
      if (read) found[index]?.push(read);
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Scripts {
  readonly folder: string;
  readonly files: readonly string[];
  readonly input: string;
}

async function outputOf({ path, dialect }: ShellcheckRun, { folder, files, input }: Scripts): Promise<string> {
  // Few have it: the server starts without this part of Node.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const args = ['--format=json1', `--shell=${dialect}`, `--exclude=${excluded.join(',')}`, ...files];
    const child = spawn(path, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    // Node's own timeout would go on where the program cannot be started, and keep this process from ending.
    const limit = setTimeout(() => child.kill(), timeout);
    let output = '';
    child.on('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.stdin.on('error', reject);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.length > maxOutput) child.kill();
    });
    child.on('close', () => {
      clearTimeout(limit);
      resolve(output);
    });
    child.stdin.end(input);
  });
}

type Answer = Readonly<Record<string, unknown>>;

/** Reads the answer. */
function commentsIn(output: string): readonly Answer[] {
  const answer: unknown = JSON.parse(output);
  const comments = isObject(answer) ? answer['comments'] : undefined;
  return Array.isArray(comments) ? comments.filter((comment) => isObject(comment)) : [];
}

/** Columns count from 1, in code points. */
function commentOf(comment: Answer, lines: readonly string[]): ShellComment | undefined {
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

function isObject(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null;
}
