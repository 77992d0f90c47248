import { isDigest } from '../../image/reference.ts';
import { message } from '../../text/message.ts';
import { expand } from '../parse/expand.ts';
import type { Flag, Heredoc, InstructionOf, ListItem } from '../parse/ast.ts';
import { heredocMarker } from '../parse/heredoc.ts';
import type { Checker } from './checker.ts';
import { expanded, expandedText, report, stateOf } from './checker.ts';

type Copy = InstructionOf<'copy'> | InstructionOf<'add'>;

/** Checks the values of COPY and ADD (dispatchCopy of dockerfile2llb/convert.go). */
export function checkCopy(copy: Copy, checker: Checker): void {
  const { items, flags, heredocs } = copy;
  const sources: Source[] = [];
  for (const [at, item] of items.entries()) {
    const isSource = at < items.length - 1;
    if (!isSource && at === 0) break;
    const value = valueOf(copy, item, checker);
    if (!isSource || heredocMarker(item.value)) continue;
    if (copy.kind === 'copy' && value !== undefined) checkLocal(item, value, checker);
    sources.push({ value });
  }
  for (const flag of flags) checkFlagValue(copy, flag, sources, checker);
  for (const heredoc of heredocs) checkBody(heredoc, checker);
}

interface Source {
  readonly value: string | undefined;
}

function valueOf(copy: Copy, item: ListItem, checker: Checker): string | undefined {
  if (item.word) return expanded(checker, copy.line, item.word);
  return expandedText(checker, item.value, () => item.span);
}

function checkLocal({ span }: ListItem, value: string, checker: Checker): void {
  if (isGit(value)) {
    report(checker, { code: 'copy-url', span, message: message('COPY cannot clone a repository. Use ADD.') });
  } else if (isHttp(value)) {
    report(checker, { code: 'copy-url', span, message: message('COPY cannot download. Use ADD.') });
  }
}

function checkFlagValue(copy: Copy, flag: Flag, sources: readonly Source[], checker: Checker): void {
  const { name, value, valueWord } = flag;
  if (value === undefined || !valueWord || !(name === 'chown' || name === 'chmod' || name === 'checksum')) return;
  const result = expanded(checker, copy.line, { ...valueWord, text: value });
  if (!result) return;
  if (name === 'chmod' && !isMode(result)) {
    const text = message(
      '{0} is not a permission. Expected an octal number up to 7777, as in {1}, or letters, as in {2}.',
      result,
      '755',
      'u+x',
    );
    report(checker, { code: 'invalid-mode', span: valueWord.span, message: text });
  }
  if (name === 'checksum' && copy.kind === 'add') checkChecksum(flag, result, sources, checker);
}

/** An octal number, or the letters of chmod. */
function isMode(value: string): boolean {
  if (/^[0-7]+$/.test(value)) return Number.parseInt(value, 8) <= 0o7777;
  return value.split(',').every((part) => /^[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+$/.test(part));
}

function checkChecksum(flag: Flag, checksum: string, sources: readonly Source[], checker: Checker): void {
  const span = flag.valueWord?.span ?? flag.span;
  const code = 'invalid-checksum';
  const [source] = sources;
  if (sources.length !== 1 || !source) {
    report(checker, { code, span, message: message('A checksum needs exactly one source, a download.') });
    return;
  }
  const { value } = source;
  if (value === undefined) return;
  if (!isHttp(value) && !isGit(value)) {
    report(checker, { code, span, message: message('A checksum is for downloads; {0} is a local file.', value) });
  } else if (isHttp(value) && !isGit(value) && !isDigest(checksum)) {
    const text = message('{0} is not a digest. Expected sha256: and 64 hexadecimal digits.', checksum);
    report(checker, { code, span, message: text });
  }
}

function isHttp(value: string): boolean {
  return value.startsWith('http://') || value.startsWith('https://');
}

/** What BuildKit's gitutil takes for a repository for sure. */
function isGit(value: string): boolean {
  return /^(?:git:\/\/|ssh:\/\/|git@[\w.-]+:)/.test(value) || (isHttp(value) && /\.git(?:#.*|\?.*)?$/.test(value));
}

/** Variables in a heredoc's body are expanded, and must be well formed; quotes mean nothing there. */
function checkBody({ expands, body }: Heredoc, checker: Checker): void {
  if (!expands) return;
  const text = checker.model.text.slice(body.start, body.end);
  if (!text.includes('$')) return;
  const { problem } = expand(text, backslash, stateOf(checker).scope, 'body');
  if (!problem) return;
  const span = { start: body.start + problem.start, end: Math.min(body.start + problem.end, body.end) };
  report(checker, { code: problem.code, span, message: problem.message });
}

const backslash = 92;
