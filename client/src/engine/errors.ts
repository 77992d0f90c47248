import type { ConnectionFailure } from './connectionState.ts';

/** Why a request failed, as far as a reader can do something about it. */
export type EngineProblem =
  | 'not-found'
  /** The thing is in use or in a state that does not allow it. */
  | 'conflict'
  | 'refused'
  | 'timeout'
  | 'connection'
  | 'aborted'
  | 'engine'
  /** The engine has no such request: it is older, or Podman. */
  | 'unsupported'
  /** An id that no engine could have given. */
  | 'invalid-id';

/** What an engine's method rejects with. Its message is the engine's own words, without the HTTP wrapping. */
export class EngineError extends Error {
  readonly problem: EngineProblem;

  constructor(problem: EngineProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EngineError';
    this.problem = problem;
  }
}

/** What answered is no engine, or one whose API is too far from this client's. */
export class IncompatibleError extends Error {}

/** There is no engine to ask. */
export class NoEngineError extends Error {
  readonly failure: ConnectionFailure;

  constructor(failure: ConnectionFailure) {
    super(`no engine: ${failure.kind}`);
    this.name = 'NoEngineError';
    this.failure = failure;
  }
}

const byStatus: Readonly<Record<number, EngineProblem>> = {
  400: 'refused',
  401: 'refused',
  403: 'refused',
  404: 'not-found',
  409: 'conflict',
};

/** Turns whatever a request failed with into an EngineError. */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const status = property(error, 'statusCode');
  const words = engineWords(error);
  // What is not there is told with its name; a path that the engine does not know, with these words alone.
  if (status === 404 && /^(?:page )?not found\.?$/i.test(words)) return new EngineError('unsupported', words, error);
  if (typeof status === 'number') return new EngineError(byStatus[status] ?? 'engine', words, error);
  const code = errorCode(error);
  if (code === 'ABORT_ERR' || property(error, 'name') === 'AbortError') return new EngineError('aborted', words, error);
  return new EngineError(code === undefined ? 'engine' : 'connection', words, error);
}

/** `ECONNREFUSED` and the like. */
export function errorCode(error: unknown): string | undefined {
  const code = property(error, 'code');
  if (typeof code === 'string') return code;
  const errors = property(error, 'errors');
  return Array.isArray(errors) ? errorCode(errors[0]) : undefined;
}

/** The message inside docker-modem's `(HTTP code 409) unexpected - message `. */
function engineWords(error: unknown): string {
  const json = property(error, 'json');
  const own = property(json, 'message') ?? property(json, 'cause');
  if (typeof own === 'string' && own !== '') return own;
  const message = error instanceof Error ? error.message : String(error);
  const unwrapped = message.replace(/^\(HTTP code \d+\) \w+ - /, '').trim();
  return unwrapped === '' ? (errorCode(error) ?? 'unknown error') : unwrapped;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}
