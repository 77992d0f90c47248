import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { ServerHost } from '../lsp/session.ts';
import { listFolder, readTextFile } from './files.ts';
import { registries } from './registry.ts';
import { shellcheckProcess } from './shellcheck.ts';
import { translationsIn } from './translations.ts';

/** The machine that the server runs on: Node, with the extension's files around it in `root`. */
export function nodeHost(root: string): ServerHost {
  let pages: ReadonlyMap<string, string> | undefined;
  return {
    translations: (locale) => translationsIn(join(root, 'l10n'), locale),
    rulePage: (id) => (pages ??= pagesIn(join(root, 'docs', 'rules'))).get(id),
    readFile: readTextFile,
    listFolder,
    ...registries(),
    shellcheck: shellcheckProcess(),
    wait: (time) => setTimeout(time),
    // Two turns of the event loop: a message that has arrived already is handled in between.
    defer: (run) => setImmediate(() => setImmediate(run)),
  };
}

/** The addresses of the rules' pages by rule id; none where the folder is not there. */
function pagesIn(folder: string): ReadonlyMap<string, string> {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
    return new Map(files.map((file) => [file.slice(0, -'.md'.length), pathToFileURL(join(folder, file)).href]));
  } catch {
    return new Map();
  }
}
