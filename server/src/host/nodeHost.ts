import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerHost } from '../lsp/session.ts';
import { translationsIn } from './translations.ts';

/** The machine that the server runs on: Node, with the extension's files around it in `root`. */
export function nodeHost(root: string): ServerHost {
  return {
    translations: (locale) => translationsIn(join(root, 'l10n'), locale),
    rulePage(id) {
      const page = join(root, 'docs', 'rules', `${id}.md`);
      return existsSync(page) ? pathToFileURL(page).href : undefined;
    },
    // Two turns of the event loop: a message that has arrived already is handled in between.
    defer: (run) => setImmediate(() => setImmediate(run)),
  };
}
