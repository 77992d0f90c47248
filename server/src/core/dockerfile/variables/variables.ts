import type { DockerfileModel } from '../model.ts';
import { platformArgs } from './scope.ts';
import type { VariableSite } from './sites.ts';
import { globalStage, sitesOfName } from './sites.ts';

/** A variable: all places of the file that mean the same one. */
export interface Variable {
  readonly name: string;
  /** In the order of the text. */
  readonly sites: readonly VariableSite[];
  /** The stages in which the name means this variable. */
  readonly stages: ReadonlySet<number>;
  /** Whether an ARG or ENV of the file declares it; else it comes from the base image, or from the shell alone. */
  readonly isDeclared: boolean;
}

/**
 * The variable that is meant at one place. One name means one variable in a stage and in the stages that build on it.
 * The ARG of a stage means the same variable as the ARG of that name before the first FROM, whose value it takes.
 * What a RUN sets and no ARG or ENV declares belongs to that RUN alone.
 */
export function variableOf(model: DockerfileModel, site: VariableSite): Variable {
  const { name } = site;
  const all = sitesOfName(model, name);
  const families = familiesOf(model, name, all);
  const family = families.of(site);
  const sites = all.filter((other) => families.of(other) === family);
  const stages = new Set([globalStage, ...model.stages.keys()].filter((stage) => families.ofStage(stage) === family));
  if (families.isDeclared(family)) return { name, sites, stages, isDeclared: true };
  const own = new Set(sites.filter(({ role }) => role === 'definition').map(({ instruction }) => instruction));
  const isOwn = own.has(site.instruction);
  const isShared = ({ instruction }: VariableSite): boolean =>
    isOwn ? instruction === site.instruction : !own.has(instruction);
  return { name, sites: sites.filter(isShared), stages, isDeclared: false };
}

/** Groups of stages in which a name means the same variable. */
interface Families {
  /** The family of a place: a text that is the same for all of one family. */
  of(site: VariableSite): string;
  ofStage(stage: number): string;
  isDeclared(family: string): boolean;
}

function familiesOf(model: DockerfileModel, name: string, sites: readonly VariableSite[]): Families {
  const declaring = sites.filter(({ by }) => by === 'arg' || by === 'env');
  const declared = new Set(declaring.map(({ stage }) => stage));
  const withArg = new Set(declaring.filter(({ by }) => by === 'arg').map(({ stage }) => stage));
  if (platformArgs.includes(name)) declared.add(globalStage);
  const roots: number[] = [];
  const joined = new Set<number>();
  for (const { index, baseStage } of model.stages) {
    const base = baseStage?.index;
    const takesRoot = base !== undefined && (declared.has(base) || !declared.has(index));
    const root = takesRoot ? (roots[base] ?? index) : index;
    roots.push(root);
    if (base !== undefined && declared.has(base)) declared.add(index);
    if (withArg.has(index) && declared.has(globalStage)) joined.add(root);
  }
  const ofStage = (stage: number): string => {
    const root = roots[stage] ?? globalStage;
    return `${declared.has(stage) ? 'declared' : 'undeclared'} ${joined.has(root) && declared.has(stage) ? globalStage : root}`;
  };
  const withEnv = new Set(declaring.filter(({ by }) => by === 'env').map(({ stage }) => ofStage(stage)));
  return {
    ofStage,
    // A container sees no ARG: there, only an ENV declares the variable.
    of: ({ by, stage }) =>
      by === 'container' && !withEnv.has(ofStage(stage)) ? `undeclared ${stage} in the container` : ofStage(stage),
    isDeclared: (family) => family.startsWith('declared'),
  };
}
