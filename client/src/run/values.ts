/** What the values of flags say. Each reader gives undefined where a value is none of its kind. */

/** Nanoseconds of `1m30s`. Source: Go, time.ParseDuration. */
export function nanosecondsOf(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return text === '0' ? 0 : undefined;
  const parts = [...text.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)];
  return Math.round(
    parts.reduce((sum, [, number = '', unit = '']) => sum + Number(number) * (nanoseconds[unit] ?? 0), 0),
  );
}

const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

export interface PublishedPort {
  /** Such as `80/tcp`. */
  readonly port: string;
  /** The address of the host; empty for all. */
  readonly address: string;
  /** A number, a range, or empty where the engine chooses. */
  readonly hostPort: string;
}

const address = String.raw`(?:(?:\[(?<v6>[\da-f:.]+)\]|(?<v4>\d+\.\d+\.\d+\.\d+)):)?`;
const ports = String.raw`(?:(?<host>\d*)(?:-(?<hostEnd>\d+))?:)?(?<first>\d+)(?:-(?<last>\d+))?(?:/(?<protocol>tcp|udp|sctp))?`;
const portPattern = new RegExp(`^${address}${ports}$`, 'i');

/** `8080:80`, `127.0.0.1::80/udp`, `8000-8002:80-82`. Source: docker/go-connections, nat.ParsePortSpec. */
export function publishedPorts(text: string): readonly PublishedPort[] | undefined {
  const found = portPattern.exec(text.includes('=') ? shortPort(text) : text)?.groups;
  if (!found) return undefined;
  const { v6, v4 = '', host = '', hostEnd, first, last, protocol = 'tcp' } = found;
  const inner = rangeOf(first, last);
  const hostPorts = inner && hostPortsOf(host, hostEnd, inner.count);
  if (!hostPorts || inner.from === 0) return undefined;
  return hostPorts.map((hostPort, index) => ({
    address: v6 ?? v4,
    port: `${inner.from + index}/${protocol.toLowerCase()}`,
    hostPort,
  }));
}

/** The ports of the host for so many of a container; a range for one lets the engine choose. */
function hostPortsOf(first: string, last: string | undefined, count: number): readonly string[] | undefined {
  if (first === '') return Array<string>(count).fill('');
  const outer = rangeOf(first, last);
  if (outer && count === 1 && outer.count > 1) return [`${outer.from}-${outer.from + outer.count - 1}`];
  return outer?.count === count ? Array.from({ length: count }, (_, index) => String(outer.from + index)) : undefined;
}

/** Undefined where there is none, or where it is none. */
function rangeOf(first = '', last = first): { readonly from: number; readonly count: number } | undefined {
  const [from, to] = [Number(first), Number(last)];
  return first === '' || from > to || to > 65_535 ? undefined : { from, count: to - from + 1 };
}

/** `published=8080,target=80,protocol=tcp`. */
function shortPort(text: string): string {
  const fields = fieldsOf(text);
  const [published, target, protocol] = ['published', 'target', 'protocol'].map((name) => fields.get(name) ?? '');
  return `${published ? `${published}:` : ''}${target ?? ''}${protocol ? `/${protocol}` : ''}`;
}

export interface WrittenVolume {
  /** A folder of the host or the name of a volume; empty for a volume without a name. */
  readonly source: string;
  readonly target: string;
  /** Such as `ro`; empty without. */
  readonly mode: string;
}

const path = String.raw`(?:[A-Za-z]:(?=[\\/]))?[^:]+`;
const volumePattern = new RegExp(`^(?<first>${path})(?::(?<target>${path}))?(?::(?<mode>[^:]+))?$`, 's');

/** `source:target:mode`, where a path may begin with a drive of Windows. */
export function volumeOf(text: string): WrittenVolume | undefined {
  const { first = '', target, mode = '' } = volumePattern.exec(text)?.groups ?? {};
  if (target !== undefined) return { source: first, target, mode };
  return first !== '' && isPath(first) ? { source: '', target: first, mode: '' } : undefined;
}

/** Whether the source of a volume is a path, not a name. */
export function isPath(source: string): boolean {
  return /^(?:[./~\\]|[A-Za-z]:[\\/])/.test(source);
}

/** `a=b,c` as fields; those without a value have an empty one. Quotes as in CSV hold commas together. */
export function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = [...text.matchAll(/"((?:[^"]|"")*)"(?:,|$)|([^,]+)(?:,|$)/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  );
  return new Map(fields.map((field): [string, string] => splitPair(field)));
}

/** `name=value`; the value is empty where there is none. */
export function splitPair(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}
