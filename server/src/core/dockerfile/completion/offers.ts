import type { Completion, CompletionKind } from '../../language.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';

/** What an offer may have besides its label and its place. */
export interface OfferOptions {
  readonly kind?: CompletionKind;
  /** What is put there, the label where it is absent. */
  readonly newText?: string;
  readonly isSnippet?: boolean;
  /** Said beside the label: a message, or a name that is the same in every language. */
  readonly detail?: Message | string;
  /** Groups of offers stand one behind the other. */
  readonly group?: number;
  readonly docs?: Completion['docs'];
}

/** One offer, sorted as the `index`-th of its group. */
export function offer(label: string, span: Span, index: number, options: OfferOptions = {}): Completion {
  const { kind = 'value', newText = label, isSnippet = false, detail, group = 1, docs = [] } = options;
  return {
    label,
    kind,
    span,
    newText,
    isSnippet,
    ...(detail !== undefined && { detail: typeof detail === 'string' ? message('{0}', detail) : detail }),
    sortText: `${group}${String(index).padStart(4, '0')}`,
    docs,
  };
}

/** Offers without anything besides their label, in their order. */
export function offers(labels: readonly string[], span: Span, options: OfferOptions = {}): readonly Completion[] {
  return labels.map((label, index) => offer(label, span, index, options));
}
