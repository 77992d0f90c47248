import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { ComposeModel } from '../model.ts';
import { pathAt } from '../yaml/nodeAt.ts';
import { resolve } from '../yaml/nodes.ts';
import type { Entry } from '../yaml/nodes.ts';
import { scalarType } from '../yaml/scalar.ts';

/** What is absent from a file, and may be set in another. */
export interface Missing {
  /** The ways to the values of which one is needed. */
  readonly ways: readonly (readonly string[])[];
  /** Whether any file of the project may have it; else only one that this file is laid over. */
  readonly isAnywhere: boolean;
}

/**
 * The ways to the values whose absence is what a finding says: keys of which one is needed, or a key without a value.
 * Undefined where it says something else, or where they would stand in an item of a list, which no other file adds to.
 */
export function missingIn(
  { yaml }: ComposeModel,
  { code, span, severity, message: { args } }: Pick<Diagnostic, 'code' | 'span' | 'severity' | 'message'>,
): Missing | undefined {
  if (severity !== 'error' || (code !== 'missing-key' && code !== 'wrong-type')) return undefined;
  const { steps } = pathAt(yaml, span.start);
  if (!steps.every((step): step is Entry => typeof step !== 'number')) return undefined;
  const names = steps.map(({ key }) => key.text);
  if (code === 'missing-key') {
    const keys = args[1] === undefined ? [] : String(args[1]).split(', ');
    return { ways: keys.map((key) => [...names, key]), isAnywhere: keys.length > 1 };
  }
  const value = steps.at(-1)?.value;
  const node = value && resolve(value);
  return node?.kind === 'scalar' && scalarType(node) === 'null' ? { ways: [names], isAnywhere: false } : undefined;
}
