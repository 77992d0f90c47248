import type { LintOptions } from '../core/lint/options.ts';
import type { Document } from './documents.ts';
import type { Session } from './session.ts';

/** What the user wants to be told of a document. The same object as long as nothing changes. */
export async function lintOptionsOf({ settings }: Session, { uri }: Document): Promise<LintOptions> {
  return (await settings.of(uri)).lint;
}
