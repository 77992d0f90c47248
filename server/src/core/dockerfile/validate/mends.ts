import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Fix } from '../../lint/rule.ts';
import { closest } from '../../text/closest.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { instructionAt } from '../position.ts';
import type { DockerfileModel } from '../model.ts';
import { replacement } from './checker.ts';
import { signalNames } from './signals.ts';
import { legalStageName, mendFrom, moveStage, nameImage, nearestPlatform } from './stageMends.ts';
import {
  copyToJson,
  joinFlagValue,
  meantCheck,
  meantPort,
  mendSubstitution,
  quoteStrings,
  quoteValue,
} from './valueMends.ts';

/** Adds the mends of errors that tell by their code and place what is wanting. */
export function withMends(model: DockerfileModel, problems: readonly Diagnostic[]): Diagnostic[] {
  return problems.map((problem) => {
    if (problem.fixes && problem.fixes.length > 0) return problem;
    const fixes = mends.get(problem.code)?.(model, problem) ?? [];
    return fixes.length > 0 ? { ...problem, fixes } : problem;
  });
}

type Mend = (model: DockerfileModel, problem: Diagnostic) => readonly Fix[];

const mends: ReadonlyMap<string, Mend> = new Map<string, Mend>([
  ['no-instructions', appendFrom],
  ['no-from', appendFrom],
  ['no-stage', insertFrom],
  ['duplicate-directive', ({ text }, { span }) => [removal(linesOf(text, span), message('Remove this line'))]],
  [
    'invalid-escape-directive',
    (_, { span }) => ['\\', '`'].map((text) => ({ ...replacement(span, text), preferred: false })),
  ],
  ['unterminated-heredoc', endHeredoc],
  [
    'extra-argument',
    ({ text }, { span }) => [
      removal({ start: span.start - spacesBefore(text, span.start), end: span.end }, message('Remove it')),
    ],
  ],
  ['copy-url', copyToAdd],
  ['flag-too-new', newestFrontend],
  ['labs-flag', labsFrontend],
  ['invalid-signal', nearestSignal],
  [
    'missing-equals',
    (model, problem) => [
      ...quoteValue(model, problem),
      insertion(problem.span.end, '=', message('Insert an equals sign')),
    ],
  ],
  ['missing-flag-value', joinFlagValue],
  ['json-strings-only', quoteStrings],
  ['invalid-port', meantPort],
  ['bad-substitution', mendSubstitution],
  ['invalid-check-directive', meantCheck],
  ['from-arguments', mendFrom],
  ['missing-value', (_, problem) => [insertion(problem.span.end, '=', message('Insert an equals sign'))]],
  ['unterminated-quote', (model, problem) => copyToJson(model, problem) ?? closeQuote(model, problem)],
  ['later-stage', moveStage],
  ['variable-in-from', nameImage],
  ['invalid-stage-name', legalStageName],
  ['invalid-platform', nearestPlatform],
]);

const from = 'FROM alpine:3.22';

function appendFrom({ text }: DockerfileModel): readonly Fix[] {
  const lineBreak = text === '' || text.endsWith('\n') ? '' : lineBreakOf(text);
  return [insertion(text.length, `${lineBreak}${from}${lineBreakOf(text)}`, message('Insert {0}', from))];
}

/** Before the first instruction, where the file has no FROM at all. */
function insertFrom({ stages, text }: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  if (stages.length > 0) return [];
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  return [insertion(start, `${from}${lineBreakOf(text)}`, message('Insert {0}', from))];
}

/** The end of the heredoc, and of those behind it, which have no lines then. */
function endHeredoc(model: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const { text } = model;
  const heredocs = instructionAt(model, span.start)?.heredocs ?? [];
  const open = heredocs.findIndex((heredoc) => heredoc.span.start === span.start);
  const lineBreak = lineBreakOf(text);
  const names = heredocs.slice(Math.max(open, 0)).map(({ name }) => name);
  const newText = [text.endsWith('\n') ? '' : lineBreak, ...names.map((name) => name + lineBreak)].join('');
  return open < 0 ? [] : [insertion(text.length, newText, message('Insert {0} at the end', names.join(', ')))];
}

function copyToAdd(model: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const keyword = instructionAt(model, span.start)?.keyword;
  if (keyword?.text.toLowerCase() !== 'copy') return [];
  return [replacement(keyword.span, keyword.text === 'copy' ? 'add' : 'ADD')];
}

function newestFrontend({ tree }: DockerfileModel): readonly Fix[] {
  const directive = tree.directives.find(({ name }) => name === 'syntax');
  return directive ? [replacement(directive.valueSpan, 'docker/dockerfile:1')] : [];
}

const labs = 'docker/dockerfile:1-labs';

function labsFrontend({ tree, text }: DockerfileModel): readonly Fix[] {
  const directive = tree.directives.find(({ name }) => name === 'syntax');
  if (directive) return [{ ...replacement(directive.valueSpan, labs), preferred: false }];
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  return [insertion(start, `# syntax=${labs}${lineBreakOf(text)}`, message('Insert {0}', `# syntax=${labs}`))];
}

function nearestSignal({ text }: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const written = text.slice(span.start, span.end).toUpperCase();
  const meant = closest(written.startsWith('SIG') ? written : `SIG${written}`, signalNames);
  return meant === undefined ? [] : [replacement(span, meant)];
}

/** At the end of the word, or of the line where the quote holds spaces: nobody knows which is meant but the writer. */
function closeQuote({ text }: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const quote = text.charAt(span.start);
  if (quote !== '"' && quote !== "'") return [];
  return [insertion(span.end, quote, message('Close the quote'))];
}

function insertion(offset: number, newText: string, title: Message): Fix {
  return { title, edits: [{ span: { start: offset, end: offset }, newText }] };
}

function removal(span: Span, title: Message): Fix {
  return { title, edits: [{ span, newText: '' }], preferred: true };
}

function linesOf(text: string, { start, end }: Span): Span {
  const lf = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: lf < 0 ? text.length : lf + 1 };
}

function spacesBefore(text: string, offset: number): number {
  return /[ \t]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0].length ?? 0;
}

function lineBreakOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}
