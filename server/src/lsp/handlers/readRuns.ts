import type { ReadRuns, ReadRunsParams } from '../../../../protocol/messages.ts';
import { runsIn } from '../../core/languages.ts';

/** The calls of `docker run` in a text. */
export async function readRuns({ text }: ReadRunsParams): Promise<ReadRuns> {
  return { runs: await runsIn(text) };
}
