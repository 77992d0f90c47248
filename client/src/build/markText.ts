import type { Localizer } from '../ui/localizer.ts';
import { formatSize } from '../ui/quantities.ts';
import type { StepOutcome } from './outcome.ts';

/** What stands behind an instruction, and how it is told from the others. */
export interface MarkText {
  readonly text: string;
  readonly style: 'quiet' | 'running' | 'failed' | 'large';
}

/** What is known of an instruction. */
export interface MarkFacts {
  readonly step: StepOutcome | undefined;
  /** Bytes that its layer adds to the image. */
  readonly size: number | undefined;
  /** Whether no other layer of the image is larger. */
  readonly isLargest: boolean;
}

/** Layers up to this many bytes are not worth a word. */
const small = 1000;

/** A few words on what a build made of an instruction; undefined where there is nothing to say. */
export function markText({ step, size, isLargest }: MarkFacts, l10n: Localizer): MarkText | undefined {
  const isWorthAWord = size !== undefined && size > small;
  const words = [...(step ? [stateText(step, l10n)] : []), ...(isWorthAWord ? [`+${formatSize(size)}`] : [])];
  if (words.length === 0) return undefined;
  return { text: words.join(' · '), style: styleOf(step, isLargest && isWorthAWord) };
}

function styleOf(step: StepOutcome | undefined, isLargest: boolean): MarkText['style'] {
  if (step?.state === 'failed') return 'failed';
  if (step?.state === 'running') return 'running';
  return isLargest ? 'large' : 'quiet';
}

function stateText({ state, milliseconds }: StepOutcome, l10n: Localizer): string {
  const time = milliseconds === undefined || milliseconds < 50 ? '' : ` ${formatSeconds(milliseconds)}`;
  const texts: Readonly<Record<StepOutcome['state'], string>> = {
    running: `▶ ${l10n.t('running…')}`,
    done: `✓${time}`,
    cached: l10n.t('CACHED'),
    failed: `✗ ${l10n.t('failed')}${time === '' ? '' : ` (${time.trim()})`}`,
    stopped: l10n.t('stopped'),
  };
  return texts[state];
}

/** `0.3 s`, `12 s`, `2 min 5 s`. */
export function formatSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${seconds.toFixed(0)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
