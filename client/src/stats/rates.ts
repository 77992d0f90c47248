import type { StatsSample } from '../engine/stats.ts';
import type { Localizer } from '../ui/localizer.ts';
import { formatSize } from '../ui/quantities.ts';
import type { Point } from './messages.ts';

/** The four charts of a container: processor, memory, network and disk, from one sample and the one before. */
export function chartsOf(
  now: StatsSample,
  before: StatsSample | undefined,
  l10n: Localizer,
): readonly (readonly Point[])[] {
  const seconds = before && now.time > before.time ? (now.time - before.time) / 1000 : 0;
  const rate = (pick: (sample: StatsSample) => number): number =>
    before && seconds > 0 ? Math.max(0, pick(now) - pick(before)) / seconds : 0;
  const perSecond = (value: number): Point => ({ value, text: l10n.t('{0}/s', formatSize(value)) });
  const memory =
    now.memoryLimit > 0
      ? l10n.t('{0} of {1}', formatSize(now.memory), formatSize(now.memoryLimit))
      : formatSize(now.memory);
  return [
    [{ value: now.cpu, text: `${now.cpu.toFixed(1)} %` }],
    [{ value: now.memory, text: memory }],
    [perSecond(rate(({ received }) => received)), perSecond(rate(({ sent }) => sent))],
    [perSecond(rate(({ read }) => read)), perSecond(rate(({ written }) => written))],
  ];
}
