import { officialImages } from '../../image/official.ts';
import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import { offers } from './offers.ts';

/** Official images; none where a registry, an owner or a tag is written already. */
export function imageNames({ text }: DockerfileModel, span: Span): readonly Completion[] {
  const written = text.slice(span.start, span.end);
  const names = /[/:@]/.test(written) ? officialImages.filter((name) => name.startsWith(written)) : officialImages;
  return offers(names, span, { kind: 'reference', detail: message('Official image'), group: 3 });
}
