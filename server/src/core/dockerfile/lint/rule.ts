import type { LintOptions } from '../../lint/options.ts';
import type { Finding, Rule, RuleInfo } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import type { Workspace } from '../../workspace.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { ShellFamily } from '../commands/shells.ts';
import type { InstructionKind, InstructionOf } from '../parse/ast.ts';

/** What the walk over a Dockerfile visits: stages, and instructions by their kind. */
export type DockerfileNodes = { readonly [Kind in InstructionKind]: InstructionOf<Kind> } & {
  /**
   * A stage, which a rule may follow to those that it builds on. What is found lies within the stage, fixes too, and follows
   * from these stages alone: it is kept as long as they do not change.
   */
  readonly stage: Stage;
  /** The whole file, once. */
  readonly file: DockerfileModel;
};

/**
 * What a rule sees besides its node. It sees no more, so that what it finds at an instruction follows from the
 * instruction alone, and need not be looked for again after an edit elsewhere.
 */
export interface Source {
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly options: LintOptions;
  /** Who reads the commands of the instruction. Rules for stages and files see `posix`, and look for SHELL by themselves. */
  readonly shell: ShellFamily;
}

/** A rule for Dockerfiles that looks at nodes of some kinds. */
export interface DockerfileRule<Kind extends keyof DockerfileNodes> extends Rule<Source, DockerfileNodes, Kind> {
  readonly inspect?: Inspect;
}

/**
 * What only a look at the world around the file can find: at files of the build context, or at what the engine knows. It
 * takes copies of the spans before it waits for anything.
 */
export type Inspect = (model: DockerfileModel, workspace: Workspace) => Promise<readonly Finding[]>;

/** Makes a rule that cannot find anything in the file alone. */
export function inspection({ inspect, ...info }: RuleInfo & { readonly inspect: Inspect }): DockerfileRule<'file'> {
  return { ...info, inspect, nodes: [], check: () => noFindings };
}
