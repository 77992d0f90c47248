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
}

/** Collects what is found while a project is read. */
export interface Problems {
  readonly found: ProjectProblem[];
  error(code: ProblemCode, origin: Origin, text: Message): void;
  warning(code: ProblemCode, origin: Origin, text: Message): void;
}

export function collectProblems(): Problems {
  const found: ProjectProblem[] = [];
  return {
    found,
    error: (code, origin, text) => void found.push({ code, origin, message: text, severity: 'error' }),
    warning: (code, origin, text) => void found.push({ code, origin, message: text, severity: 'warning' }),
  };
}
