import { isOnBareImage } from '../baseImages.ts';
import { expandedWords } from './expandedWords.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { From, Instruction, InstructionOf, Word } from '../parse/ast.ts';
import { expand } from '../parse/expand.ts';
import type { Scope } from './scope.ts';
import { globalScope, isSet, setVariable, stageScope, valueOf } from './scope.ts';

/** Called with words that the builder expands, and the variables as they are there, with the values of the file. */
export type WordVisitor = (instruction: Instruction, words: readonly Word[], scope: Scope) => void;

/**
 * Visits all words in which the builder expands variables, from the first to the last; none behind ONBUILD.
 * An instruction whose shell alone reads variables is visited without words.
 */
export function visitExpandedWords(model: DockerfileModel, visit: WordVisitor): void {
  const walk: Walk = { visit, escape: model.tree.escape.charCodeAt(0), globals: globalScope() };
  for (const instruction of model.globals) apply(walk, instruction, walk.globals);
  const scopes = new Map<Stage, Scope>();
  for (const stage of model.stages) {
    visit(stage.from, fromWords(stage.from), walk.globals);
    const base = stage.baseStage && scopes.get(stage.baseStage);
    const scope = stageScope(base ?? (isOnBareImage(stage) ? 'known' : 'unknown'));
    scopes.set(stage, scope);
    for (const instruction of stage.instructions) apply(walk, instruction, scope);
  }
}

interface Walk {
  readonly visit: WordVisitor;
  readonly escape: number;
  readonly globals: Scope;
}

function fromWords({ flags, words }: From): readonly Word[] {
  const platform = flags.flatMap(({ name, valueWord }) => (name === 'platform' && valueWord ? [valueWord] : []));
  return [...platform, ...words.slice(0, 1)];
}

function apply(walk: Walk, instruction: Instruction, scope: Scope): void {
  if (instruction.kind === 'arg') applyArg(walk, instruction, scope);
  else if (instruction.kind === 'env') applyEnv(walk, instruction, scope);
  else if (instruction.kind === 'expose') {
    walk.visit(
      instruction,
      instruction.items.flatMap(({ word }) => word ?? []),
      scope,
    );
  } else if (instruction.line.text.includes('$') || instruction.heredocs.length > 0)
    walk.visit(instruction, expandedWords(instruction), scope);
}

/**
 * The variables of an ARG are set one after the other. One without a value has that of the ARG before the first FROM,
 * or one that only the build knows.
 */
function applyArg(walk: Walk, arg: InstructionOf<'arg'>, scope: Scope): void {
  for (const { name, value } of arg.pairs) {
    if (value) {
      walk.visit(arg, [value], scope);
      setVariable(scope, name.text, valueIn(walk, value, scope));
    } else if (isSet(walk.globals, name.text)) setVariable(scope, name.text, valueOf(walk.globals, name.text));
    else if (!isSet(scope, name.text)) setVariable(scope, name.text, undefined);
  }
}

/** The variables of an ENV are set all at once. */
function applyEnv(walk: Walk, env: InstructionOf<'env'>, scope: Scope): void {
  walk.visit(env, expandedWords(env), scope);
  const values = env.pairs.map(({ value }) => value && valueIn(walk, value, scope));
  for (const [index, { name }] of env.pairs.entries()) setVariable(scope, name.text, values[index]);
}

function valueIn({ escape }: Walk, { text }: Word, scope: Scope): string | undefined {
  return /[$"'\\`]/.test(text) ? expand(text, escape, scope, 'word').value : text;
}
