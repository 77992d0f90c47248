import { referenceDocs } from '../../image/docs.ts';
import type { Markup } from '../../text/markup.ts';
import { message } from '../../text/message.ts';
import { text } from './blocks.ts';

/** What an image is that a Dockerfile names: `written` as it stands there, `value` with variables expanded. */
export function imageDocs(written: string, value: string | undefined = written): Markup {
  if (value === 'scratch') {
    return [text(message('An empty image: no files, no shell, no user. For programs that need nothing else.'))];
  }
  return value === undefined ? [] : referenceDocs(value);
}
