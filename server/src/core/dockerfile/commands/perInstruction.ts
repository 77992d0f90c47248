import type { Instruction } from '../parse/ast.ts';

/**
 * Keeps what follows from the text of an instruction alone, and names no place in the file: then it is worked out once,
 * as long as edits leave the instruction as it is.
 */
export function perInstruction<Kind extends Instruction, Value>(
  compute: (instruction: Kind, text: string) => Value,
): (instruction: Kind, text: string) => Value {
  const known = new WeakMap<Kind, { readonly value: Value }>();
  return (instruction, text) => {
    let kept = known.get(instruction);
    if (!kept) {
      kept = { value: compute(instruction, text) };
      known.set(instruction, kept);
    }
    return kept.value;
  };
}
