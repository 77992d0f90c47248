import type { Instruction } from '../parse/ast.ts';

/** A word without the quotes around it. */
export function unquoted(text: string): string {
  return /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
}

/** What a word means to the builder, where it has no variables and no escapes; else undefined. */
export function literal(text: string): string | undefined {
  const inner = unquoted(text);
  return /[$"'\\`]/.test(inner) ? undefined : inner;
}

/** What an ONBUILD keeps for later builds; all others are themselves. */
export function withoutOnbuild(instruction: Instruction): Instruction {
  return instruction.kind === 'onbuild' && instruction.trigger ? instruction.trigger : instruction;
}
