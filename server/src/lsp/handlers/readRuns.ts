import type { ReadRuns, ReadRunsParams } from '../../../../protocol/messages.ts';
import { readRuns as runsIn } from '../../core/run/readRun.ts';

/** The calls of `docker run` in a text. */
export function readRuns({ text }: ReadRunsParams): ReadRuns {
  return { runs: runsIn(text) };
}
