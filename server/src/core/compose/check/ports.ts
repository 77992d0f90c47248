/** A port or a range of ports. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Whether a text is a port as `ports` has it in short: `[[ip:]host:]container[/protocol]`, ranges included
 * (docker/go-connections `nat.ParsePortSpec`).
 */
export function isValidPort(text: string): boolean {
  const slash = text.indexOf('/');
  const [ports, rest] = slash === -1 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
  const protocol = rest.split('/')[0] ?? '';
  if (protocol !== '' && !/^(?:tcp|udp|sctp)$/i.test(protocol)) return false;
  const { ip, host, container } = splitPort(ports);
  if (ip !== '' && !isHostAddress(ip)) return false;
  const inside = range(container);
  if (!inside || inside.start === 0) return false;
  if (host === '') return true;
  const outside = range(host);
  if (!outside) return false;
  return inside.start === inside.end || size(inside) === size(outside);
}

/** The parts of a short port, from the right, since an IPv6 address has colons of its own. */
function splitPort(text: string): { readonly ip: string; readonly host: string; readonly container: string } {
  const parts = text.split(':');
  const container = parts.at(-1) ?? '';
  const host = parts.length > 1 ? (parts.at(-2) ?? '') : '';
  return { ip: parts.slice(0, -2).join(':'), host, container };
}

function range(text: string): Range | undefined {
  const match = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text);
  if (!match) return undefined;
  const start = Number(match[1]);
  const end = match[2] === undefined ? start : Number(match[2]);
  return start <= end && end <= 65_535 ? { start, end } : undefined;
}

function size({ start, end }: Range): number {
  return end - start;
}

function isHostAddress(ip: string): boolean {
  if (/^\[[\da-fA-F:.]+\]$/.test(ip)) return true;
  const parts = ip.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}
