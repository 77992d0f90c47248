import type { Body } from './body.ts';
import { type RunOptions, valueOf, valuesOf } from './options.ts';
import { fieldsOf, splitPair } from './values.ts';

/** A network that a container joins, with its own settings there. */
interface Joined {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly fields: ReadonlyMap<string, string>;
  readonly driverOptions: Readonly<Record<string, string>>;
}

/** Writes which networks a container joins, and how. Source: docker/cli, opts.go (parseNetworkOpts); opts/network.go. */
export function writeNetworks(body: Body, options: RunOptions): void {
  const [first, ...others] = valuesOf(options, 'network').map(joinedOf);
  const links = valuesOf(options, 'link');
  if (first) body.set('HostConfig.NetworkMode', first.name);
  const isOwn = first !== undefined && !isMode(first.name);
  if (links.length > 0 && !isOwn) body.push('HostConfig.Links', ...links);
  if (first && (isOwn || hasAddress(options))) writeEndpoint(body, first, ownSettings(options));
  if (!first && hasAddress(options)) writeEndpoint(body, joinedOf('default'), ownSettings(options));
  for (const other of others) writeEndpoint(body, other, {});
}

/** Modes, which are no networks of the engine. */
function isMode(name: string): boolean {
  return /^(?:bridge|default|host|none|nat|container:.*)$/.test(name);
}

function hasAddress(options: RunOptions): boolean {
  return (
    valueOf(options, 'ip') !== '' || valueOf(options, 'ip6') !== '' || valuesOf(options, 'link-local-ip').length > 0
  );
}

function joinedOf(value: string): Joined {
  if (!value.includes('=')) return { name: value, aliases: [], fields: new Map(), driverOptions: {} };
  const fields = fieldsOf(value);
  const aliases = value.split(',').flatMap((field) => (field.startsWith('alias=') ? [field.slice(6)] : []));
  const driver = value
    .split(',')
    .flatMap((field) => (field.startsWith('driver-opt=') ? [splitPair(field.slice(11))] : []));
  return { name: fields.get('name') ?? '', aliases, fields, driverOptions: Object.fromEntries(driver) };
}

/** The flags that count for the first network. */
interface OwnSettings {
  readonly ip?: string;
  readonly ip6?: string;
  readonly linkLocal?: readonly string[];
  readonly aliases?: readonly string[];
  readonly links?: readonly string[];
}

function ownSettings(options: RunOptions): OwnSettings {
  return {
    ip: valueOf(options, 'ip'),
    ip6: valueOf(options, 'ip6'),
    linkLocal: valuesOf(options, 'link-local-ip'),
    aliases: valuesOf(options, 'network-alias'),
    links: valuesOf(options, 'link'),
  };
}

function writeEndpoint(body: Body, { name, aliases, fields, driverOptions }: Joined, own: OwnSettings): void {
  const all = [...aliases, ...(own.aliases ?? [])];
  const addresses = {
    ...text('IPv4Address', fields.get('ip') ?? own.ip),
    ...text('IPv6Address', fields.get('ip6') ?? own.ip6),
    ...several('LinkLocalIPs', own.linkLocal),
  };
  const priority = fields.get('gw-priority');
  body.put('NetworkingConfig.EndpointsConfig', name, {
    ...several('Aliases', all),
    ...several('Links', own.links),
    ...(Object.keys(addresses).length > 0 ? { IPAMConfig: addresses } : {}),
    ...text('MacAddress', fields.get('mac-address')),
    ...(Object.keys(driverOptions).length > 0 ? { DriverOpts: driverOptions } : {}),
    ...(priority === undefined ? {} : { GwPriority: Number(priority) }),
  });
}

function text(name: string, value: string | undefined): object {
  return value === undefined || value === '' ? {} : { [name]: value };
}

function several(name: string, values: readonly string[] = []): object {
  return values.length === 0 ? {} : { [name]: values };
}
