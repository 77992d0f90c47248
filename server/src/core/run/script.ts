/**
 * Makes a script of a text as pages and sessions show commands: without prompts, comment signs and remarks behind
 * continued lines, with the quotes and dashes that were made beautiful, and with the line ends of PowerShell and of
 * the Windows prompt continued in the way of other shells.
 */
export function plainScript(text: string): string {
  const lines = text
    .replaceAll(/[\u201C\u201D]/g, '"')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/(^|\s)[\u2013\u2014](?=[a-z])/gm, '$1--')
    .replaceAll('\u00A0', ' ')
    .split(/\r?\n/)
    .map(withoutPrompt);
  const isWindows = lines.some(ofWindows);
  return lines.map((line) => continued(isWindows ? withPaths(line) : line)).join('\n');
}

const prompt = /^(?:PS )?[A-Za-z]:\\[^>]*>\s*|^PS\s?[^>\s]*>\s+|^\[?[\w.-]+@[\w.-]+[^$#]{0,80}[$#]\s+|^[$>❯➜%]\s+/;

function withoutPrompt(line: string): string {
  return line.replace(/^\s*(?:#\s*)?/, '').replace(prompt, '');
}

function continued(line: string): string {
  return line.replace(/(?<!\\)\\[ \t]*(?:[ \t]#.*)?$|(?<=\s)[`^][ \t]*$/, '\\');
}

/** A drive, the folder of the Windows prompt, or a continued line as only Windows has them. */
function ofWindows(line: string): boolean {
  return /(?:^|[\s"=,])[A-Za-z]:\\|%cd%|\$env:|\$\{?pwd\}?\\|\s[`^][ \t]*$/i.test(line);
}

/** Backslashes part folders there: other shells would take them away. */
function withPaths(line: string): string {
  return line.replaceAll(/'[^']*'|\\(?!["\\]|[ \t]*$)/g, (found) => (found === '\\' ? '\\\\' : found));
}

/**
 * The parts of a script that begin with a line that starts containers, each as it can be read by itself: prose around
 * them has apostrophes that would count as quotes.
 */
export function partsWithRuns(script: string): readonly string[] {
  const starts = [...script.matchAll(/(?<=^|[^\\]\n)[^\n]*(?:docker|podman|nerdctl|finch)(?:\.exe)?\s/g)].map(
    ({ index }) => index,
  );
  return starts.map((start, index) => script.slice(start, starts[index + 1]));
}
