/** A published or exposed port, as the engine is told of it. */
export interface Port {
  /** Empty where all interfaces are meant. */
  readonly hostIp: string;
  /** A port or a range; empty where the engine chooses. */
  readonly published: string;
  readonly target: number;
  readonly protocol: string;
}

/** Reads a port in the short form; a range makes several. Undefined where it is none (docker/go-connections `nat`). */
export function parsePorts(text: string): readonly Port[] | undefined {
  const [, address = '', host = '', container = '', protocol = 'tcp'] = shortForm.exec(text) ?? [];
  const inside = range(container);
  const outside = host === '' ? undefined : range(host);
  if (!inside || (host !== '' && !outside) || !/^(?:tcp|udp|sctp)$/i.test(protocol)) return undefined;
  const count = inside.end - inside.start;
  if (count > maxPorts || !fits(outside, count)) return undefined;
  const hostIp = address.replace(/^\[(.*)\]$/, '$1');
  const ports = Array.from({ length: count + 1 }, (_, index): Port => {
    const published = outside ? publishedPort(outside, index, count) : '';
    return { hostIp, published, target: inside.start + index, protocol: protocol.toLowerCase() };
  });
  return ports.sort((a, b) => (String(a.target) < String(b.target) ? -1 : 1));
}

/** A range for several ports has as many; any range does for one. */
function fits(outside: Range | undefined, count: number): boolean {
  return !outside || count === 0 || outside.end - outside.start === count;
}

/** A longer range stays as it is: nobody wants to see each of its ports. */
const maxPorts = 5000;

const shortForm = /^(?:(?:(.*):)?([\d-]*):)?([\d-]+)(?:\/(\w*))?$/;

interface Range {
  readonly start: number;
  readonly end: number;
}

function publishedPort({ start, end }: Range, index: number, count: number): string {
  return count === 0 && end > start ? `${start}-${end}` : String(start + index);
}

/** A port, or two with a dash between them. */
function range(text: string): Range | undefined {
  const match = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text);
  if (!match) return undefined;
  const start = Number(match[1]);
  const end = match[2] === undefined ? start : Number(match[2]);
  return start <= end && end <= 65_535 ? { start, end } : undefined;
}
