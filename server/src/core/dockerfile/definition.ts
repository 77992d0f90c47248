import type { Definition, Target } from '../language.ts';
import type { DockerfileModel, Stage } from './model.ts';
import type { Thing } from './occurrences.ts';
import { heredocNames, stagePlace, stageUseAt, thingAt } from './occurrences.ts';
import type { VariableSite } from './variables/sites.ts';
import { globalStage } from './variables/sites.ts';

/**
 * Where the stage, variable or heredoc at `offset` is defined; undefined where none stands or the file does not define
 * it. A variable that means a stage leads to both.
 */
export function definition(model: DockerfileModel, offset: number): Definition | undefined {
  const thing = thingAt(model, offset);
  const targets = thing ? targetsOf(model, thing, offset) : [];
  return thing && targets.length > 0 ? { span: thing.span, targets } : undefined;
}

function targetsOf(model: DockerfileModel, thing: Thing, offset: number): readonly Target[] {
  if (thing.kind === 'stage') return [stageTarget(thing.stage)];
  if (thing.kind === 'heredoc') {
    const [opening] = heredocNames(model, thing.heredoc);
    return opening ? [{ span: opening, nameSpan: opening }] : [];
  }
  const found = definitionsOf(model, thing.site, thing.variable.sites);
  const stage = stageUseAt(model, offset)?.target;
  return [
    ...found.map(({ instruction, span }) => ({ span: instruction.span, nameSpan: span })),
    ...(stage ? [stageTarget(stage)] : []),
  ];
}

function stageTarget(stage: Stage): Target {
  return { span: stage.from.span, nameSpan: stagePlace(stage) };
}

/**
 * The definition that counts at a place: the nearest one before it in its stage, else the last one of the stages
 * below. An ARG without a value takes that of the ARG before the first FROM, which then comes second.
 */
export function definitionsOf(
  model: DockerfileModel,
  site: VariableSite,
  sites: readonly VariableSite[],
): readonly VariableSite[] {
  const nearest = site.role === 'definition' ? site : nearestDefinition(model, site, sites);
  if (!nearest) return [];
  const takesGlobal = nearest.by === 'arg' && !nearest.hasValue && nearest.stage !== globalStage;
  const global = takesGlobal ? sites.findLast(({ by, stage }) => by === 'arg' && stage === globalStage) : undefined;
  return global ? [nearest, global] : [nearest];
}

function nearestDefinition(
  model: DockerfileModel,
  site: VariableSite,
  sites: readonly VariableSite[],
): VariableSite | undefined {
  const own = sites.findLast(
    (other) => other.role === 'definition' && other.stage === site.stage && counts(other, site),
  );
  if (own) return own;
  const lasting = sites.filter(({ by }) => by === 'env' || (by === 'arg' && site.by !== 'container'));
  const last = new Map(lasting.map((other) => [other.stage, other]));
  let stage: Stage | undefined = model.stages[site.stage]?.baseStage;
  while (stage && !last.has(stage.index)) stage = stage.baseStage;
  return stage && last.get(stage.index);
}

/** Whether a definition of the same stage counts at a place. */
function counts(found: VariableSite, site: VariableSite): boolean {
  if (found.by === 'shell' || found.by === 'container') {
    return found.instruction === site.instruction && found.span.end <= site.span.start;
  }
  // A container starts with what all ENV of its image have set, also those behind its CMD.
  if (site.by === 'container') return found.by === 'env';
  return found.countsFrom <= site.span.start;
}
