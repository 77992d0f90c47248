/** How the line of an offset ends: LF or CRLF; LF where nothing follows. */
export function lineBreakAt(text: string, offset: number): '\n' | '\r\n' {
  const lf = text.indexOf('\n', offset);
  return lf > 0 && text.charAt(lf - 1) === '\r' ? '\r\n' : '\n';
}
