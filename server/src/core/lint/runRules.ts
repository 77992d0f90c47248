import type { Diagnostic } from './diagnostic.ts';
import type { Rule } from './rule.ts';

/** One step of a walk over a model: a node and its kind. */
export interface Visit<Nodes> {
  readonly kind: keyof Nodes;
  readonly node: Nodes[keyof Nodes];
}

/** Rules by the kind of node they want to see. */
export type RuleTable<Model, Nodes> = ReadonlyMap<keyof Nodes, readonly Rule<Model, Nodes>[]>;

/** Sorts rules by node kind, once, so that a walk asks only those that care. */
export function ruleTable<Model, Nodes>(rules: readonly Rule<Model, Nodes>[]): RuleTable<Model, Nodes> {
  const table = new Map<keyof Nodes, Rule<Model, Nodes>[]>();
  for (const rule of rules) {
    for (const kind of rule.nodes) {
      const list = table.get(kind);
      if (list) list.push(rule);
      else table.set(kind, [rule]);
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
    for (const rule of table.get(kind) ?? []) {
      for (const finding of rule.check(node, model)) {
        const { id, aliases, severity } = rule;
        diagnostics.push({ ...finding, code: id, aliases, severity, isRule: true });
      }
    }
  }
  return diagnostics;
}
