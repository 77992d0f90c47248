import type { ConnectionFailure } from '../engine/engine.ts';
import { EngineError, NoEngineError, type EngineProblem } from '../engine/errors.ts';
import { knownFailure } from './engineSentences.ts';
import type { Localizer } from './localizer.ts';

/** Something that could not be done, said so that the user knows what to do next. Shown as it is. */
export class Failure extends Error {
  readonly actions: readonly FailureAction[];

  constructor(message: string, actions: readonly FailureAction[] = []) {
    super(message);
    this.name = 'Failure';
    this.actions = actions;
  }
}

/** A button of the message. */
export interface FailureAction {
  readonly title: string;
  run(): unknown;
}

/** The user changed their mind: nothing is to be said. */
export class Cancelled extends Error {}

/** A sentence for whatever went wrong; undefined where it is not one of the things that are expected to. */
export function sentenceFor(error: unknown, l10n: Localizer): string | undefined {
  if (error instanceof Failure) return error.message;
  if (error instanceof NoEngineError) return connectionSentence(error.failure, l10n);
  if (error instanceof EngineError) {
    return knownFailure(error.message, l10n) ?? problemSentence(error.problem, error.message, l10n);
  }
  return undefined;
}

function problemSentence(problem: EngineProblem, words: string, l10n: Localizer): string {
  const sentences: Readonly<Record<EngineProblem, string>> = {
    'not-found': l10n.t('It no longer exists. The engine says: {0}', words),
    conflict: l10n.t('The engine does not allow this now: {0}', words),
    refused: l10n.t('The engine refused: {0}', words),
    timeout: l10n.t('The engine did not answer in time ({0}). It may be busy; try again in a moment.', words),
    connection: l10n.t('The connection to the engine broke: {0}', words),
    aborted: l10n.t('The connection to the engine was ended.'),
    engine: l10n.t('The engine says: {0}', words),
    unsupported: l10n.t('This engine does not know how to do that. Another version of it may.'),
    'invalid-id': l10n.t('“{0}” is not a name or ID that the engine can know.', words),
  };
  return sentences[problem];
}

/** What happened and what to do, for each way of having no engine. The welcome views say the same at length. */
export function connectionSentence(failure: ConnectionFailure, l10n: Localizer): string {
  const where = 'where' in failure ? failure.where : '';
  const detail = 'detail' in failure ? failure.detail : '';
  const [origin, value] = failure.kind === 'misconfigured' ? [failure.origin, failure.value] : ['', ''];
  const sentences: Readonly<Record<ConnectionFailure['kind'], string>> = {
    'not-found': l10n.t('No container engine was found on this machine. Install Docker or Podman, then try again.'),
    'not-running': l10n.t('The container engine at {0} is not running. Start it, then try again.', where),
    'permission-denied': l10n.t(
      'You are not allowed to use the container engine at {0}. On Linux, add your user to the “docker” group and log in again.',
      where,
    ),
    incompatible: l10n.t('What answers at {0} is not a container engine that Slipway can talk to. {1}', where, detail),
    unreachable: l10n.t('The container engine at {0} cannot be reached: {1}', where, detail),
    misconfigured: l10n.t('{0} names an engine that Slipway cannot find: {1}', origin, value),
  };
  return sentences[failure.kind];
}
