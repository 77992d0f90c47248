import type { Engine, RegistryCredentials } from '../engine/engine.ts';
import { EngineError, type EngineProblem } from '../engine/errors.ts';
import { objectAt, textAt } from '../engine/json.ts';
import type { BuildEvent } from './buildEvent.ts';
import { contextEntries, ignoreFileOf, inContext } from './buildContext.ts';
import { tarStream } from '../engine/tarWriter.ts';
import type { BuildOptions } from './options.ts';
import { eventsOfTrace } from './trace.ts';

export interface ApiBuildOptions extends BuildOptions {
  readonly credentials: Readonly<Record<string, RegistryCredentials>>;
  readonly signal: AbortSignal;
  /** Built in place of what the Dockerfile says. */
  readonly text?: string;
}

/** A name in the context that nobody has. */
const ownDockerfile = '.slipway.Dockerfile';

/**
 * A build by the engine's own API, where there is no CLI that could do it: the same events as from the CLI. The exit
 * code is 1 where any message told an error, for the API itself answers 200 even then, and where it was left.
 */
export async function* apiBuild(engine: Engine, options: ApiBuildOptions): AsyncGenerator<BuildEvent, number> {
  const { context, dockerfile, tag, credentials, signal, text } = options;
  const own = text === undefined ? undefined : { path: ownDockerfile, content: Buffer.from(text) };
  const { path, patterns } = await ignoreFileOf(context, dockerfile);
  const broken = patterns.find(({ problem }) => problem !== undefined);
  if (broken) {
    yield { type: 'words', text: `ERROR: ${path}:${broken.line + 1}: illegal pattern: ${broken.text}`, error: true };
    return 1;
  }
  const messages = engine.build({
    context: tarStream(context, contextEntries(context, dockerfile), own),
    dockerfile: own ? ownDockerfile : inContext(context, dockerfile),
    tag,
    ...optional(options, ['labels', 'target', 'buildArgs', 'platform', 'noCache', 'pull']),
    credentials,
    builder: engine.builder,
    signal,
  });
  return yield* eventsOfMessages(messages, signal);
}

/** The events of what an engine tells of a build; the last word is the exit code. */
export async function* eventsOfMessages(
  messages: AsyncIterable<unknown>,
  signal: AbortSignal,
): AsyncGenerator<BuildEvent, number> {
  const classic = classicReader();
  let exitCode = 0;
  try {
    for await (const message of messages) {
      const events = textAt(message, 'id') === 'moby.buildkit.trace' ? traceEvents(message) : classic(message);
      if (errorOf(message) !== '') exitCode = 1;
      yield* events;
    }
  } catch (error) {
    // What it says of a Dockerfile that it cannot read, the classic builder answers in place of a build.
    if (!(error instanceof EngineError) || !ofDockerfile.has(error.problem)) throw error;
    yield { type: 'words', text: `ERROR: ${error.message}`, error: true };
    return 1;
  }
  return signal.aborted ? 1 : exitCode;
}

const ofDockerfile: ReadonlySet<EngineProblem> = new Set(['refused', 'engine']);

/** Those of some properties that there are. */
function optional<T, K extends keyof T>(all: T, names: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(
    names.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]),
  ) as Partial<Pick<T, K>>;
}

function traceEvents(message: unknown): readonly BuildEvent[] {
  return eventsOfTrace(Buffer.from(textAt(message, 'aux'), 'base64'));
}

function errorOf(message: unknown): string {
  return textAt(objectAt(message, 'errorDetail'), 'message') || textAt(message, 'error');
}

/**
 * The classic builder (and Podman) tell `Step 2/4 : RUN make` and then the output, as text of a terminal. Steps are
 * told as BuildKit would, so that progress and log are the same.
 */
export function classicReader(now: () => number = Date.now): (message: unknown) => readonly BuildEvent[] {
  let current: { id: string; name: string; started: number; cached: boolean } | undefined;
  const end = (error?: string): readonly BuildEvent[] => {
    if (!current) return [];
    const { id, name, started, cached } = current;
    current = undefined;
    return [{ type: 'step', id, name, started, completed: now(), cached, ...(error === undefined ? {} : { error }) }];
  };
  return (message) => {
    const error = errorOf(message);
    if (error !== '') return [...end(error), { type: 'words', text: `ERROR: ${error}`, error: true }];
    const text = textAt(message, 'stream');
    const step = /^STEP (\d+\/\d+): (.*)|^Step (\d+\/\d+) : (.*)/.exec(text);
    if (step) {
      const place = step[1] ?? step[3] ?? '';
      const previous = end();
      current = { id: place, name: `[${place}] ${(step[2] ?? step[4] ?? '').trim()}`, started: now(), cached: false };
      return [...previous, { type: 'step', ...current }];
    }
    if (/^\s*--(?:-)?> Using cache/.test(text) && current) current.cached = true;
    if (/^Successfully (?:built|tagged)/.test(text))
      return [...end(), { type: 'words', text: text.trim(), error: false }];
    if (text.trim() === '' || !current || isOwnWork(text)) return [];
    return [{ type: 'log', id: current.id, data: Buffer.from(text) }];
  };
}

/** What the classic builder and Podman tell of their layers and containers between the lines of a command. */
function isOwnWork(text: string): boolean {
  return /^\s*-{2,3}> (?:[0-9a-f]{10,}|Using cache|Running in )|^\s*Removing intermediate container |^# Executing \d+ build triggers?/.test(
    text,
  );
}
