import type { Rule } from '../lint/rule.ts';
import type { Visit } from '../lint/runRules.ts';
import type { DockerfileModel, Stage } from './model.ts';
import type { Instruction, InstructionKind, InstructionOf } from './parse/ast.ts';

/** What the walk over a Dockerfile visits: stages, and instructions by their kind. */
export type DockerfileNodes = { readonly [Kind in InstructionKind]: InstructionOf<Kind> } & {
  readonly stage: Stage;
  /** The whole file, once. */
  readonly file: DockerfileModel;
};

/** A rule for Dockerfiles that looks at nodes of some kinds. */
export type DockerfileRule<Kind extends keyof DockerfileNodes> = Rule<DockerfileModel, DockerfileNodes, Kind>;

/** Visits the file, what stands before the first FROM, and each stage with its instructions, in the order of the text. */
export function* walk(model: DockerfileModel): Iterable<Visit<DockerfileNodes>> {
  yield { kind: 'file', node: model };
  yield* visits(model.globals);
  for (const stage of model.stages) {
    yield { kind: 'stage', node: stage };
    yield { kind: 'from', node: stage.from };
    yield* visits(stage.instructions);
  }
}

function* visits(instructions: readonly Instruction[]): Iterable<Visit<DockerfileNodes>> {
  for (const node of instructions) yield { kind: node.kind, node };
}
