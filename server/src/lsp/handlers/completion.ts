import type { Completion } from '../../core/language.ts';
import { knownLanguages } from '../../core/languages.ts';
import type { Document } from '../documents.ts';
import type { Session } from '../session.ts';
import { toCompletionDocs } from '../toLsp.ts';
import { isOrigin, toCompletions } from '../toLsp/completion.ts';
import { workspaceOf } from '../workspace.ts';
import type { CancellationToken, CompletionItem, CompletionList, CompletionParams } from 'vscode-languageserver';

export async function completion(
  session: Session,
  { textDocument, position, context }: CompletionParams,
  token?: CancellationToken,
): Promise<CompletionItem[] | CompletionList> {
  const document = session.documents.get(textDocument.uri);
  const model = document?.model();
  if (!document || model === undefined) return [];
  if (isForeignTrigger(document, context?.triggerCharacter)) return [];
  const offset = document.positions.offset(position);
  // Who has typed the colon of a key goes on with a blank or a new line: nothing that begins so may get in the way.
  const isWanted = (offer: Completion): boolean => context?.triggerCharacter !== ':' || !/^\s/.test(offer.newText);
  const own = offers(document, offset);
  const further = await document.language.lookupCompletion?.(model, offset, workspaceOf(session, document, token));
  return toCompletions(session, document, [...own, ...(further ?? [])].filter(isWanted), offset);
}

/** Whether a character was typed that asks for completion in another language only. */
function isForeignTrigger({ language }: Document, character: string | undefined): boolean {
  if (character === undefined) return false;
  const asking = knownLanguages.filter(({ triggers }) => triggers.includes(character));
  return asking.length > 0 && !asking.some(({ id }) => id === language.id);
}

/** Adds the docs of an offer, by computing the offers again; an offer of an older version stays as it is. */
export function resolveCompletion(session: Session, item: CompletionItem): CompletionItem {
  const origin: unknown = item.data;
  if (!isOrigin(origin)) return item;
  const document = session.documents.get(origin.uri);
  if (!document || document.version !== origin.version) return item;
  const offer = offers(document, origin.offset).find(({ label }) => label === item.label);
  if (!offer || offer.docs.length === 0) return item;
  return { ...item, documentation: toCompletionDocs(session, offer.docs) };
}

function offers(document: Document, offset: number): readonly Completion[] {
  const model = document.model();
  return (model === undefined ? undefined : document.language.completion?.(model, offset)) ?? [];
}
