import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type {
  CommandLine,
  Comment,
  Flag,
  Heredoc,
  Instruction,
  InstructionBase,
  InstructionKind,
  ListItem,
  Pair,
  SyntaxProblem,
  Word,
} from './ast.ts';
import { isBlank, isSpace, skipSpaces } from './chars.ts';
import { readFlags } from './flags.ts';
import { readHeredocs } from './heredoc.ts';
import { readJsonArray } from './json.ts';
import type { LineReader } from './lineReader.ts';
import type { LogicalLine } from './logicalLine.ts';
import { sourceSpan } from './logicalLine.ts';
import { blankWords, partOf, quotedWords, wordAt } from './words.ts';

/** What an instruction is built from. */
export interface Context {
  readonly line: LogicalLine;
  /** Stands behind the instruction's last line: the bodies of its heredocs are read from there. */
  readonly reader: LineReader;
  readonly escape: number;
  readonly comments: readonly Comment[];
  readonly blankLines: readonly Span[];
  readonly problems: SyntaxProblem[];
  /** How many ONBUILD stand before it. */
  readonly depth: number;
}

/** Builds the instruction at `start…end` of a logical line (`newNodeFromLine` of parser.go). */
export function buildInstruction(context: Context, start: number, end: number): Instruction {
  const { line } = context;
  let keywordEnd = start;
  while (keywordEnd < end && !isBlank(line.text.charCodeAt(keywordEnd))) keywordEnd++;
  const keyword = wordAt(line, start, keywordEnd);
  const { flags, end: argumentsAt } = readFlags(line, keywordEnd, end);
  const kind = context.depth > maxOnbuilds ? 'unknown' : instructionKind(keyword.text);
  return builders[kind]({ context, keyword, flags, at: argumentsAt, end });
}

/** The kind of instruction that a keyword names, in any case. */
function instructionKind(keyword: string): InstructionKind {
  return kinds.get(keyword) ?? kinds.get(keyword.toLowerCase()) ?? 'unknown';
}

interface Draft {
  readonly context: Context;
  readonly keyword: Word;
  readonly flags: readonly Flag[];
  readonly at: number;
  readonly end: number;
}

const noHeredocs: readonly Heredoc[] = [];

/** More ONBUILD before an instruction are not read: the second one is an error already. */
const maxOnbuilds = 5;

const builders: { readonly [Kind in InstructionKind]: (draft: Draft) => Instruction } = {
  from: (draft) => ({ ...base(draft, 'from'), words: words(draft) }),
  run: (draft) => {
    const line = command(draft, draft.at);
    return { ...base(draft, 'run', heredocs(draft, line?.form === 'json')), command: line };
  },
  cmd: (draft) => ({ ...base(draft, 'cmd'), command: command(draft, draft.at) }),
  entrypoint: (draft) => ({ ...base(draft, 'entrypoint'), command: command(draft, draft.at) }),
  shell: (draft) => ({ ...base(draft, 'shell'), command: command(draft, draft.at) }),
  healthcheck,
  copy: (draft) => {
    const items = list(draft);
    return { ...base(draft, 'copy', heredocs(draft, items.form === 'json')), ...items };
  },
  add: (draft) => {
    const items = list(draft);
    return { ...base(draft, 'add', heredocs(draft, items.form === 'json')), ...items };
  },
  volume: (draft) => ({ ...base(draft, 'volume'), ...list(draft) }),
  expose: (draft) => ({ ...base(draft, 'expose'), form: 'words', items: words(draft).map(wordItem) }),
  env: (draft) => ({ ...base(draft, 'env'), ...pairs(draft, 'ENV') }),
  label: (draft) => ({ ...base(draft, 'label'), ...pairs(draft, 'LABEL') }),
  arg: (draft) => ({ ...base(draft, 'arg'), pairs: argPairs(draft), legacy: false }),
  maintainer: (draft) => ({ ...base(draft, 'maintainer'), value: rest(draft) }),
  stopsignal: (draft) => ({ ...base(draft, 'stopsignal'), value: rest(draft) }),
  user: (draft) => ({ ...base(draft, 'user'), value: rest(draft) }),
  workdir: (draft) => ({ ...base(draft, 'workdir'), value: rest(draft) }),
  onbuild,
  unknown: (draft) => ({ ...base(draft, 'unknown'), rest: rest(draft) }),
};

const kinds: ReadonlyMap<string, InstructionKind> = new Map(
  Object.keys(builders)
    .filter(isKind)
    .flatMap((kind): [string, InstructionKind][] =>
      kind === 'unknown'
        ? []
        : [
            [kind, kind],
            [kind.toUpperCase(), kind],
          ],
    ),
);

function isKind(name: string): name is InstructionKind {
  return Object.hasOwn(builders, name);
}

function base<Kind extends InstructionKind>(draft: Draft, kind: Kind, documents = noHeredocs): InstructionBase<Kind> {
  const { context, keyword, flags } = draft;
  const { line, comments, blankLines } = context;
  const last = documents.at(-1);
  const end = last ? (last.terminator?.end ?? last.body.end) : sourceSpan(line, keyword.at, draft.end).end;
  return {
    kind,
    span: { start: keyword.span.start, end },
    keyword,
    flags,
    line,
    argumentsAt: draft.at,
    comments,
    blankLines,
    heredocs: documents,
  };
}

