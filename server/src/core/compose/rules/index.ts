import type { ComposeRule } from '../walk.ts';
import { noVersionField } from './no-version-field.ts';
import { requireQuotesInPorts } from './require-quotes-in-ports.ts';

/** All rules for Compose files. */
export const rules: readonly ComposeRule[] = [noVersionField, requireQuotesInPorts];
