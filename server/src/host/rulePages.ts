import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The addresses of the rules' pages by rule id; none where the folder is not there. */
export function rulePagesIn(folder: string): ReadonlyMap<string, string> {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
    return new Map(files.map((file) => [file.slice(0, -'.md'.length), pathToFileURL(join(folder, file)).href]));
  } catch {
    return new Map();
  }
}
