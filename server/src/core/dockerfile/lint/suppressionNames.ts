import type { Vocabulary } from '../../lint/suppressionComplaints.ts';
import { rulesByName } from '../../lint/ruleNames.ts';
import { closest } from '../../text/closest.ts';
import { checkNames } from '../directives.ts';
import type { DockerfileNodes, DockerfileRule } from './rule.ts';
import { rules } from '../rules/index.ts';

const byName = rulesByName(rules);

/** Of a rule that looks at the world around the file nobody knows yet whether it will find something. */
const judged = rulesByName(rules.filter((rule: DockerfileRule<keyof DockerfileNodes>) => !rule.inspect));
const buildChecks: ReadonlySet<string> = new Set(checkNames);

/** The codes of hadolint, and those of ShellCheck, which it passes on. */
const code = /^(?:DL(?:1001|30[0-6]\d|307[0-7]|400[0-7])|SC[1-3]\d{3})$/;

/** The names in hadolint's comments: all that a rule has anywhere. */
export const pragmaVocabulary: Vocabulary = {
  ruleOf: (name) => judged.get(name),
  isKnown: (name) => byName.has(name) || buildChecks.has(name) || code.test(name),
  suggestion: (name) => closest(name, byName.keys()),
};

/** The names in `check=skip=…`: those of the builder, which passes over all others. What it knows, it knows by its own name. */
export const checkVocabulary: Vocabulary = {
  ruleOf: (name) => (buildChecks.has(name) ? judged.get(name) : undefined),
  isKnown: (name) =>
    buildChecks.has(name) || (pragmaVocabulary.isKnown(name) && buildNameOf(namesOfRule(name)) === undefined),
  suggestion: (name) => buildNameOf(namesOfRule(name)) ?? closest(name, checkNames),
};

/** The name that the builder has for something that has these names. */
export function buildNameOf(names: readonly string[]): string | undefined {
  return names.find((name) => buildChecks.has(name));
}

function namesOfRule(name: string): readonly string[] {
  const rule = byName.get(name);
  return rule ? [rule.id, ...rule.aliases] : [];
}
