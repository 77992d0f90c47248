import { createFile } from './refactor/createFile.ts';
import { extractFragment, extractOverride } from './refactor/extract.ts';
import { pinImage } from './refactor/pinImage.ts';
import { servicesOfRuns } from './refactor/dockerRun.ts';
import type { Refactoring } from '../language.ts';
import type { Span } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import type { ComposeModel } from './model.ts';
import {
  dependenciesToList,
  dependenciesToMap,
  grantsToLong,
  grantsToShort,
  networksToList,
  networksToMap,
} from './refactor/names.ts';
import { mountsToLong, mountsToShort } from './refactor/mounts.ts';
import { pairsToList, pairsToMap } from './refactor/pairs.ts';
import type { Rewrite } from './refactor/place.ts';
import { portsToLong, portsToShort } from './refactor/ports.ts';
import { listToText, mapsToTexts, mapToText, textsToMaps, textToList, textToMap } from './refactor/single.ts';
import { sortings } from './refactor/sort.ts';
import { pathAt } from './yaml/nodeAt.ts';

/** What can be made of the text that `span` touches, without a change of what it means. */
export function refactorings(model: ComposeModel, span: Span): readonly Refactoring[] {
  const services = servicesOfRuns(model, span);
  const found = services ? [services] : [];
  if (model.yaml.errors.length > 0) return found;
  const fragment = extractFragment(model, span);
  return [...found, ...rewritings(model, span), ...sortings(model, span), ...(fragment ? [fragment] : [])];
}

/** Further ones, that need to know the files and images around. */
export async function lookupRefactorings(
  model: ComposeModel,
  span: Span,
  workspace: Workspace,
): Promise<readonly Refactoring[]> {
  const found = await Promise.all([
    createFile(model, span, workspace),
    pinImage(model, span, workspace),
    extractOverride(model, span, workspace),
  ]);
  return found.filter((each) => each !== undefined);
}

/** The settings around the place, the innermost first, in their other forms. */
function rewritings(model: ComposeModel, selection: Span): readonly Refactoring[] {
  const { steps, nodes } = pathAt(model.yaml, selection.start);
  const isFlow = nodes.some((node) => node.kind === 'map' && node.flow);
  return steps.flatMap((entry, index) => {
    if (typeof entry === 'number') return [];
    const path = steps
      .slice(0, index + 1)
      .map((step, at) => (typeof step === 'number' ? '[]' : at === 1 ? '*' : step.key.text))
      .join('.');
    return (rewrites[path] ?? []).flatMap((rewrite) => rewrite({ model, path, entry, selection, isFlow }) ?? []);
  });
}

const pairs = [pairsToMap, pairsToList] as const;
const oneOrMore = [textToList, listToText] as const;
const grants = [grantsToLong, grantsToShort] as const;

const rewrites: Readonly<Record<string, readonly Rewrite[]>> = {
  include: [textsToMaps('path'), mapsToTexts('path')],
  'services.*.ports': [portsToLong, portsToShort],
  'services.*.volumes': [mountsToLong, mountsToShort],
  'services.*.depends_on': [dependenciesToMap, dependenciesToList],
  'services.*.networks': [networksToMap, networksToList],
  'services.*.models': [networksToMap, networksToList],
  'services.*.secrets': grants,
  'services.*.configs': grants,
  'services.*.build': [textToMap('context'), mapToText('context')],
  'services.*.extends': [textToMap('service'), mapToText('service')],
  'services.*.environment': pairs,
  'services.*.labels': pairs,
  'services.*.annotations': pairs,
  'services.*.sysctls': pairs,
  'services.*.build.args': pairs,
  'services.*.build.labels': pairs,
  'services.*.deploy.labels': pairs,
  'networks.*.labels': pairs,
  'volumes.*.labels': pairs,
  'services.*.env_file': oneOrMore,
  'services.*.dns': oneOrMore,
  'services.*.dns_search': oneOrMore,
  'services.*.tmpfs': oneOrMore,
  'services.*.label_file': oneOrMore,
};
