import type { Call, CallDirection, OutlineItem } from '../language.ts';
import type { Span } from '../text/span.ts';
import type { DockerfileModel, Stage } from './model.ts';
import { stageUseAt } from './occurrences.ts';
import { stageAt } from './position.ts';
import { stageItem } from './symbols.ts';

/** The stage that is named at `offset`, else the one that stands there. */
export function callItem(model: DockerfileModel, offset: number): OutlineItem | undefined {
  const stage = stageUseAt(model, offset)?.target ?? stageAt(model, offset);
  return stage && stageItem(stage);
}

/** The stages that the one at `offset` takes from, or that take from it, each with the places that say so. */
export function calls(model: DockerfileModel, offset: number, direction: CallDirection): readonly Call[] {
  const stage = stageAt(model, offset);
  const places = new Map<Stage, Span[]>();
  for (const { from, target, span } of model.references()) {
    const [own, other] = direction === 'incoming' ? [target, from] : [from, target];
    if (!stage || own !== stage || !other) continue;
    const spans = places.get(other);
    if (spans) spans.push(span);
    else places.set(other, [span]);
  }
  return [...places].map(([other, spans]) => ({ item: stageItem(other), spans }));
}
