/** The line break that a text is written with: that of its first line. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  return text.charAt(text.indexOf('\n') - 1) === '\r' ? '\r\n' : '\n';
}
