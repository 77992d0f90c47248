import type { Language } from '../language.ts';
import { completion } from './completion.ts';
import { diagnose } from './diagnostics.ts';
import { hover } from './hover.ts';
import { ignoreFixes } from './ignoreFixes.ts';
import { parseCompose } from './model.ts';
import type { ComposeModel } from './model.ts';
import { rules } from './rules/index.ts';

/** Compose files: `compose.yaml` and its like. */
export const compose: Language<ComposeModel> = {
  id: 'dockercompose',
  maxLength: 1_000_000,
  rules,
  parse: parseCompose,
  diagnose,
  ignoreFixes,
  completion,
  hover,
};
