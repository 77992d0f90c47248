import type { Format } from '../spec/shape.ts';
import { isValidPort } from './ports.ts';
import { isValidMount } from '../mounts.ts';

/** Whether a text has a form that Compose understands. Texts with variables are not asked about. */
export function hasFormat(format: Format, text: string): boolean {
  return checks[format](text);
}

/** Whether a text is a number of the wanted kind, as Go's `strconv` and Docker's `go-units` read it. */
export function isNumberText(kind: 'integer' | 'decimal' | 'bytes', text: string): boolean {
  if (kind === 'integer') return /^[-+]?\d+$/.test(text);
  return kind === 'bytes' ? isBytes(text) : /^[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
}

/** Whether a word means true or false, in any of the spellings that Compose lets through. */
export function isFlagWord(text: string): boolean {
  return /^(?:true|y|yes|on|false|n|no|off)$/i.test(text);
}

/** Whether Compose fills a variable into a text, so that nobody knows yet what it will be. */
export function hasVariable(text: string): boolean {
  return text.includes('$') && /\$[_a-zA-Z{]/.test(text.replaceAll('$$', ''));
}

const checks: Readonly<Record<Format, (text: string) => boolean>> = {
  // go-str2duration: a number and a unit, repeated.
  duration: (text) => /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+)$/.test(text),
  bytes: isBytes,
  port: isValidPort,
  mount: isValidMount,
  host: (text) => /^[^:=]+[:=]/.test(text),
  ip: isIpAddress,
  // The public schema's pattern, which is not anchored.
  'pull policy': (text) =>
    /always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:\d+[wdhms])+/.test(text),
  device: (text) => text.split(':').length <= 3,
  pair: (text) => text.includes('='),
  ssh: (text) => text === 'default' || text.includes('='),
  'container name': (text) => /[a-zA-Z0-9][a-zA-Z0-9_.-]+/.test(text),
};

/** docker/go-units `RAMInBytes`. */
function isBytes(text: string): boolean {
  return /^\+?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)? ?(?:b|[kmgtp](?:i?b)?)?$/i.test(text);
}

/** Whether a text is an IPv4 or IPv6 address. */
function isIpAddress(text: string): boolean {
  const parts = text.split('.');
  if (parts.length === 4) return parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return text.includes(':') && /^[\da-fA-F:.]+$/.test(text) && text.split(':').length <= 8 && !/:::/.test(text);
}
