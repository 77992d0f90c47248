import type { Node } from '../compose/yaml/nodes.ts';
import { resolve, scalarOf } from '../compose/yaml/nodes.ts';
import { message } from '../text/message.ts';
import type { ConfigFile } from './configFile.ts';
import { configReader } from './configFile.ts';
import type { Severity } from './rule.ts';

const keys = ['rules', 'quiet', 'debug', 'exclude'] as const;

/** The levels of dclint, and the words that other linters have for them. */
const levels: ReadonlyMap<string, Severity | 'off'> = new Map([
  ['0', 'off'],
  ['1', 'warning'],
  ['2', 'error'],
  ['off', 'off'],
  ['warn', 'warning'],
  ['warning', 'warning'],
  ['error', 'error'],
]);

/** Reads `.dclintrc` in YAML or JSON. Never throws. Source: dclint's config/config.types.ts. */
export function readDclintConfig(text: string): ConfigFile {
  const reader = configReader(text, keys);
  const severities: Record<string, Severity | 'off'> = {};
  for (const { name, value } of reader.entries(reader.value('rules'))) {
    const written = levelOf(value);
    const severity = levels.get(written ?? '');
    if (severity) severities[name] = severity;
    else reader.report(value, message('The level of a rule is 0, 1 or 2: off, a warning, an error.'));
  }
  return { options: { severities }, problems: reader.problems };
}

/** A level, or a list of it and the options of the rule. */
function levelOf(value: Node): string | undefined {
  const node = resolve(value);
  return node?.kind === 'list' ? scalarOf(node.items[0])?.text : scalarOf(value)?.text;
}
