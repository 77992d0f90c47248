import { mountFields } from './mountFields.ts';
import type { Flag, Instruction, InstructionOf, Word } from './parse/ast.ts';
import { wordAt } from './parse/words.ts';

/** The words of a stage's instruction in which the builder expands variables, all but those of EXPOSE. */
export function expandedWords(instruction: Instruction): readonly Word[] {
  const { kind } = instruction;
  if (kind === 'run') return instruction.flags.flatMap((flag) => mountValues(instruction, flag));
  if (kind === 'expose' || kind === 'maintainer') return noWords;
  if ('pairs' in instruction) {
    return instruction.pairs.flatMap(({ name, value }) => [
      ...(kind === 'arg' ? [] : [name]),
      ...(value ? [value] : []),
    ]);
  }
  if ('items' in instruction) {
    return [...instruction.flags.flatMap(expandedFlag), ...instruction.items.flatMap(({ word }) => word ?? [])];
  }
  return 'value' in instruction && instruction.value ? [instruction.value] : noWords;
}

const noWords: readonly Word[] = [];
const expandedFlags: ReadonlySet<string> = new Set(['chown', 'chmod', 'checksum']);

function expandedFlag({ name, valueWord }: Flag): readonly Word[] {
  return valueWord && expandedFlags.has(name) ? [valueWord] : noWords;
}

function mountValues({ line }: InstructionOf<'run'>, flag: Flag): readonly Word[] {
  if (!flag.value?.includes('$')) return noWords;
  return mountFields(flag).flatMap(({ key, value, valueStart, end }) =>
    value === undefined || key === 'from' ? [] : [wordAt(line, valueStart, end)],
  );
}
