import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Translate } from '../core/text/message.ts';
import { translationsIn } from '../host/translations.ts';

/** Nothing to say; something found, or a file that is not in shape; what could not be done at all. */
export const exitCodes = { clean: 0, findings: 1, failure: 2 } as const;

/** Says what went wrong, and the exit code for it. */
export function failed(text: string): number {
  process.stderr.write(text);
  return exitCodes.failure;
}

/** The texts in the language of the terminal. The bundle stands in dist/, beside the folder of texts. */
export function translationsOfCli(): Translate {
  const { env } = process;
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? 'en';
  return translationsIn(join(dirname(import.meta.dirname), 'l10n'), locale);
}
