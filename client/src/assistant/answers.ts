import type { LintResult } from '../../../protocol/messages.ts';
import type { ContainerInfo, ImageInfo, Kind, NetworkInfo, Resources, VolumeInfo } from '../engine/engine.ts';
import { maskSecrets } from '../ui/masking.ts';
import type { ListInput } from './input.ts';

/** Characters of an answer. What is longer is cut, and says so. */
const longest = 30_000;
/** Entries of a list. */
const mostEntries = 200;
/** Characters of one line of a log. */
const longestLine = 1000;

/** What a list has of its kind, filtered and shortened, as JSON. */
export function listAnswer(items: readonly Resources[Kind][], { kind, filter, isRunning }: ListInput): string {
  const words = filter.toLowerCase();
  const found = items
    .map((item) => entryOf(kind, item))
    .filter((entry) => !isRunning || entry['state'] === undefined || entry['state'] === 'running')
    .filter((entry) => words === '' || JSON.stringify(entry).toLowerCase().includes(words));
  const shown = found.slice(0, mostEntries);
  const rest = found.length - shown.length;
  return bounded(JSON.stringify({ kind, count: found.length, items: shown, ...(rest > 0 ? { notShown: rest } : {}) }));
}

type Entry = Readonly<Record<string, unknown>>;

function entryOf(kind: Kind, item: Resources[Kind]): Entry {
  const writers: { readonly [K in Kind]: (item: Resources[K]) => Entry } = {
    container: containerEntry,
    image: imageEntry,
    volume: volumeEntry,
    network: networkEntry,
  };
  const write = writers[kind] as (item: Resources[Kind]) => Entry;
  return write(item);
}

function containerEntry({
  id,
  name,
  image,
  state,
  health,
  exitCode,
  created,
  ports,
  labels,
  networks,
  mounts,
}: ContainerInfo): Entry {
  return {
    name,
    id: id.slice(0, 12),
    image,
    state,
    health,
    exitCode,
    created: timeText(created),
    ports: ports.map(({ hostAddress, hostPort, containerPort, protocol }) =>
      hostPort === undefined
        ? `${containerPort}/${protocol}`
        : `${hostAddress ?? ''}:${hostPort}->${containerPort}/${protocol}`,
    ),
    networks,
    mounts: mounts.map(({ source, destination }) => `${source}:${destination}`),
    composeProject: labels['com.docker.compose.project'],
    composeService: labels['com.docker.compose.service'],
  };
}

function imageEntry({ id, tags, size, created }: ImageInfo): Entry {
  return { tags, id: id.replace(/^sha256:/, '').slice(0, 12), bytes: size, created: timeText(created) };
}

function volumeEntry({ name, driver, created }: VolumeInfo): Entry {
  return { name, driver, created: timeText(created) };
}

function networkEntry({ name, id, driver, subnets, internal }: NetworkInfo): Entry {
  return { name, id: id.slice(0, 12), driver, subnets, internal };
}

function timeText(time: number): string | undefined {
  return time > 0 && time < 8.64e15 ? new Date(time).toISOString() : undefined;
}

/** The one that is meant by a name, a tag, an id or the beginning of one. */
export function findByName<K extends Kind>(
  kind: K,
  items: readonly Resources[K][],
  name: string,
): Resources[K] | undefined {
  const wanted = name.replace(/^\//, '');
  const bare = wanted.replace(/^sha256:/, '');
  const named = items.find((item) => namesOf(kind, item).includes(wanted));
  if (named) return named;
  const begun = items.filter(({ id }) => /^[a-f0-9]{4,64}$/.test(bare) && id.replace(/^sha256:/, '').startsWith(bare));
  return begun.length === 1 ? begun[0] : undefined;
}

function namesOf(kind: Kind, item: Resources[Kind]): readonly string[] {
  if (kind !== 'image') return [item.id, 'name' in item ? item.name : ''];
  const tags = 'tags' in item ? item.tags : [];
  return [
    item.id,
    ...tags,
    ...tags.filter((tag) => tag.endsWith(':latest')).map((tag) => tag.slice(0, -':latest'.length)),
  ];
}

/** The engine's own description, with its secrets masked. */
export function inspectAnswer(description: unknown): string {
  return bounded(JSON.stringify(maskSecrets(description), undefined, 1));
}

/** The last lines of a log, with what looks like a secret masked. */
export function logsAnswer(text: string, lines: number): string {
  const all = text.split(/\r?\n/);
  if (all.at(-1) === '') all.pop();
  const last = all.slice(-lines).map((line) => {
    const plain = String(maskSecrets(line));
    return plain.length > longestLine ? `${plain.slice(0, longestLine)}… (cut)` : plain;
  });
  if (last.length === 0) return 'The log is empty.';
  // Of a log, the end is what counts.
  const joined = last.join('\n');
  return joined.length <= longest ? joined : `(the beginning was cut)\n${joined.slice(-longest)}`;
}

/** What became of a build, for those who have to mend it. */
export interface BuildReport {
  readonly isBuilt: boolean;
  readonly tag: string;
  /** Why it was not built, in the builder's words. */
  readonly reason: string;
  readonly failures: readonly BuildFailure[];
  readonly warnings: readonly { readonly line?: number; readonly text: string }[];
}

interface BuildFailure {
  /** From 1. */
  readonly line: number;
  readonly instruction: string;
  readonly error: string;
  /** The last lines that it wrote. */
  readonly output: string;
}

export function buildAnswer({ isBuilt, tag, reason, failures, warnings }: BuildReport): string {
  const shown = failures.slice(0, 5).map(({ output, ...failure }) => ({
    ...failure,
    output: output.trim().split('\n').slice(-30).join('\n').slice(-4000),
  }));
  return bounded(
    JSON.stringify(
      { built: isBuilt, tag, ...(isBuilt ? {} : { reason, failures: shown }), warnings: warnings.slice(0, 50) },
      undefined,
      1,
    ),
  );
}

/** What is wrong with a file, one line each, as compilers write it. */
export function lintAnswer(file: string, { problems }: LintResult): string {
  if (problems.length === 0) return `${file}: nothing to remark.`;
  const lines = problems.map(({ start, severity, code, message }) => {
    const text = message.replaceAll(/\s+/g, ' ');
    return `${file}:${start.line + 1}:${start.character + 1} ${severity} ${code}: ${text}`;
  });
  return bounded(lines.join('\n'));
}

function bounded(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}\n… (${text.length - longest} characters were cut)`;
}
