import type { Language } from '../language.ts';
import { lookupCompletion } from './completion.ts';
import { diagnose, inspect } from './diagnose.ts';
import { lookupHover } from './hover.ts';
import type { IgnoreModel } from './model.ts';
import { ignoreModel } from './model.ts';

/** The files that say what a build context leaves out: `.dockerignore`, and `NAME.dockerignore` of one Dockerfile. */
export const ignore: Language<IgnoreModel> = {
  id: 'dockerignore',
  maxLength: 1_000_000,
  rules: [],
  parse: ignoreModel,
  diagnose,
  inspect,
  lookupHover,
  lookupCompletion,
};
