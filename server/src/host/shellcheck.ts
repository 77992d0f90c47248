import { availableParallelism } from 'node:os';
import type { ShellComment, ShellScript } from '../core/workspace.ts';
import { runShellcheck } from './shellcheckRun.ts';

/** So many of its processes run at once. */
const concurrent = Math.min(availableParallelism(), 8);

/** So many scripts go to one process: starting it takes as long as checking a short script. */
const maxScripts = 50;

/** So many answers are kept: scripts that have not changed are not checked again. */
const maxKnown = 500;

/** Checks a script with the program at `path`. No comments where there is no such program, or nobody waits any more. */
export type Shellcheck = (
  path: string,
  script: ShellScript,
  isWanted: () => boolean,
) => Promise<readonly ShellComment[]>;

/** A script that waits for a process. */
interface Waiting {
  readonly path: string;
  readonly script: ShellScript;
  readonly isWanted: () => boolean;
  readonly resolve: (comments: readonly ShellComment[]) => void;
  readonly reject: (error: unknown) => void;
}

/** ShellCheck as a process of its own, which gets many scripts at once. */
export function shellcheckProcess(): Shellcheck {
  const known = new Map<string, Promise<readonly ShellComment[]>>();
  const pending = new Map<string, (() => boolean)[]>();
  const waiting = new ShellcheckQueue();
  return (path, script, isWanted) => {
    const key = `${path}\0${script.dialect}\0${script.text}`;
    pending.get(key)?.push(isWanted);
    const found = known.get(key);
    if (found) return found;
    // Who asks later waits for the same answer, and may want it when the first one does not any more.
    const asking = [isWanted];
    pending.set(key, asking);
    const isWantedByAny = (): boolean => asking.some((isStillWanted) => isStillWanted());
    const answer = waiting
      .comments(path, script, isWantedByAny)
      .catch(() => {
        known.delete(key);
        return [];
      })
      .finally(() => pending.delete(key));
    if (known.size >= maxKnown) known.clear();
    known.set(key, answer);
    return answer;
  };
}

class ShellcheckQueue {
  private readonly absent = new Set<string>();
  private waiting: Waiting[] = [];
  private running = 0;
  private isStarting = false;

  /** Fails where nobody waits any more, or the program does not answer as it should. */
  comments(path: string, script: ShellScript, isWanted: () => boolean): Promise<readonly ShellComment[]> {
    if (this.absent.has(path)) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.waiting.push({ path, script, isWanted, resolve, reject });
      this.startSoon();
    });
  }

  /** Others may be asked for right after this one. */
  private startSoon(): void {
    if (this.isStarting || this.running >= concurrent) return;
    this.isStarting = true;
    setImmediate(() => {
      this.isStarting = false;
      this.start();
    });
  }

  private start(): void {
    while (this.running < concurrent) {
      const batch = this.nextBatch();
      if (batch.length === 0) return;
      this.running++;
      void this.run(batch).finally(() => {
        this.running--;
        this.start();
      });
    }
  }

  /** Scripts that one process can check: an equal share of those that wait. */
  private nextBatch(): readonly Waiting[] {
    const wanted = this.waiting.filter((one) => one.isWanted() && !this.absent.has(one.path));
    for (const one of this.waiting) {
      if (!one.isWanted()) one.reject(new Error('Nobody waits any more.'));
      else if (this.absent.has(one.path)) one.resolve([]);
    }
    const [first] = wanted;
    const alike = wanted.filter(({ path, script }) => path === first?.path && script.dialect === first.script.dialect);
    const share = Math.ceil(alike.length / (concurrent - this.running));
    const batch = new Set(alike.slice(0, Math.min(share, maxScripts)));
    this.waiting = wanted.filter((one) => !batch.has(one));
    return [...batch];
  }

  private async run(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch;
    if (!first) return;
    const { path, script } = first;
    try {
      const texts = batch.map((one) => one.script.text);
      const answers = await runShellcheck({ path, dialect: script.dialect, texts });
      for (const [index, one] of batch.entries()) one.resolve(answers[index] ?? []);
    } catch (error) {
      await this.recover(batch, error);
    }
  }

  /** One script may have spoilt it for the others: each is tried alone. */
  private async recover(batch: readonly Waiting[], error: unknown): Promise<void> {
    const [first, ...others] = batch;
    if (first && isMissing(error)) {
      this.absent.add(first.path);
      for (const one of batch) one.resolve([]);
    } else if (others.length === 0) first?.reject(error);
    else for (const one of batch) await this.run([one]);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES');
}
