import type { DockerfileTree, Flag, Instruction } from '../../../server/src/core/dockerfile/parse/ast.ts';

/** The tree in the form of BuildKit's `Node.Dump`, to be compared with the recorded dumps. */
export function dump(tree: DockerfileTree): string {
  return tree.instructions.map((instruction) => `(${dumpInstruction(instruction)})`).join('\n');
}

function dumpInstruction(instruction: Instruction): string {
  const words = instruction.kind === 'onbuild' ? [] : argumentsOf(instruction).map(quote);
  if (instruction.kind === 'onbuild' && instruction.trigger) words.push(`(${dumpInstruction(instruction.trigger)})`);
  return [instruction.keyword.text.toLowerCase(), ...flags(instruction.flags), ...words].join(' ').trim();
}

function flags(all: readonly Flag[]): readonly string[] {
  if (all.length === 0) return [];
  const texts = all.map(({ name, value }) => quote(value === undefined ? `--${name}` : `--${name}=${value}`));
  return [`[${texts.join(' ')}]`];
}

function argumentsOf(instruction: Exclude<Instruction, { kind: 'onbuild' }>): readonly string[] {
  if (instruction.kind === 'unknown') return [''];
  if (instruction.kind === 'arg') {
    return instruction.pairs.map(({ name, value }) => (value ? `${name.text}=${value.text}` : name.text));
  }
  if ('pairs' in instruction) {
    const sign = instruction.legacy ? '' : '=';
    return instruction.pairs.flatMap(({ name, value }) => [name.text, value?.text ?? '', sign]);
  }
  if ('words' in instruction) return instruction.words.map(({ text }) => text);
  if ('items' in instruction) return instruction.items.map(({ value }) => value);
  if ('value' in instruction) return instruction.value ? [instruction.value.text] : [];
  const command = commandOf(instruction.command);
  if (instruction.kind !== 'healthcheck') return command;
  return instruction.type ? [instruction.type.text, ...command] : [];
}

function commandOf(command: Extract<Instruction, { kind: 'run' }>['command']): readonly string[] {
  if (!command) return [];
  return command.form === 'json' ? command.strings.map(({ value }) => value) : [command.word.text];
}

/** Go's `strconv.Quote`, as far as the recorded dumps need it. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u2000-\u200a\u00a0]/g,
    (space) => `\\u${space.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
