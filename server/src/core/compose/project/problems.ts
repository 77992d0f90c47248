import type { Message } from '../../text/message.ts';
import type { ProblemCode } from '../check/problem.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Origin } from './value.ts';

/** Something wrong in one of the files of a project. */
export interface ProjectProblem {
  readonly code: ProblemCode;
  readonly origin: Origin;
  readonly message: Message;
  readonly severity: Diagnostic['severity'];
  /** The variable that it is about. */
  readonly variable?: string;
  /** Whether it is one of the project as a whole: it says nothing of files that are merged with others. */
  readonly isConsistency: boolean;
}

/** Collects what is found while a project is read. */
export interface Problems {
  readonly found: ProjectProblem[];
  error(code: ProblemCode, origin: Origin, text: Message): void;
  /** What is no mistake, and still good to know. */
  note(code: ProblemCode, origin: Origin, text: Message): void;
  /** A problem of a variable: an error where Compose asks for it. */
  variable(code: 'required-variable' | 'unset-variable', origin: Origin, text: Message): void;
}

/** What is found while the files are read, or when the whole is judged. */
export function collectProblems(found: ProjectProblem[], stage: 'reading' | 'judging'): Problems {
  const isConsistency = stage === 'judging';
  return {
    found,
    error: (code, origin, message) => void found.push({ code, origin, message, severity: 'error', isConsistency }),
    note: (code, origin, message) => void found.push({ code, origin, message, severity: 'hint', isConsistency }),
    variable: (code, origin, message) => {
      const severity = code === 'required-variable' ? 'error' : 'warning';
      found.push({ code, origin, message, severity, isConsistency, variable: String(message.args[0]) });
    },
  };
}
