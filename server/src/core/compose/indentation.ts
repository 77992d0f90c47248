/** One level of indentation as the file has it: that of its first indented line. */
export function unitOf(text: string): string {
  return /^[^\s#][^\n]*:[^\n]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( +)[^\s#-]/m.exec(text)?.[1] ?? '  ';
}
