/** What happens in a build, in the same words whichever way it goes: by the CLI, by BuildKit's API, or the classic one. */
export type BuildEvent = StepEvent | LogEvent | WarningEvent | WordsEvent;

/** A step begins, ends or is told again. Later events of the same step complete earlier ones. */
export interface StepEvent {
  readonly type: 'step';
  readonly id: string;
  /** As BuildKit names it: `[build 2/4] RUN make`, or `[internal] load build context`. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly started?: number;
  readonly completed?: number;
  readonly cached: boolean;
  readonly error?: string;
}

/** Output of a step's command. */
export interface LogEvent {
  readonly type: 'log';
  readonly id: string;
  readonly data: Buffer;
}

/** A remark of the builder on the Dockerfile. */
export interface WarningEvent {
  readonly type: 'warning';
  readonly text: string;
  readonly url: string;
  /** Line of the Dockerfile, from 1. */
  readonly line?: number;
}

/** Words of the tool itself that belong to no step; those of an error end the build. */
export interface WordsEvent {
  readonly type: 'words';
  readonly text: string;
  readonly error: boolean;
}
