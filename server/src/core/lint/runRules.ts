import type { Diagnostic } from './diagnostic.ts';
import type { LintOptions } from './options.ts';
import type { Rule, Severity } from './rule.ts';
import { severityOf } from './severities.ts';

/** One step of a walk over a model: a node and its kind. */
export interface Visit<Nodes> {
  readonly kind: keyof Nodes;
  readonly node: Nodes[keyof Nodes];
}

/** A rule that is asked, and how bad its findings are. */
interface AskedRule<Model, Nodes> {
  readonly rule: Rule<Model, Nodes>;
  readonly severity: Severity;
}

/** The rules that are asked, by the kind of node they want to see. */
export type RuleTable<Model, Nodes> = ReadonlyMap<keyof Nodes, readonly AskedRule<Model, Nodes>[]>;

/** Sorts the rules that these options want by node kind, once, so that a walk asks only those that care. */
export function ruleTable<Model, Nodes>(
  rules: readonly Rule<Model, Nodes>[],
  options: LintOptions,
): RuleTable<Model, Nodes> {
  const table = new Map<keyof Nodes, AskedRule<Model, Nodes>[]>();
  for (const rule of rules) {
    const severity = severityOf(rule, options);
    if (severity === 'off') continue;
    for (const kind of rule.nodes) {
      const list = table.get(kind);
      if (list) list.push({ rule, severity });
      else table.set(kind, [{ rule, severity }]);
    }
  }
  return table;
}

/** Runs all rules in one walk over the model. */
export function runRules<Model, Nodes>(
  model: Model,
  walk: Iterable<Visit<Nodes>>,
  table: RuleTable<Model, Nodes>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { kind, node } of walk) {
    for (const { rule, severity } of table.get(kind) ?? []) {
      for (const finding of rule.check(node, model)) {
        diagnostics.push({ ...finding, code: rule.id, aliases: rule.aliases, severity, isRule: true });
      }
    }
  }
  return diagnostics;
}
