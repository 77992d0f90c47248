import { officialImages } from '../../image/official.ts';
import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import { offers } from './offers.ts';

/**
 * Official images, in the place of the name before a tag or digest; none where a registry or an owner is written, or
 * the cursor stands behind the name.
 */
export function imageNames({ text }: DockerfileModel, span: Span, offset: number): readonly Completion[] {
  const written = text.slice(span.start, span.end);
  const nameEnd = span.start + (/^[^:@]*/.exec(written)?.[0].length ?? 0);
  if (written.includes('/') || offset > nameEnd) return [];
  const name = { start: span.start, end: nameEnd };
  return offers(officialImages, name, { kind: 'reference', detail: message('Official image'), group: 3 });
}
