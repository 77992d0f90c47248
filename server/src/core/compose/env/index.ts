import type { Language } from '../../language.ts';
import { diagnose, inspect } from './diagnose.ts';
import { definition, hover, symbols } from './hover.ts';
import type { EnvModel } from './model.ts';
import { parseEnvModel } from './model.ts';
import { lookupOccurrences, occurrences, prepareRename, rename } from './names.ts';

/** Files with variables for Compose: `.env`, and those that `env_file` names. */
export const env: Language<EnvModel> = {
  id: 'dotenv',
  maxLength: 1_000_000,
  rules: [],
  parse: parseEnvModel,
  diagnose,
  inspect,
  inspectionRevises: true,
  hover,
  definition,
  occurrences,
  lookupOccurrences,
  prepareRename,
  rename,
  symbols,
};
