import { StringDecoder } from 'node:string_decoder';
import type { OutputChunk } from '../engine/engine.ts';
import { objectAt, parseJson } from '../engine/json.ts';

export type LogLevel = 'error' | 'warning' | 'info' | 'debug';

/** One line that a container wrote. */
export interface LogLine {
  /** Milliseconds since 1970; 0 where the engine does not say. */
  readonly time: number;
  readonly stream: OutputChunk['stream'];
  readonly text: string;
  /** Whether the rest of it was cut off. */
  readonly isCut: boolean;
}

/** Characters of a line that are kept: what is longer is no text that anybody reads. */
const longest = 16_384;

/** The lines of a container's output, of which each begins with its time. An endless line costs no more than its start. */
export async function* logLines(chunks: AsyncIterable<OutputChunk>): AsyncGenerator<LogLine> {
  const partial = { stdout: new PartialLine(), stderr: new PartialLine() };
  for await (const { stream, data } of chunks) {
    for (const line of partial[stream].take(data)) yield { stream, ...line };
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    const line = partial[stream].end();
    if (line) yield { stream, ...line };
  }
}

type Bare = Omit<LogLine, 'stream'>;

class PartialLine {
  readonly #decoder = new StringDecoder('utf8');
  #text = '';
  #isCut = false;

  *take(data: Buffer): Generator<Bare> {
    const pieces = this.#decoder.write(data).split('\n');
    for (const [index, piece] of pieces.entries()) {
      const room = longest - this.#text.length;
      if (piece.length > room) this.#isCut = true;
      this.#text += piece.slice(0, Math.max(0, room));
      if (index < pieces.length - 1) yield this.#finish();
    }
  }

  end(): Bare | undefined {
    return this.#text === '' ? undefined : this.#finish();
  }

  #finish(): Bare {
    const line = { ...withTime(this.#text.replace(/\r$/, '')), isCut: this.#isCut };
    this.#text = '';
    this.#isCut = false;
    return line;
  }
}

/** `2026-01-31T12:00:00.123456789Z text`. Source: Docker Engine API, ContainerLogs, timestamps. */
function withTime(line: string): { time: number; text: string } {
  const [whole = '', stamp = ''] = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)) ?/.exec(line) ?? [];
  const time = Date.parse(stamp);
  return Number.isNaN(time) ? { time: 0, text: line } : { time, text: line.slice(whole.length) };
}

/** The line as it is shown: without the codes that colour a terminal, and JSON as a sentence with its fields. */
export function readable(line: string): { readonly text: string; readonly level: LogLevel | undefined } {
  const text = withoutCodes(line);
  const json = /^\s*\{.*\}\s*$/s.test(text) ? parseJson(text) : undefined;
  if (json === undefined) return { text, level: levelIn(text) };
  const fields = objectAt(json);
  const level = levelOf(fields['level'] ?? fields['severity'] ?? fields['lvl'] ?? fields['@l']);
  const message = ['msg', 'message', '@m', 'event'].find((name) => typeof fields[name] === 'string');
  if (message === undefined) return { text, level };
  const shown = new Set([message, 'level', 'severity', 'lvl', 'time', 'timestamp', 'ts', '@t', '@l']);
  const rest = Object.entries(fields).filter(([name]) => !shown.has(name));
  const words = rest.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return { text: [String(fields[message]), ...words].join('  '), level };
}

/** Colours, titles and links: sequences that a terminal takes for itself. Source: ECMA-48, section 5.4. */
const [escape, bell] = ['\u001B', '\u0007'];
const terminalCode = new RegExp(
  `${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)?|[@-_])`,
  'g',
);

/** Escape sequences of terminals, and control characters, which an editor would show as boxes. */
function withoutCodes(line: string): string {
  return lastWritten(line.replaceAll(terminalCode, '')).replaceAll(/[^\P{Cc}\t]/gu, '');
}

/** A progress bar begins its line again and again: a terminal shows what was written last. */
function lastWritten(line: string): string {
  return line.split('\r').findLast((part) => part.trim() !== '') ?? '';
}

const words: readonly (readonly [RegExp, LogLevel])[] = [
  [/^(?:e|err|error|fatal|crit|critical|panic|alert|emerg|emergency|severe)$/i, 'error'],
  [/^(?:w|warn|warning)$/i, 'warning'],
  [/^(?:i|info|notice|information|log)$/i, 'info'],
  [/^(?:d|debug|trace|verbose|fine|finer|finest)$/i, 'debug'],
];

/** A name of a level, or a number as pino and bunyan write it. */
function levelOf(value: unknown): LogLevel | undefined {
  if (typeof value === 'number')
    return value >= 50 ? 'error' : value >= 40 ? 'warning' : value >= 30 ? 'info' : 'debug';
  return typeof value === 'string' ? words.find(([pattern]) => pattern.test(value))?.[1] : undefined;
}

/** Where a level is looked for: what stands later is what the line is about. */
const start = 120;

function levelIn(text: string): LogLevel | undefined {
  const head = text.slice(0, start);
  const named =
    /\b(?:level|lvl|severity)=["']?(\w+)/i.exec(head)?.[1] ??
    /(?:^|[\s[(|<:])(ERR(?:OR)?|FATAL|CRIT(?:ICAL)?|PANIC|WARN(?:ING)?|INFO|NOTICE|DEBUG|TRACE)(?=$|[\s\]):|>])/.exec(
      head,
    )?.[1] ??
    /(?:^|\[)(error|fatal|critical|panic|warn|warning|info|notice|debug|trace)(?:\]|:)/i.exec(head)?.[1];
  if (named !== undefined) return levelOf(named);
  return /^(?:Traceback \(most recent call last\)|\S*(?:Error|Exception): |Unhandled|Uncaught )/.test(head)
    ? 'error'
    : undefined;
}
