import type { Node } from '../compose/yaml/nodes.ts';
import { resolve, scalarOf } from '../compose/yaml/nodes.ts';
import { parseYaml } from '../compose/yaml/parse.ts';
import { scalarType } from '../compose/yaml/scalar.ts';
import { closest } from '../text/closest.ts';
import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import type { LintOptions } from './options.ts';
import type { Severity } from './rule.ts';

/** What a configuration file of another linter says, in our terms; what it does not say is absent. */
export type ConfigOptions = Partial<Omit<LintOptions, 'profile'>>;

/** What is wrong with a configuration file, and where. */
export interface ConfigProblem {
  readonly span: Span;
  readonly message: Message;
}

export interface ConfigFile {
  readonly options: ConfigOptions;
  /** The smallest severity that a run on the command line fails for, where the file says it. */
  readonly failOn?: Severity | 'never';
  readonly problems: readonly ConfigProblem[];
}

/** The keys and values at the top of a configuration file, to be read one by one. What is wrong is gathered. */
export interface ConfigReader {
  readonly problems: ConfigProblem[];
  /** The value of a key; undefined where it is not there, or empty. */
  value(key: string): Node | undefined;
  /** The keys of a map with their values. */
  entries(node: Node | undefined): readonly ConfigEntry[];
  /** The texts of a list. */
  texts(node: Node | undefined): readonly string[];
  boolean(node: Node | undefined): boolean | undefined;
  report(node: Node, text: Message): void;
}

export interface ConfigEntry {
  readonly name: string;
  readonly key: Node;
  readonly value: Node;
}

/** Reads YAML, or JSON, which is YAML but for its tabs. `keys` are those that the file may have. */
export function configReader(text: string, keys: readonly string[]): ConfigReader {
  const { documents, errors } = parseYaml(text.replaceAll('\t', ' '));
  const problems = errors
    .slice(0, 1)
    .map(({ span, detail }): ConfigProblem => ({ span, message: message('This is not YAML: {0}', detail) }));
  const report = (node: Node, problem: Message): void => {
    problems.push({ span: node.span, message: problem });
  };
  const entries = entriesOf(report);
  const top = new Map(entries(documents[0]?.root).map((entry) => [entry.name, entry]));
  for (const { name, key } of top.values()) reportSlip(report, key, name, keys);
  return {
    problems,
    value: (key) => top.get(key)?.value,
    entries,
    texts: textsOf(report),
    boolean(node) {
      const scalar = scalarOf(node);
      if (!node || !scalar || scalarType(scalar) === 'null') return undefined;
      if (scalarType(scalar) === 'boolean') return scalar.text.toLowerCase() === 'true';
      report(node, message('This must be {0} or {1}.', 'true', 'false'));
      return undefined;
    },
    report,
  };
}

type Report = ConfigReader['report'];

/** Other keys are of no interest here; but one that is nearly a known one was meant to be that. */
function reportSlip(report: Report, key: Node, name: string, keys: readonly string[]): void {
  if (keys.includes(name)) return;
  const meant = closest(name, keys);
  if (meant !== undefined) report(key, message('There is no key {0}. Did you mean {1}?', name, meant));
}

function entriesOf(report: Report): ConfigReader['entries'] {
  return (node) => {
    const map = node && resolve(node);
    if (map?.kind === 'map') return map.entries.map(({ key, value }) => ({ name: key.text, key, value }));
    if (node && !isNothing(node)) report(node, message('This must be a map of keys and values.'));
    return [];
  };
}

function textsOf(report: Report): ConfigReader['texts'] {
  return (node) => {
    const list = node && resolve(node);
    if (list?.kind !== 'list') {
      if (node && !isNothing(node)) report(node, message('This must be a list.'));
      return [];
    }
    return list.items.flatMap((item) => {
      const scalar = scalarOf(item);
      if (scalar && scalar.text !== '') return [scalar.text];
      report(item, message('This must be a text.'));
      return [];
    });
  };
}

function isNothing(node: Node): boolean {
  const scalar = scalarOf(node);
  return scalar !== undefined && scalarType(scalar) === 'null';
}
