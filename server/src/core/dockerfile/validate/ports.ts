import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';

/** What is wrong with a port of EXPOSE: `[[ip:]host:]port[-port][/protocol]` (dockerfile2llb/convert_expose.go). */
export function portProblem(text: string): Message | undefined {
  const parts = text.split(':');
  const container = parts.at(-1) ?? '';
  const slash = container.indexOf('/');
  const range = slash < 0 ? container : container.slice(0, slash);
  const protocol = slash < 0 ? '' : container.slice(slash + 1);
  if (range === '') return message('A port number is missing in {0}.', text);
  if (!['', 'tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) {
    return message('{0} is not a protocol. Expected tcp, udp or sctp.', protocol);
  }
  const ports = portRange(range);
  if (!ports) return message('{0} is not a port. Expected a number up to 65535, or a range such as 8000-8010.', range);
  return parts.length > 1 ? hostProblem(parts.slice(0, -1), ports, range) : undefined;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function hostProblem(parts: readonly string[], ports: Range, range: string): Message | undefined {
  const address = parts.slice(0, -1).join(':');
  if (address !== '' && !isAddress(address)) return message('{0} is not an IP address.', address);
  const host = parts.at(-1) ?? '';
  if (host === '') return undefined;
  const hostPorts = portRange(host);
  if (!hostPorts)
    return message('{0} is not a port. Expected a number up to 65535, or a range such as 8000-8010.', host);
  const isSameLength = hostPorts.to - hostPorts.from === ports.to - ports.from;
  if (isSameLength || ports.to === ports.from) return undefined;
  return message('The ranges {0} and {1} have different lengths.', host, range);
}

function portRange(text: string): Range | undefined {
  const [first = '', second = first, ...others] = text.split('-');
  const from = portNumber(first);
  const to = portNumber(second);
  if (others.length > 0 || from === undefined || to === undefined || to < from) return undefined;
  return { from, to };
}

function portNumber(text: string): number | undefined {
  const number = /^\+?\d+$/.test(text) ? Number(text) : Number.NaN;
  return number <= 65_535 ? number : undefined;
}

function isAddress(text: string): boolean {
  const inner = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  return isIpv4(inner) || isIpv6(inner);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const [address = ''] = text.split('%');
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const hasIpv4 = last.includes('.');
  const count = groups.length + (hasIpv4 ? 1 : 0);
  const isValid = groups.every(
    (group, at) => /^[\da-f]{1,4}$/i.test(group) || (hasIpv4 && at === groups.length - 1 && isIpv4(group)),
  );
  return isValid && (halves.length === 2 ? count < 8 : count === 8);
}
