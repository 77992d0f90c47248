import type { Hover as LanguageHover } from '../../core/language.ts';
import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toHover } from '../toLsp.ts';
import { workspaceOf } from '../workspace.ts';
import type { CancellationToken, Hover, HoverParams } from 'vscode-languageserver';

export async function hover(
  session: Session,
  { textDocument, position }: HoverParams,
  token?: CancellationToken,
): Promise<Hover | null> {
  const read = readDocument(session, textDocument);
  if (!read) return null;
  const { document, model } = read;
  const { language } = document;
  const offset = document.positions.offset(position);
  const found = language.hover?.(model, offset);
  const around = await language.lookupHover?.(model, offset, workspaceOf(session, document, token));
  const all = found && around ? both(found, around) : (found ?? around);
  return all ? toHover(session, document, all) : null;
}

function both(first: LanguageHover, second: LanguageHover): LanguageHover {
  return { span: first.span, content: [...first.content, ...second.content] };
}
