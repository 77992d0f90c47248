import type { BuildPlan, PlannedInstruction } from '../../../protocol/messages.ts';
import { terminalDecoder } from '../ui/terminalText.ts';
import type { BuildEvent, StepEvent } from './buildEvent.ts';
import { instructionOfStep } from './stepPlaces.ts';
import { stripVTControlCharacters } from 'node:util';

/** What a build makes, or has made, of an instruction. */
export interface StepOutcome {
  readonly state: 'running' | 'done' | 'cached' | 'failed' | 'stopped';
  /** How long it took; of one that runs, nothing is known yet. */
  readonly milliseconds?: number;
  readonly error?: string;
  /** The last lines that it wrote, without colours. */
  readonly output: string;
}

/** Characters of output that are kept of each step. */
const keptOutput = 4000;

/** Follows a build by its events, and says what becomes of each instruction of the Dockerfile. */
export class BuildOutcome {
  readonly #plan: BuildPlan;
  readonly #steps = new Map<string, Step>();
  #isOver = false;

  constructor(plan: BuildPlan) {
    this.#plan = plan;
  }

  add(event: BuildEvent): void {
    if (event.type === 'step') this.#addStep(event);
    if (event.type === 'log') this.#steps.get(event.id)?.write(event.data);
  }

  /** The build is over: what still runs was stopped. */
  end(): void {
    this.#isOver = true;
  }

  /** By instruction; those that the build did not come to are not in it. */
  get steps(): ReadonlyMap<PlannedInstruction, StepOutcome> {
    const found = new Map<PlannedInstruction, StepOutcome>();
    for (const step of this.#steps.values()) {
      const outcome = step.instruction && step.outcome(this.#isOver);
      if (!step.instruction || !outcome) continue;
      const other = found.get(step.instruction);
      found.set(step.instruction, other ? worse(other, outcome) : outcome);
    }
    return found;
  }

  #addStep(event: StepEvent): void {
    const known = this.#steps.get(event.id);
    if (known) known.event = { ...known.event, ...event, name: event.name || known.event.name };
    else this.#steps.set(event.id, new Step(event, instructionOfStep(this.#plan, event.name)));
  }
}

/** From the best to the worst. */
const states: readonly StepOutcome['state'][] = ['cached', 'done', 'running', 'stopped', 'failed'];

/** A build for several platforms has several steps for one instruction. */
function worse(one: StepOutcome, other: StepOutcome): StepOutcome {
  return states.indexOf(other.state) > states.indexOf(one.state) ||
    (other.state === one.state && (other.milliseconds ?? 0) > (one.milliseconds ?? 0))
    ? other
    : one;
}

class Step {
  event: StepEvent;
  readonly instruction: PlannedInstruction | undefined;
  readonly #decode = terminalDecoder();
  #output = '';

  constructor(event: StepEvent, instruction: PlannedInstruction | undefined) {
    this.event = event;
    this.instruction = instruction;
  }

  write(data: Buffer): void {
    this.#output = (this.#output + plainText(this.#decode(data))).slice(-keptOutput);
  }

  outcome(isOver: boolean): StepOutcome | undefined {
    const { started, completed, cached, error } = this.event;
    const output = this.#output;
    if (cached) return { state: 'cached', output };
    if (started === undefined) return undefined;
    const milliseconds = completed === undefined ? undefined : Math.max(0, completed - started);
    const time = milliseconds === undefined ? {} : { milliseconds };
    if (error !== undefined) {
      return { state: /cancell?ed/.test(error) ? 'stopped' : 'failed', ...time, error, output };
    }
    if (completed === undefined) return { state: isOver ? 'stopped' : 'running', output };
    return { state: 'done', ...time, output };
  }
}

/** Without the sequences that colour text, and with the last of the lines that overwrite each other. */
function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\n]*\r/g, '');
}