function heredocs({ context }: Draft, isJson: boolean): readonly Heredoc[] {
  // BuildKit looks for heredocs behind one ONBUILD, not behind two.
  if (isJson || context.depth > 1) return noHeredocs;
  const found = readHeredocs(context.line, context.reader);
  const open = found.find(({ terminator }) => !terminator);
  if (open) {
    const problem = message('This heredoc never ends: no line holds only {0}.', open.name);
    report(context, 'unterminated-heredoc', open.span, problem);
  }
  return found;
}

function words({ context, at, end }: Draft): readonly Word[] {
  return blankWords(context.line, at, end);
}

function rest({ context, at, end }: Draft): Word | undefined {
  return at < end ? wordAt(context.line, at, end) : undefined;
}

/** `parseMaybeJSON` of line_parsers.go. */
function command({ context, end }: Draft, start: number): CommandLine | undefined {
  const { line } = context;
  if (start >= end) return undefined;
  const strings = readJsonArray(line, start, end);
  if (strings === 'mixed') reportMixed(context, start, end);
  if (typeof strings === 'string') return { form: 'shell', word: wordAt(line, start, end) };
  return { form: 'json', strings, span: sourceSpan(line, start, end) };
}

/** `parseMaybeJSONToList` of line_parsers.go. */
function list(draft: Draft): { readonly form: 'words' | 'json'; readonly items: readonly ListItem[] } {
  const { context, at, end } = draft;
  const strings = at < end ? readJsonArray(context.line, at, end) : 'none';
  if (strings === 'mixed') reportMixed(context, at, end);
  if (typeof strings === 'string') return { form: 'words', items: words(draft).map(wordItem) };
  return { form: 'json', items: strings.map(({ span, value }) => ({ span, value, word: undefined })) };
}

function wordItem(word: Word): ListItem {
  return { span: word.span, value: word.text, word };
}

function reportMixed(context: Context, start: number, end: number): void {
  const problem = message('The JSON form takes strings in double quotes only, as in ["echo", "hello"].');
  report(context, 'json-strings-only', sourceSpan(context.line, start, end), problem);
}

/** `parseNameVal` of line_parsers.go. */
function pairs(draft: Draft, name: string): { readonly pairs: readonly Pair[]; readonly legacy: boolean } {
  const { context, at, end } = draft;
  const found = quotedWords(context.line, at, end, context.escape);
  const [first] = found;
  if (first && !first.text.includes('=')) return { pairs: legacyPair(draft, name), legacy: true };
  for (const word of found) {
    if (word.text.includes('=')) continue;
    const problem = message('{0} has no =. Write name=value, and put a value with spaces in double quotes.', word.text);
    report(context, 'missing-equals', word.span, problem);
  }
  return { pairs: found.map((word) => pairOf(context.line, word)), legacy: false };
}

function legacyPair(draft: Draft, instruction: string): readonly Pair[] {
  const { context, at, end } = draft;
  const { line } = context;
  let nameEnd = at;
  while (nameEnd < end && !isBlank(line.text.charCodeAt(nameEnd))) nameEnd++;
  const name = wordAt(line, at, nameEnd);
  let valueAt = nameEnd;
  while (valueAt < end && isBlank(line.text.charCodeAt(valueAt))) valueAt++;
  if (nameEnd < end) return [{ span: sourceSpan(line, at, end), name, value: wordAt(line, valueAt, end) }];
  const problem = message('{0} needs a name and a value: {0} {1}=value.', instruction, name.text);
  report(context, 'missing-value', name.span, problem);
  return [{ span: name.span, name, value: undefined }];
}

/** ARG takes names and name=value words (`parseNameOrNameVal`). */
function argPairs({ context, at, end }: Draft): readonly Pair[] {
  return quotedWords(context.line, at, end, context.escape).map((word) => pairOf(context.line, word));
}

function pairOf(line: LogicalLine, word: Word): Pair {
  const equals = word.text.indexOf('=');
  if (equals < 0) return { span: word.span, name: word, value: undefined };
  return { span: word.span, name: partOf(line, word, 0, equals), value: partOf(line, word, equals + 1) };
}

/** `parseHealthConfig` of line_parsers.go. */
function healthcheck(draft: Draft): Instruction {
  const { context, at, end } = draft;
  const { line } = context;
  let typeEnd = at;
  while (typeEnd < end && !isSpace(line.text.charCodeAt(typeEnd))) typeEnd++;
  const type = typeEnd > at ? wordAt(line, at, typeEnd) : undefined;
  return { ...base(draft, 'healthcheck'), type, command: command(draft, skipSpaces(line.text, typeEnd, end)) };
}

/** `parseSubCommand` of line_parsers.go. */
function onbuild(draft: Draft): Instruction {
  const { context, at, end } = draft;
  if (at >= end) return { ...base(draft, 'onbuild'), trigger: undefined };
  const trigger = buildInstruction({ ...context, depth: context.depth + 1 }, at, end);
  return { ...base(draft, 'onbuild', trigger.heredocs), trigger };
}

function report({ problems }: Context, code: string, span: Span, problem: Message): void {
  // A copy: spans of nodes move with their nodes.
  problems.push({ code, span: { ...span }, message: problem });
}
