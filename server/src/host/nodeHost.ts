import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import type { ServerHost } from '../lsp/session.ts';
import { environmentOf } from './environment.ts';
import { diskReader, listFolder, readTextFile } from './files.ts';
import { registries } from './registry.ts';
import { rulePagesIn } from './rulePages.ts';
import { shellcheckProcess } from './shellcheck.ts';
import { translationsIn } from './translations.ts';

/** The machine that the server runs on: Node, with the extension's files around it in `root`. */
export function nodeHost(root: string): ServerHost {
  let pages: ReadonlyMap<string, string> | undefined;
  return {
    translations: (locale) => translationsIn(join(root, 'l10n'), locale),
    rulePage: (id) => (pages ??= rulePagesIn(join(root, 'docs', 'rules'))).get(id),
    readFile: readTextFile,
    listFolder,
    entryAt: diskReader(),
    home: homedir(),
    environment: environmentOf(process.env),
    ...registries(),
    shellcheck: shellcheckProcess(),
    wait: (time) => setTimeout(time),
    // Two turns of the event loop: a message that has arrived already is handled in between.
    defer: (run) => setImmediate(() => setImmediate(run)),
  };
}
