import type { PasteParams, PasteResult } from '../../../../protocol/messages.ts';
import { lineIndex } from '../../core/text/lineIndex.ts';
import { render } from '../../core/text/message.ts';
import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';

/** What a text becomes that is pasted into a document. */
export function paste(session: Session, { uri, start, end, text }: PasteParams): PasteResult | null {
  const read = readDocument(session, { uri });
  if (!read) return null;
  const { document, model } = read;
  const lines = lineIndex(document.text);
  const span = { start: lines.offsetAt(start), end: lines.offsetAt(end) };
  const found = document.language.paste?.(model, span, text);
  const [edit] = found?.edits ?? [];
  if (!found || !edit) return null;
  return {
    title: render(found.title, session.translate),
    start: lines.positionAt(edit.span.start),
    end: lines.positionAt(edit.span.end),
    text: edit.newText,
  };
}
