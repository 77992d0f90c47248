import type { Refusal } from '../../language.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import { isOnBareImage } from '../baseImages.ts';
import type { DockerfileModel } from '../model.ts';
import type { Thing } from '../occurrences.ts';
import { platformArgs } from '../variables/scope.ts';
import type { Variable } from '../variables/variables.ts';
import type { VariableSite } from '../variables/sites.ts';
import { globalStage, sitesOfName } from '../variables/sites.ts';
import type { Renaming } from './renaming.ts';
import { refusal } from './renaming.ts';

/** Renames a variable where ARG and ENV set it and wherever it is used, in all stages in which it is the same one. */
export function variableRenaming(
  model: DockerfileModel,
  { span, variable }: Extract<Thing, { kind: 'variable' }>,
): Renaming | Refusal {
  const { name, sites, isDeclared } = variable;
  if (isFixed(name))
    return refusal(message('{0} has a meaning of its own to the builder or to programs. It cannot be renamed.', name));
  if (!isDeclared && !sites.some(({ role }) => role === 'definition')) {
    return refusal(message('The file does not set {0}: it comes from the base image, or is empty.', name));
  }
  if (isDeclared && isUsedBefore(model, variable)) {
    return refusal(message('{0} is used before the file sets it. What the base image has set would be lost.', name));
  }
  return {
    span,
    name,
    spans: sites.map((site) => site.span),
    problemOf: (newName) => problemOf(model, variable, newName),
  };
}

const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];
const wellKnown = ['SOURCE_DATE_EPOCH', 'PATH', 'HOME', 'USER', 'SHELL', 'PWD', 'HOSTNAME', 'TERM', 'IFS'];
const fixedNames = new Set([...platformArgs, ...proxies, ...proxies.map((name) => name.toLowerCase()), ...wellKnown]);

/** Whether a name is one that the builder, the shell or every program knows. */
function isFixed(name: string): boolean {
  return fixedNames.has(name) || name.startsWith('BUILDKIT_');
}

/** Whether a place uses the variable before any ARG or ENV sets it, where the base image may have set it. */
function isUsedBefore({ stages }: DockerfileModel, { sites }: Variable): boolean {
  const first = new Map<number, number>();
  for (const { by, stage, countsFrom } of sites) {
    if (by === 'arg' || by === 'env') first.set(stage, Math.min(first.get(stage) ?? Infinity, countsFrom));
  }
  // From where on in each stage the variable has no value but those of the file.
  const known = new Map([[globalStage, 0]]);
  for (const stage of stages) {
    const { index, baseStage } = stage;
    const isKnown = baseStage ? (known.get(baseStage.index) ?? Infinity) < Infinity : isOnBareImage(stage);
    known.set(index, isKnown ? 0 : (first.get(index) ?? Infinity));
  }
  const isEarly = ({ role, by, stage, span }: VariableSite): boolean =>
    (role === 'use' || by === 'shell') && by !== 'container' && span.start < (known.get(stage) ?? Infinity);
  return sites.some(isEarly);
}

function problemOf(model: DockerfileModel, variable: Variable, newName: string): Message | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(newName)) {
    return message('The name of a variable begins with a letter or _ and has letters, digits and _ only.');
  }
  if (isFixed(newName)) return message('{0} is a reserved name. Choose another one.', newName);
  const visible = visibleStages(model, variable);
  const hasArg = variable.sites.some(({ by }) => by === 'arg');
  // An ARG takes the value of the ARG of its name before the first FROM.
  const joins = ({ by, stage }: VariableSite): boolean =>
    hasArg && by === 'arg' && (stage === globalStage || variable.stages.has(globalStage));
  const isTaken = sitesOfName(model, newName).some((site) => visible.has(site.stage) || joins(site));
  return isTaken ? message('{0} is another variable here already.', newName) : undefined;
}

/** The stages of a variable, and those below them, whose variables they see. */
function visibleStages({ stages }: DockerfileModel, variable: Variable): ReadonlySet<number> {
  const visible = new Set(variable.stages);
  for (const { index, baseStage } of stages.toReversed())
    if (baseStage && visible.has(index)) visible.add(baseStage.index);
  return visible;
}
