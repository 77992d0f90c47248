import type { Language } from '../core/language.ts';
import type { DiagnosticsPublisher } from './diagnostics.ts';
import type { Session } from './session.ts';
import type { Turns } from './turns.ts';

/** The server between `initialize` and `exit`: the session, and what only the connection's edge needs. */
export interface Running {
  readonly session: Session;
  readonly publisher: DiagnosticsPublisher;
  readonly pushesOnly: boolean;
  /** The languages whose code has been read, by their ids. */
  readonly languages: Map<string, Language<unknown>>;
  readonly turns: Turns;
}
