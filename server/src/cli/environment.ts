import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Translate } from '../core/text/message.ts';
import { rulePagesIn } from '../host/rulePages.ts';
import { translationsIn } from '../host/translations.ts';

/** Nothing to say; something found, or a file that is not in shape; what could not be done at all. */
export const exitCodes = { clean: 0, findings: 1, failure: 2 } as const;

/** The bundle stands in dist/, beside the folders of texts and rule pages. */
const root = dirname(import.meta.dirname);

/** Says what went wrong, and the exit code for it. */
export function failed(text: string): number {
  process.stderr.write(text);
  return exitCodes.failure;
}

/** The texts in the language of the terminal. */
export function translationsOfCli(): Translate {
  const { env } = process;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'en';
  return translationsIn(join(root, 'l10n'), locale);
}

/** The addresses of the pages that come with Slipway, read when the first one is asked for. */
export function rulePages(): (id: string) => string | undefined {
  let pages: ReadonlyMap<string, string> | undefined;
  return (id) => (pages ??= rulePagesIn(join(root, 'docs', 'rules'))).get(id);
}

/** The version in the manifest beside the bundle. */
export function version(): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const found: unknown =
      typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
    return typeof found === 'string' && found !== '' ? found : unknownVersion;
  } catch {
    return unknownVersion;
  }
}

const unknownVersion = '0.0.0';

/** Whether colours are shown: on a terminal, unless the user wants none (no-color.org). */
export function isColoured({ isTTY }: { readonly isTTY?: boolean }): boolean {
  const { env } = process;
  return isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
