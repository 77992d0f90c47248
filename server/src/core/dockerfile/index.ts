import type { Language } from '../language.ts';
import { callItem, calls } from './calls.ts';
import { completion } from './completion.ts';
import { definition } from './definition.ts';
import { diagnose } from './diagnose.ts';
import type { DockerfileModel } from './model.ts';
import { dockerfileModel } from './model.ts';
import { format } from './format.ts';
import { formatOnEnter } from './formatOnEnter.ts';
import { folding } from './folding.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlayHints.ts';
import { linkedRanges } from './linkedRanges.ts';
import { links } from './links.ts';
import { pinRefactorings } from './lookupImages.ts';
import { inspect } from './inspect.ts';
import { lookupCompletion, lookupHover, lookupLinks } from './lookup.ts';
import { occurrences } from './occurrences.ts';
import { prepareRename, rename } from './rename.ts';
import { refactorings } from './refactorings.ts';
import { rules } from './rules/index.ts';
import { semanticTokens } from './semanticTokens.ts';
import { signature } from './signature.ts';
import { selection } from './selection.ts';
import { symbols } from './symbols.ts';

/** Dockerfiles, also known as Containerfiles. */
export const dockerfile: Language<DockerfileModel> = {
  id: 'dockerfile',
  maxLength: 1_000_000,
  rules,
  parse: dockerfileModel,
  diagnose,
  inspect,
  completion,
  lookupCompletion,
  hover,
  lookupHover,
  definition,
  occurrences,
  prepareRename,
  rename,
  linkedRanges,
  symbols,
  folding,
  links,
  lookupLinks,
  lookupRefactorings: pinRefactorings,
  callItem,
  calls,
  selection,
  format,
  formatOnEnter,
  semanticTokens,
  signature,
  inlayHints,
  refactorings,
};
