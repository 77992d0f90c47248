import type { Block, Markup } from '../text/markup.ts';
import { message } from '../text/message.ts';
import { imagePage } from './pages.ts';
import { parseReference } from './reference.ts';

/** The parts of a reference to an image, as docker completes it, and the page of the image. */
export function referenceDocs(value: string): Markup {
  const parsed = parseReference(value);
  if (parsed.kind !== 'reference') return [];
  const { domain, path, tag, digest } = parsed.reference;
  const full = `${domain}/${path}${tag === undefined ? (digest === undefined ? ':latest' : '') : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  const page = imagePage(parsed.reference);
  return [
    { kind: 'code', language: 'dockerfile', code: clipped(full) },
    { kind: 'text', text: message('Image {0} of the registry {1}', path, domain) },
    ...tagBlocks(tag, digest),
    ...(page === undefined ? [] : [{ kind: 'link' as const, label: message('Page of the image'), href: page }]),
  ];
}

function tagBlocks(tag: string | undefined, digest: string | undefined): readonly Block[] {
  if (digest !== undefined) {
    const text = message('The digest fixes the content: the same image every time, whatever the tag points to.');
    return [{ kind: 'text', text }];
  }
  if (tag === undefined) return [{ kind: 'text', text: message('Without a tag, `latest` is meant.') }];
  return [
    { kind: 'text', text: message('Tag {0}. A tag may point to another image tomorrow; a digest does not.', tag) },
  ];
}

/** Foreign text is shown up to this length. */
const maxLength = 300;

function clipped(content: string): string {
  return content.length > maxLength ? `${content.slice(0, maxLength)}…` : content;
}
