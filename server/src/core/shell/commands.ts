import type { Command, Part, Pipeline, Redirection, Script, SimpleCommand, Word } from './ast.ts';

/** All simple commands of a script, those in other commands and in substitutions too, in the order of the text. */
export function simpleCommands(script: Script): readonly SimpleCommand[] {
  const found: SimpleCommand[] = [];
  visitScript(script, { command: (command) => void (command.kind === 'simple' && found.push(command)) });
  return found.sort((a, b) => a.start - b.start);
}

/** The commands that do not read from the terminal: behind a pipe, or with a file or a heredoc for input. */
export function commandsWithInput(script: Script): ReadonlySet<SimpleCommand> {
  const found = new Set<SimpleCommand>();
  visitScript(script, {
    pipeline({ commands: [, ...behind] }) {
      for (const command of behind) visitCommand(command, { command: (inner) => addSimple(found, inner) });
    },
    command(command) {
      if (command.redirections.some(({ operator }) => operator.startsWith('<'))) addSimple(found, command);
    },
  });
  return found;
}

function addSimple(found: Set<SimpleCommand>, command: Command): void {
  if (command.kind === 'simple') found.add(command);
}

/** What is called while a script is walked. */
export interface Visitor {
  list?(script: Script): void;
  pipeline?(pipeline: Pipeline): void;
  command?(command: Command): void;
  word?(word: Word): void;
  part?(part: Part): void;
  redirection?(redirection: Redirection): void;
}

/** Walks through a script, and through the scripts in its words. */
export function visitScript(script: Script, visitor: Visitor): void {
  visitor.list?.(script);
  for (const { pipeline } of script.items) {
    visitor.pipeline?.(pipeline);
    for (const command of pipeline.commands) visitCommand(command, visitor);
  }
}

function visitCommand(command: Command, visitor: Visitor): void {
  visitor.command?.(command);
  if (command.kind === 'simple') {
    for (const { values } of command.assignments) visitWords(values, visitor);
  } else {
    for (const body of command.bodies) visitScript(body, visitor);
  }
  visitWords(command.words, visitor);
  visitRedirections(command.redirections, visitor);
}

function visitRedirections(redirections: readonly Redirection[], visitor: Visitor): void {
  for (const redirection of redirections) {
    visitor.redirection?.(redirection);
    if (redirection.target) visitWords([redirection.target], visitor);
  }
}

function visitWords(words: readonly Word[], visitor: Visitor): void {
  for (const word of words) {
    visitor.word?.(word);
    visitParts(word.parts, visitor);
  }
}

function visitParts(parts: readonly Part[], visitor: Visitor): void {
  for (const part of parts) {
    visitor.part?.(part);
    if (part.kind === 'command') visitScript(part.script, visitor);
    else if (part.kind === 'variable') visitParts(part.operand, visitor);
  }
}
