import { composeLabels } from '../engine/composeLabels.ts';
import type { Labels } from '../engine/engine.ts';
import type { Level, Row } from './resourceView.ts';

/** Groups that say no more than their name and how much is in them. */
export function plainLevel<T>(
  of: (item: T) => string | undefined,
  look: { readonly icon: string; readonly contextValue: string },
): Level<T> {
  return {
    of: (item) => {
      const name = of(item);
      return name === undefined || name === '' ? [] : [name];
    },
    row: (name, members): Row => ({
      label: name,
      description: String(members.length),
      icon: { id: look.icon },
      contextValue: look.contextValue,
      spoken: `${name}, ${members.length}`,
    }),
  };
}

/** Groups by the Compose project that made the thing. */
export function byProject<T extends { readonly labels: Labels }>(contextValue: string): Level<T> {
  return plainLevel((item) => item.labels[composeLabels.project], { icon: 'layers', contextValue });
}
