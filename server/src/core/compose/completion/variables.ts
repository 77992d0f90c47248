import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import type { ComposeModel } from '../model.ts';
import { sitesOf } from '../sites.ts';
import { isComment } from './cursor.ts';

/** A variable that is being written: `$NA▮`, `${NA▮`. */
export interface VariablePlace {
  /** Where its name begins and ends. */
  readonly start: number;
  readonly end: number;
  readonly word: string;
  readonly isBraced: boolean;
  /** Whether the brace is closed. */
  readonly isClosed: boolean;
}

/** The variable that the cursor is in; undefined behind `$$`, which is a dollar sign, and in comments. */
export function variableAt({ text }: ComposeModel, offset: number): VariablePlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const match = /(\$+)(\{?)((?:[A-Za-z_]\w*)?)$/.exec(before);
  if (!match || (match[1]?.length ?? 0) % 2 === 0 || isComment(before)) return undefined;
  const word = match[3] ?? '';
  const end = offset + (/^\w*/.exec(text.slice(offset, offset + maxName))?.[0].length ?? 0);
  const rest = /^[^\n]*/.exec(text.slice(end, end + maxRest))?.[0] ?? '';
  return { start: offset - word.length, end, word, isBraced: match[2] === '{', isClosed: /^[^\s{"']*\}/.test(rest) };
}

const maxName = 200;
const maxRest = 500;

/** The variables that the file names elsewhere, and that Compose knows; behind a whole name what may follow it. */
export function variableCompletions(model: ComposeModel, offset: number): readonly Completion[] | undefined {
  const place = variableAt(model, offset);
  if (!place) return undefined;
  const names = new Set<string>();
  for (const { kind, name, span } of sitesOf(model)) {
    if (kind === 'variable' && span.start !== place.start) names.add(name);
  }
  return [
    ...[...names].map((name) => variableOffer(place, name, '1')),
    ...['COMPOSE_PROJECT_NAME', 'HOME', 'PWD', 'USER']
      .filter((name) => !names.has(name))
      .map((name) => variableOffer(place, name, '3')),
    ...(place.isBraced && !place.isClosed && place.word !== ''
      ? operators.map((each) => operatorOffer(offset, each))
      : []),
  ];
}

export function variableOffer(place: VariablePlace, name: string, group: string, detail?: Message): Completion {
  const closing = place.isBraced && !place.isClosed ? '}' : '';
  return {
    label: name,
    kind: 'variable',
    span: { start: place.start, end: place.end },
    newText: name + closing,
    isSnippet: false,
    sortText: group + name,
    docs: [],
    ...(detail ? { detail } : {}),
  };
}

interface Operator {
  readonly sign: string;
  readonly label: string;
  readonly doc: Message;
}

const operators: readonly Operator[] = [
  { sign: ':-', label: 'default', doc: message('A default where the variable is not set or empty.') },
  { sign: '-', label: 'default', doc: message('A default where the variable is not set.') },
  { sign: ':?', label: 'message', doc: message('An error with this message where the variable is not set or empty.') },
  { sign: '?', label: 'message', doc: message('An error with this message where the variable is not set.') },
  { sign: ':+', label: 'replacement', doc: message('Another text where the variable is set and not empty.') },
  { sign: '+', label: 'replacement', doc: message('Another text where the variable is set.') },
];

function operatorOffer(offset: number, { sign, label, doc }: Operator): Completion {
  return {
    label: sign,
    kind: 'keyword',
    span: { start: offset, end: offset },
    newText: `${sign}\${1:${label}}}`,
    isSnippet: true,
    sortText: `0${operators.findIndex((each) => each.sign === sign)}`,
    docs: [{ kind: 'text', text: doc }],
  };
}
