import type { Occurrence } from '../language.ts';
import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { DockerfileModel, Stage, StageReference } from './model.ts';
import type { Heredoc, Instruction } from './parse/ast.ts';
import { instructionAt, stageAt } from './position.ts';
import type { Variable } from './variables/variables.ts';
import { variableOf } from './variables/variables.ts';
import type { VariableSite } from './variables/sites.ts';
import { sitesOfInstruction } from './variables/sites.ts';

/** Something with a name that stands at an offset, and the place there that names it. */
export type Thing =
  | { readonly kind: 'stage'; readonly span: Span; readonly stage: Stage; readonly uses: readonly StageReference[] }
  | { readonly kind: 'variable'; readonly span: Span; readonly site: VariableSite; readonly variable: Variable }
  | { readonly kind: 'heredoc'; readonly span: Span; readonly heredoc: Heredoc };

/** The stage, variable or heredoc that is named at `offset`, or just before it. */
export function thingAt(model: DockerfileModel, offset: number): Thing | undefined {
  const instruction = instructionAt(model, offset);
  if (!instruction || offset > instruction.span.end) return undefined;
  // The variable that stands for a stage's name comes before that stage.
  return (
    heredocThing(model, instruction, offset) ?? variableThing(model, instruction, offset) ?? stageThing(model, offset)
  );
}

/** All places of the file that name what is named at `offset`, in the order of the text; none where nothing is. */
export function occurrences(model: DockerfileModel, offset: number): readonly Occurrence[] {
  const thing = thingAt(model, offset);
  if (!thing) return [];
  if (thing.kind === 'variable') return thing.variable.sites.map(({ span, role }) => ({ span, role }));
  if (thing.kind === 'heredoc') return heredocOccurrences(model, thing.heredoc);
  const place: Occurrence = { span: stagePlace(thing.stage), role: 'definition' };
  const uses = thing.uses.map(({ span }): Occurrence => ({ span, role: 'use' }));
  return [place, ...uses].sort((a, b) => a.span.start - b.span.start);
}

/** What stands for a stage in its FROM line: its name, else its image. */
export function stagePlace({ name, base, from }: Stage): Span {
  return (name ?? base ?? from.keyword).span;
}

/** The closing and the opening name of a heredoc, without the quotes of the latter. */
export function heredocNames({ text }: DockerfileModel, { nameSpan, terminator }: Heredoc): readonly Span[] {
  const quotes = /^(["']).*\1$/.test(text.slice(nameSpan.start, nameSpan.end)) ? 1 : 0;
  const opening = { start: nameSpan.start + quotes, end: nameSpan.end - quotes };
  return terminator ? [opening, terminator] : [opening];
}

function heredocOccurrences(model: DockerfileModel, heredoc: Heredoc): readonly Occurrence[] {
  return heredocNames(model, heredoc).map((span, index) => ({ span, role: index === 0 ? 'definition' : 'use' }));
}

function stageThing(model: DockerfileModel, offset: number): Thing | undefined {
  const here = stageAt(model, offset);
  if (!here) return undefined;
  const use = stageUseAt(model, offset);
  const stage = use?.target ?? (isAtStage(here, offset) ? here : undefined);
  if (!stage) return undefined;
  const uses = model.references().filter(({ target }) => target === stage);
  const own = touches(here.from.keyword.span, offset) ? here.from.keyword.span : stagePlace(here);
  return { kind: 'stage', span: use?.span ?? own, stage, uses };
}

/** The place at `offset` that means a stage of the file, by its name, its number or a variable. */
export function stageUseAt(model: DockerfileModel, offset: number): StageReference | undefined {
  const here = stageAt(model, offset);
  return model.references().find(({ span, from, target }) => from === here && target && touches(span, offset));
}

/** FROM stands for its stage, as the name does; an image does only where nothing else names the stage. */
function isAtStage({ name, from }: Stage, offset: number): boolean {
  return touches(from.keyword.span, offset) || (name !== undefined && touches(name.span, offset));
}

function heredocThing(model: DockerfileModel, { heredocs }: Instruction, offset: number): Thing | undefined {
  for (const heredoc of heredocs) {
    const span = heredocNames(model, heredoc).find((name) => touches(name, offset));
    if (span) return { kind: 'heredoc', span, heredoc };
  }
  return undefined;
}

function variableThing(model: DockerfileModel, instruction: Instruction, offset: number): Thing | undefined {
  const sites = sitesOfInstruction(model, instruction);
  const site = sites.find(({ span }) => touches(span, offset)) ?? sites.find((use) => isAtSign(model, use, offset));
  return site && { kind: 'variable', span: site.span, site, variable: variableOf(model, site) };
}

/** Whether an offset lies before the `$` or the brace that belongs to a name. */
function isAtSign({ text }: DockerfileModel, { span: { start } }: VariableSite, offset: number): boolean {
  return (offset === start - 1 || offset === start - 2) && /^\$\{?$/.test(text.slice(offset, start));
}
