import type { Call, CallDirection } from '../../core/language.ts';
import type { Document } from '../documents.ts';
import { placeOf } from '../place.ts';
import type { Session } from '../session.ts';
import { toCallHierarchyItem } from '../toLsp/structure.ts';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsParams,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsParams,
  CallHierarchyPrepareParams,
  Range,
} from 'vscode-languageserver';

export function prepareCallHierarchy(session: Session, params: CallHierarchyPrepareParams): CallHierarchyItem[] | null {
  const place = placeOf(session, params);
  const item = place?.document.language.callItem?.(place.model, place.offset);
  return place && item ? [toCallHierarchyItem(place.document, item)] : null;
}

export function incomingCalls(
  session: Session,
  { item }: CallHierarchyIncomingCallsParams,
): CallHierarchyIncomingCall[] {
  return callsOf(session, item, 'incoming').map(({ other, fromRanges }) => ({ from: other, fromRanges }));
}

export function outgoingCalls(
  session: Session,
  { item }: CallHierarchyOutgoingCallsParams,
): CallHierarchyOutgoingCall[] {
  return callsOf(session, item, 'outgoing').map(({ other, fromRanges }) => ({ to: other, fromRanges }));
}

interface LspCall {
  readonly other: CallHierarchyItem;
  readonly fromRanges: Range[];
}

/** The client sends back the item that it got: its place is all that is needed to compute the answer. */
function callsOf(session: Session, item: CallHierarchyItem, direction: CallDirection): readonly LspCall[] {
  const place = placeOf(session, { textDocument: item, position: item.selectionRange.start });
  const found = place?.document.language.calls?.(place.model, place.offset, direction) ?? [];
  return place ? found.map((call) => toCall(place.document, call)) : [];
}

function toCall(document: Document, { item, spans }: Call): LspCall {
  const fromRanges = spans.map((span) => document.positions.range(span));
  return { other: toCallHierarchyItem(document, item), fromRanges };
}
