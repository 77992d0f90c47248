import type { LiveEngine } from '../engine/engine.ts';
import type { Field } from '../ui/form.ts';
import type { RunOptions } from './options.ts';
import type { SavedRuns, Subject } from './savedRuns.ts';

/** What the form knows besides the options. */
export interface RunScene {
  readonly live: LiveEngine;
  readonly saved: SavedRuns;
  readonly subject: Subject;
  /** Such as `80/tcp`. */
  readonly exposed: readonly string[];
  /** The command of the image, for people. */
  readonly ownCommand: string;
  /** What was left of a line that was read: said above the form. */
  readonly remarks?: readonly string[];
  /** The form ends, and what comes of it is made and not started. */
  createOnly(): void;
  /** Puts a service into a Compose file. */
  saveService(options: RunOptions): Promise<void>;
  /** Puts a task into tasks.json. */
  saveTask(options: RunOptions): Promise<void>;
}

export type RunField = Field<RunOptions>;
