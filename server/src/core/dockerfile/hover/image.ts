import { imagePage } from '../../image/pages.ts';
import { parseReference } from '../../image/reference.ts';
import type { Block, Markup } from '../../text/markup.ts';
import { message } from '../../text/message.ts';
import { clipped, code, text } from './blocks.ts';

/** The parts of a reference to an image, as docker completes it, and the page of the image. */
export function imageDocs(written: string, value: string | undefined = written): Markup {
  if (value === 'scratch') {
    return [text(message('An empty image: no files, no shell, no user. For programs that need nothing else.'))];
  }
  const parsed = value === undefined ? undefined : parseReference(value);
  if (parsed?.kind !== 'reference') return [];
  const { domain, path, tag, digest } = parsed.reference;
  const full = `${domain}/${path}${tag === undefined ? (digest === undefined ? ':latest' : '') : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  const page = imagePage(parsed.reference);
  return [
    code(clipped(full)),
    text(message('Image {0} of the registry {1}', path, domain)),
    ...tagBlocks(tag, digest),
    ...(page === undefined ? [] : [{ kind: 'link' as const, label: message('Page of the image'), href: page }]),
  ];
}

function tagBlocks(tag: string | undefined, digest: string | undefined): readonly Block[] {
  if (digest !== undefined) {
    return [text(message('The digest fixes the content: the same image every time, whatever the tag points to.'))];
  }
  if (tag === undefined) return [text(message('Without a tag, `latest` is meant.'))];
  return [text(message('Tag {0}. A tag may point to another image tomorrow; a digest does not.', tag))];
}
