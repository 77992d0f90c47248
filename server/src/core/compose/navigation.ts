import type { Definition, Occurrence } from '../language.ts';
import { touches } from '../text/span.ts';
import type { ComposeModel } from './model.ts';
import { sitesAt } from './sites.ts';

/** Where the service, network, volume, secret, config, model or anchor that is named at `offset` is declared. */
export function definition(model: ComposeModel, offset: number): Definition | undefined {
  const sites = sitesAt(model, offset);
  const span = sites.find((site) => touches(site.span, offset))?.span;
  const targets = sites
    .filter(({ role }) => role === 'definition')
    .map((site) => ({ span: site.whole, nameSpan: site.span }));
  return span && targets.length > 0 ? { span, targets } : undefined;
}

/** All places of what is named at `offset`. */
export function occurrences(model: ComposeModel, offset: number): readonly Occurrence[] {
  return sitesAt(model, offset).map(({ span, role }) => ({ span, role }));
}
