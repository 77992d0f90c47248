import type { Completion } from '../../language.ts';
import type { Span } from '../../text/span.ts';
import { stageDocs } from '../docs.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';
import { offer } from './offers.ts';

/** The stages before an instruction's own stage, the nearest first: by name and, where it says so, by number. */
export function stageNames(model: DockerfileModel, instruction: Instruction, span: Span): readonly Completion[] {
  return stagesBefore(model, instruction)
    .toReversed()
    .flatMap((stage, index) => {
      if (!stage.name) return [];
      const docs = stageDocs(stage, model);
      // FROM is the one place that takes a stage for an image, unless its name is written in lower case.
      const name = instruction.kind === 'from' ? stage.name.text.toLowerCase() : stage.name.text;
      return [offer(name, span, index, { kind: 'reference', detail: baseText(stage), group: 0, docs })];
    });
}

/** The numbers of the stages before, for the places that take them; those without name first. */
export function stageNumbers(model: DockerfileModel, instruction: Instruction, span: Span): readonly Completion[] {
  return stagesBefore(model, instruction).map((stage) =>
    offer(String(stage.index), span, stage.index, {
      kind: 'reference',
      detail: stage.name?.text ?? baseText(stage),
      group: stage.name ? 2 : 1,
      docs: stageDocs(stage, model),
    }),
  );
}

function stagesBefore({ stages }: DockerfileModel, { span }: Instruction): readonly Stage[] {
  return stages.filter((stage) => stage.span.end < span.start);
}

function baseText({ base }: Stage): string {
  return base?.text ?? '';
}
