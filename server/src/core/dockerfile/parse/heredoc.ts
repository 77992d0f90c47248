import { unknownScope } from '../variables/scope.ts';
import type { Heredoc } from './ast.ts';
import { char, skipSpaces } from './chars.ts';
import type { ExpandedWord } from './expandedWords.ts';
import { expand } from './expand.ts';
import type { LineReader } from './lineReader.ts';
import { nextLine } from './lineReader.ts';
import type { LogicalLine } from './logicalLine.ts';
import { sourceSpan } from './logicalLine.ts';

/** The heredocs that an instruction announces, their bodies read from the lines that follow (`heredocsFromLine`). */
export function readHeredocs(line: LogicalLine, reader: LineReader): readonly Heredoc[] {
  if (!line.text.includes('<<')) return noHeredocs;
  const { words, problem } = expand(line.text, char.backslash, unknownScope, 'raw');
  if (problem) return noHeredocs;
  const heredocs: Heredoc[] = [];
  for (const word of words) {
    const marker = heredocMarker(word.text);
    if (marker) heredocs.push(readBody(reader, line, word, marker));
  }
  return heredocs;
}

/** What a word such as `<<-"EOF"` says. */
export interface HeredocMarker {
  readonly name: string;
  /** Where the name begins in the word. */
  readonly nameAt: number;
  readonly expands: boolean;
  readonly stripsTabs: boolean;
}

/** Reads a word as the announcement of a heredoc (`ParseHeredoc` of parser.go). */
export function heredocMarker(word: string): HeredocMarker | undefined {
  const less = word.indexOf('<<');
  if (less < 0) return undefined;
  if (word.includes('<', less + 2) || !/^\d*$/.test(word.slice(0, less))) return undefined;
  const stripsTabs = word.charAt(less + 2) === '-';
  const nameAt = skipSpaces(word, less + (stripsTabs ? 3 : 2), word.length);
  const written = word.slice(nameAt);
  const { name, isQuoted } = unquoted(written);
  return name === '' ? undefined : { name, nameAt, expands: !isQuoted, stripsTabs };
}

const noHeredocs: readonly Heredoc[] = [];

function readBody(reader: LineReader, line: LogicalLine, word: ExpandedWord, marker: HeredocMarker): Heredoc {
  const { name, expands, stripsTabs } = marker;
  const span = sourceSpan(line, word.start, word.end);
  const nameSpan = sourceSpan(line, word.start + marker.nameAt, word.end);
  const bodyStart = reader.at;
  while (nextLine(reader)) {
    const start = stripsTabs ? skipTabs(reader) : reader.start;
    if (reader.end - start !== name.length || !reader.text.startsWith(name, start)) continue;
    const body = { start: bodyStart, end: reader.start };
    return { span, name, nameSpan, expands, stripsTabs, body, terminator: { start, end: reader.end } };
  }
  const body = { start: bodyStart, end: reader.text.length };
  return { span, name, nameSpan, expands, stripsTabs, body, terminator: undefined };
}

function skipTabs(reader: LineReader): number {
  let at = reader.start;
  while (at < reader.end && reader.text.charCodeAt(at) === char.tab) at++;
  return at;
}

/** The name without quotes and escapes; the escape character is `\` here, whatever the directive says. */
function unquoted(written: string): { readonly name: string; readonly isQuoted: boolean } {
  let name = '';
  let quote = '';
  let isQuoted = false;
  for (let at = 0; at < written.length; at++) {
    const next = written.charAt(at);
    if (next === quote) quote = '';
    else if (quote === '' && (next === '"' || next === "'")) {
      quote = next;
      isQuoted = true;
    } else if (next === '\\' && quote !== "'") {
      const escaped = written.charAt(at + 1);
      if (quote === '' || '"$\\'.includes(escaped)) at++;
      name += written.charAt(at);
    } else name += next;
  }
  return { name, isQuoted };
}
