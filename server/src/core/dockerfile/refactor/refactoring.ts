import type { Refactoring } from '../../language.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';

/** Where a refactoring is asked for. */
export interface RefactorPlace {
  readonly model: DockerfileModel;
  /** The first instruction that the selection touches; none behind ONBUILD. */
  readonly instruction: Instruction;
  /** The instructions of the same stage, and where in them `instruction` stands. */
  readonly siblings: readonly Instruction[];
  readonly index: number;
  readonly selection: Span;
}

/** What can be made of an instruction without a change of what is built; nothing where that is not certain. */
export type Refactor = (place: RefactorPlace) => Refactoring | undefined;
