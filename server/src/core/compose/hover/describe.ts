import { wellKnownPorts } from '../../image/wellKnownPorts.ts';
import type { Block, Markup } from '../../text/markup.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import { hasVariable } from '../check/formats.ts';
import { isHostPath, parseMount } from '../mounts.ts';
import { mountOptions } from '../mountOptions.ts';
import { shortPort } from '../ports.ts';
import type { PublishedPort } from '../ports.ts';
import { bytesInWords, bytesOf, durationInWords, durationOf } from '../sizes.ts';
import type { Shape } from '../spec/shape.ts';

/** What a value means, told from its form; empty where there is nothing to tell, or a variable decides. */
export function describe(text: string, shape: Shape): Markup {
  if (hasVariable(text)) return [];
  if (shape.kind === 'number') return shape.quoted === 'bytes' ? describeBytes(text) : [];
  if (shape.kind === 'flag') return describeFlag(text);
  if (shape.kind !== 'text') return [];
  return byFormat[shape.format ?? '']?.(text) ?? [];
}

const byFormat: Readonly<Record<string, (text: string) => Markup>> = {
  port: (text) => describePort(shortPort(text)),
  mount: describeMount,
  duration: describeDuration,
  bytes: describeBytes,
  host: describeHost,
  device: describeDevice,
};

/** Where a port of the host leads. */
export function describePort(port: PublishedPort | undefined): Markup {
  if (!port) return [];
  const { ip, host, container, protocol } = port;
  const inside = `${container}/${protocol}`;
  const known = wellKnownPorts.find((each) => String(each.port) === container && each.protocol === protocol);
  return [
    block(whereFrom(ip, host, inside)),
    ...(/^(?:127\.|::1$)/.test(ip) ? [block(message('Only this machine can connect.'))] : []),
    ...(host.includes('-') && container.includes('-')
      ? [block(message('The ports of the ranges go one to one.'))]
      : []),
    ...(known ? [block(message('Often {0}.', known.service))] : []),
  ];
}

function whereFrom(ip: string, host: string, inside: string): Message {
  const isEverywhere = ip === '' || ip === '0.0.0.0' || ip === '::';
  if (host === '') {
    return isEverywhere
      ? message('A free port of the host, chosen by the engine, on all interfaces → container {0}', inside)
      : message('A free port of the host, chosen by the engine, on {0} → container {1}', ip, inside);
  }
  return isEverywhere
    ? message('Host {0} on all interfaces → container {1}', host, inside)
    : message('Host {0} on {1} → container {2}', host, ip, inside);
}

function describeMount(text: string): Markup {
  const mount = parseMount(text);
  if (!mount) return [];
  const { source, target } = mount;
  const options = text.slice(source === '' ? target.length : source.length + target.length + 1).replace(/^:/, '');
  return [block(mountMessage(source, target)), ...optionBlocks(options)];
}

function mountMessage(source: string, target: string): Message {
  if (source === '') return message('An anonymous volume at {0}: each new container gets one of its own.', target);
  if (isHostPath(source)) return message('Bind mount: {0} of the host → {1} in the container', source, target);
  return message('Named volume: {0}, kept by Docker → {1} in the container', source, target);
}

function optionBlocks(options: string): readonly Block[] {
  return options.split(',').flatMap((option) => {
    const doc = Object.hasOwn(mountOptions, option) ? mountOptions[option] : undefined;
    return doc ? [{ kind: 'code' as const, language: 'yaml', code: option }, block(doc)] : [];
  });
}

function describeDuration(text: string): Markup {
  const duration = durationOf(text);
  if (duration === undefined) return [];
  return [block(message('{0}, {1} seconds in all', durationInWords(duration), duration / 1000))];
}

function describeBytes(text: string): Markup {
  const bytes = bytesOf(text);
  if (text === '-1') return [block(message('No limit.'))];
  return bytes === undefined ? [] : [block(message('{0}, {1} bytes in all', bytesInWords(bytes), bytes))];
}

function describeFlag(text: string): Markup {
  if (/^(?:y|yes|on)$/i.test(text)) return [block(message('Means `true`. Write it so: YAML 1.2 knows no other word.'))];
  if (/^(?:n|no|off)$/i.test(text))
    return [block(message('Means `false`. Write it so: YAML 1.2 knows no other word.'))];
  return [];
}

function describeHost(text: string): Markup {
  const [, name = '', address = ''] = /^([^:=]+)[:=](.+)$/.exec(text) ?? [];
  if (address === '') return [];
  if (address === 'host-gateway') return [block(message('In the container {0} is the host itself.', name))];
  return [block(message('In the container {0} is the address {1}.', name, address.replaceAll(/^\[|\]$/g, '')))];
}

function describeDevice(text: string): Markup {
  const [source = '', target = source, permissions = 'rwm'] = text.split(':');
  if (!source.startsWith('/')) return [];
  const rights = permissions.split('').flatMap((letter) => deviceRights.get(letter) ?? []);
  return [block(message('Device {0} of the host → {1} in the container', source, target)), ...rights.map(block)];
}

const deviceRights: ReadonlyMap<string, Message> = new Map([
  ['r', message('r: it can be read.')],
  ['w', message('w: it can be written.')],
  ['m', message('m: device nodes can be made.')],
]);

export function block(text: Message): Block {
  return { kind: 'text', text };
}
