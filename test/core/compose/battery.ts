import { readFileSync } from 'node:fs';

/** A small project, good or wrong, in which `compose.yaml` is what Compose reads. */
export interface BatteryCase {
  readonly name: string;
  /** Texts by their paths. */
  readonly files: Readonly<Record<string, string>>;
}

/** The projects of battery.txt: `=== name`, the text of `compose.yaml`, and `@@ path` before each further file. */
export function batteryCases(): readonly BatteryCase[] {
  const text = readFileSync(new URL('battery.txt', import.meta.url), 'utf8');
  const parts = text.split(/^=== /m).slice(1);
  return parts.map((part) => {
    const newline = part.indexOf('\n');
    const [main = '', ...others] = part.slice(newline + 1).split(/^@@ (.*)\n/m);
    const files: Record<string, string> = { 'compose.yaml': main };
    for (let index = 0; index < others.length; index += 2) files[others[index] ?? ''] = others[index + 1] ?? '';
    return { name: part.slice(0, newline), files };
  });
}
