import type { Completion } from '../language.ts';
import type { Span } from '../text/span.ts';
import { stageDocs } from './docs.ts';
import type { DockerfileModel } from './model.ts';
import type { Instruction } from './parse/ast.ts';

/** The names of the stages before an instruction's own stage, the nearest first. */
export function stageNames(model: DockerfileModel, instruction: Instruction, span: Span): readonly Completion[] {
  const before = model.stages.filter(({ span: stage }) => stage.end < instruction.span.start);
  return before.toReversed().flatMap((stage, index) => {
    if (!stage.name) return [];
    return [
      {
        label: stage.name.text,
        kind: 'reference' as const,
        span,
        newText: stage.name.text,
        isSnippet: false,
        sortText: `0${String(index).padStart(4, '0')}`,
        docs: stageDocs(stage, model),
      },
    ];
  });
}
