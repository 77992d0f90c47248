/** A half-open range of text, in UTF-16 offsets from the start of the document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether `offset` lies in `span` or touches its end, as a cursor does. */
export function touches(span: Span, offset: number): boolean {
  return offset >= span.start && offset <= span.end;
}
