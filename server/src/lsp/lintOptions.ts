import type { LintOptions } from '../core/lint/options.ts';
import type { Document } from './documents.ts';
import type { Session } from './session.ts';

/**
 * What the user wants to be told of a document: by the settings, and by the files of other linters where they say
 * nothing. The same object as long as nothing changes.
 */
export async function lintOptionsOf({ settings, lintFiles }: Session, document: Document): Promise<LintOptions> {
  const { lint } = await settings.of(document.uri);
  return lintFiles.complete(lint, document);
}
