import type { Instruction } from '../parse/ast.ts';
import type { WordPlace } from '../position.ts';

/** A word among the arguments of an instruction, in which the cursor stands. */
export interface ArgumentPlace {
  readonly instruction: Instruction;
  /** How many arguments stand before it. */
  readonly index: number;
  readonly word: WordPlace;
  /** The cursor, in the logical line. */
  readonly at: number;
  /** The cursor, in the document. */
  readonly offset: number;
}
