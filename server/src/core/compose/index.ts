import type { Hover, Language } from '../language.ts';
import type { Workspace } from '../workspace.ts';
import { completion } from './completion.ts';
import { diagnose } from './diagnostics.ts';
import { format } from './format.ts';
import { formatOnEnter } from './formatOnEnter.ts';
import { folding } from './folding.ts';
import { hover } from './hover.ts';
import { ignoreFixes } from './ignoreFixes.ts';
import { lookupInlayHints } from './inlayHints.ts';
import { linkedRanges } from './linkedRanges.ts';
import { inspect } from './inspect.ts';
import { links, lookupLinks } from './links.ts';
import { lookupCompletion } from './lookup.ts';
import { lookupDefinition } from './lookupDefinition.ts';
import { lookupHover } from './lookupHover.ts';
import { lookupOccurrences } from './lookupOccurrences.ts';
import { parseCompose } from './model.ts';
import type { ComposeModel } from './model.ts';
import { definition, occurrences } from './navigation.ts';
import { pasteRuns } from './refactor/dockerRun.ts';
import { lookupRefactorings, refactorings } from './refactorings.ts';
import { preview } from './preview.ts';
import { prepareRename, rename } from './rename.ts';
import { rules } from './rules/index.ts';
import { selection } from './selection.ts';
import { semanticTokens } from './semanticTokens.ts';
import { signature } from './signature.ts';
import { symbols } from './symbols.ts';

import { variableHover } from './variableHover.ts';

/** Compose files: `compose.yaml` and its like. */
export const compose: Language<ComposeModel> = {
  id: 'dockercompose',
  maxLength: 1_000_000,
  rules,
  parse: parseCompose,
  diagnose,
  inspect,
  inspectionRevises: true,
  preview,
  ignoreFixes,
  completion,
  lookupCompletion,
  hover,
  lookupHover: hoverAround,
  definition,
  lookupDefinition,
  occurrences,
  lookupOccurrences,
  prepareRename,
  rename,
  symbols,
  folding,
  format,
  formatOnEnter,
  links,
  lookupLinks,
  selection,
  linkedRanges,
  semanticTokens,
  signature,
  lookupInlayHints,
  paste: pasteRuns,
  refactorings,
  lookupRefactorings,
};

/** What lies around a place. Both look at the model before they wait for anything. */
async function hoverAround(model: ComposeModel, offset: number, workspace: Workspace): Promise<Hover | undefined> {
  const found = [variableHover(model, offset, workspace), lookupHover(model, offset, workspace)];
  return (await Promise.all(found)).find((hover) => hover !== undefined);
}
