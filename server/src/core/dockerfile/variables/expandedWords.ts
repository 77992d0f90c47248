import { mountFields } from '../mountFields.ts';
import type { Flag, Instruction, InstructionOf, ListItem, Word } from '../parse/ast.ts';
import { logicalOffset } from '../parse/logicalLine.ts';
import { wordAt } from '../parse/words.ts';

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
    return [
      ...instruction.flags.flatMap(expandedFlag),
      ...withoutHeredocs(instruction, instruction.items).flatMap(
        (item) => item.word ?? jsonWord(instruction, item) ?? [],
      ),
    ];
  }
  return 'value' in instruction && instruction.value ? [instruction.value] : noWords;
}

/** The name of a heredoc is a word of its own, in which nothing is expanded. */
function withoutHeredocs({ heredocs }: Instruction, items: readonly ListItem[]): readonly ListItem[] {
  if (heredocs.length === 0) return items;
  return items.filter(({ span }) => !heredocs.some((heredoc) => heredoc.span.start === span.start));
}

/** The text of a JSON string, where it stands there as it is, without escapes. */
function jsonWord({ line }: Instruction, { span, value }: ListItem): Word | undefined {
  if (span.end - span.start !== value.length + 2) return undefined;
  const start = logicalOffset(line, span.start) + 1;
  return wordAt(line, start, start + value.length);
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
