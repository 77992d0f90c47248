import type { Refactoring } from '../language.ts';
import type { Span } from '../text/span.ts';
import type { DockerfileModel } from './model.ts';
import { toExecForm, toShellForm } from './refactor/commandForm.ts';
import { fromHeredoc, toHeredoc } from './refactor/heredoc.ts';
import { addCacheMount } from './refactor/cacheMount.ts';
import { extractStage } from './refactor/extractStage.ts';
import { inlineArg } from './refactor/inlineArg.ts';
import { splitRun } from './refactor/splitRun.ts';
import { joinRuns } from './refactor/joinRuns.ts';
import type { Refactor } from './refactor/refactoring.ts';

/** What can be made of the first instruction that `span` touches, without a change of what is built. */
export function refactorings(model: DockerfileModel, span: Span): readonly Refactoring[] {
  const { escape, instructions } = model.tree;
  // Commands are read as `sh` reads them.
  if (escape !== '\\' || instructions.some(({ kind }) => kind === 'shell')) return [];
  const stage = model.stages.findLast((other) => other.span.start <= span.start);
  const siblings = stage?.instructions ?? [];
  const index = siblings.findIndex((other) => other.span.start <= span.end && other.span.end >= span.start);
  const instruction = siblings[index];
  if (!instruction) return argRefactorings(model, span);
  return [
    ...argRefactorings(model, span),
    ...all.flatMap((refactor) => refactor({ model, instruction, siblings, index, selection: span }) ?? []),
  ];
}

/** An ARG may stand before the first FROM, too. */
function argRefactorings(model: DockerfileModel, span: Span): readonly Refactoring[] {
  const instruction = model.tree.instructions.find((other) => touchesSpan(other.span, span));
  const found = instruction && inlineArg(model, instruction);
  return found ? [found] : [];
}

function touchesSpan(a: Span, b: Span): boolean {
  return a.start <= b.end && a.end >= b.start;
}

const all: readonly Refactor[] = [
  toExecForm,
  toShellForm,
  toHeredoc,
  fromHeredoc,
  joinRuns,
  splitRun,
  addCacheMount,
  extractStage,
];
