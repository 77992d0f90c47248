import type { BuildEvent, StepEvent } from './buildEvent.ts';
import { plainReason } from './fault.ts';
import { numberedStep } from './stepPlaces.ts';

/** How far a build is. */
export interface Progress {
  /** Instructions that are done, and all that are known; BuildKit's own work is not counted. */
  readonly done: number;
  readonly total: number;
  /** The instruction that runs now, as it stands in the Dockerfile. */
  readonly current: string;
}

export interface Failed {
  /** The instruction that failed; empty where it was none. */
  readonly step: string;
  readonly reason: string;
  /** Line of the Dockerfile, from 1. */
  readonly line?: number;
}

/** Follows a build by its events. */
export class BuildProgress {
  readonly #steps = new Map<string, StepEvent>();
  #failedStep: StepEvent | undefined;
  #lastWords = '';
  /** The number at the end of the last words. */
  #place: number | undefined;
  #line: number | undefined;

  add(event: BuildEvent): void {
    if (event.type === 'step') this.#addStep(event);
    if (event.type !== 'words') return;
    // `Dockerfile:4` and a ruler stand before the excerpt that shows where the build failed.
    if (/^-{5,}$/.test(event.text)) this.#line ??= this.#place;
    const place = /^\S.*:(\d+)$/.exec(event.text)?.[1];
    this.#place = place === undefined ? undefined : Number(place);
    if (event.error) this.#lastWords = event.text.replace(/^ERROR: /, '');
  }

  get now(): Progress {
    const steps = [...this.#steps.values()].filter((step) => instructionOf(step.name) !== undefined);
    const running = steps.findLast((step) => step.started !== undefined && step.completed === undefined);
    return {
      done: steps.filter((step) => step.completed !== undefined && step.error === undefined).length,
      total: steps.length,
      current: running ? (instructionOf(running.name) ?? '') : '',
    };
  }

  /** Why it failed, once it has. */
  get failed(): Failed {
    const step = this.#failedStep;
    return {
      step: step ? (instructionOf(step.name) ?? step.name) : '',
      reason: plainReason(step?.error ?? this.#lastWords),
      ...(this.#line === undefined ? {} : { line: this.#line }),
    };
  }

  /** What the builder said at last, and the line that it told. */
  get told(): { readonly reason: string; readonly line?: number } {
    const reason = this.#lastWords || (this.#failedStep?.error ?? '');
    return { reason, ...(this.#line === undefined ? {} : { line: this.#line }) };
  }

  #addStep(step: StepEvent): void {
    const before = this.#steps.get(step.id);
    this.#steps.set(step.id, step.name === '' && before ? { ...step, name: before.name } : step);
    // A step that was stopped because another failed is not the one to show.
    if (step.error !== undefined && !/canceled|cancelled/.test(step.error)) this.#failedStep ??= step;
  }
}

/** `RUN make` of `[build 2/4] RUN make`; undefined for BuildKit's own work. */
export function instructionOf(name: string): string | undefined {
  return numberedStep(name)?.instruction;
}
