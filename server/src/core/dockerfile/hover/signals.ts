import type { Markup } from '../../text/markup.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import { text } from './blocks.ts';

/** The numbers of signals on Linux (signal(7), x86 and ARM). */
const numbers: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
};

const meanings: Readonly<Record<string, Message>> = {
  TERM: message('Asks the program to end. This is what `docker stop` sends without STOPSIGNAL.'),
  INT: message('What Ctrl+C sends. Many programs end cleanly at it.'),
  QUIT: message('Asks the program to end; nginx and PHP-FPM finish their requests first.'),
  HUP: message('Many services read their configuration again at it, and do not end.'),
  KILL: message('Ends the program at once. It cannot clean up.'),
  USR1: message('Means what the program wants it to mean.'),
  USR2: message('Means what the program wants it to mean.'),
  WINCH: message('Apache httpd finishes its requests at it, and ends.'),
};

/** What a signal is, by name or number. */
export function signalDocs(written: string): Markup {
  const bare = written.replaceAll(/["']/g, '').toUpperCase().replace(/^SIG/, '');
  const name = /^\d+$/.test(bare) ? Object.keys(numbers).find((key) => numbers[key] === Number(bare)) : bare;
  const number = name === undefined ? undefined : numbers[name];
  if (name === undefined || number === undefined) return [];
  const meaning = meanings[name];
  return [
    text(message('Signal {0}, number {1}', `SIG${name}`, number)),
    ...(meaning ? [text(meaning)] : []),
    text(message('`docker stop` sends it, and kills the container when it has not ended after 10 seconds.')),
  ];
}
