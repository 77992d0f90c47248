import type { Completion } from '../../language.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';
import { imageNames } from './images.ts';
import { stageNames, stageNumbers } from './stages.ts';

/** The stages and images that files can come from. */
export function sourceNames(
  model: DockerfileModel,
  instruction: Instruction,
  span: Span,
  offset: number,
): readonly Completion[] {
  return [
    ...stageNames(model, instruction, span),
    ...stageNumbers(model, instruction, span),
    ...imageNames(model, span, offset),
  ];
}
