import { substitute } from '../../dotenv/template.ts';
import type { Lookup } from '../../dotenv/template.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { ComposeModel } from '../model.ts';
import { alternatives } from '../spec/lookup.ts';
import { choice } from '../spec/shape.ts';
import { visitValues } from '../values.ts';
import type { ScalarNode } from '../yaml/nodes.ts';
import { hasVariable } from './formats.ts';
import type { Place } from './place.ts';
import { checkScalar } from './scalars.ts';

/** A value with variables, and what it must be when they are filled in. */
export interface Template extends Omit<Place, 'node'> {
  readonly node: ScalarNode;
}

/** The values of a file that have variables. They are copies: the model may move on. */
export function templatesIn(model: ComposeModel): readonly Template[] {
  const found: Template[] = [];
  visitValues(model, (scalar, { spot, steps }) => {
    if (!hasVariable(scalar.text) || spot.shapes.length === 0) return;
    const span = { start: scalar.span.start, end: scalar.span.end };
    found.push({ node: { ...scalar, span }, shape: choice(...alternatives(spot)), name: nameOf(steps), at: span });
  });
  return found;
}

function nameOf(steps: readonly (string | number)[]): string {
  const last = steps.at(-1) ?? '';
  return typeof last === 'number' ? `${steps.at(-2) ?? ''}[${last}]` : last;
}

/** What is wrong with values when their variables are filled in, as a mount that then begins with a colon. */
export function checkTemplates(templates: readonly Template[], lookup: Lookup): readonly Diagnostic[] {
  return templates.flatMap((template) => {
    let failed = false;
    const text = substitute(template.node.text, lookup, ({ kind }) => {
      if (kind !== 'unset') failed = true;
    });
    // A dollar sign that is left belongs to the value.
    if (failed || text.includes('$')) return [];
    const found = checkScalar({ ...template.node, text, style: 'quoted' }, template);
    return found.filter(({ severity }) => severity === 'error').map((wrong) => ({ ...wrong, fixes: [] }));
  });
}
