import type { Origin } from '../project/value.ts';
import { fieldsOf } from '../project/value.ts';
import type { Out } from './out.ts';
import { outPlain, outText } from './out.ts';
import {
  always,
  anyDuration,
  anyWhole,
  command,
  decimal,
  duration,
  flag,
  fullThing,
  hosts,
  listOf,
  map,
  mapOf,
  pairs,
  pairsOrNull,
  size,
  text,
  texts,
  thing,
  thingIfAny,
  whole,
} from './printers.ts';
import type { FieldPrinters, Printer } from './printers.ts';

const noText = (origin: Origin): Out => outText('', origin);
const zero = (origin: Origin): Out => outPlain('0', origin);
const zeroText = (origin: Origin): Out => outText('0', origin);

/** A mode of a file, in octal digits. */
const fileMode: Printer = (value) => {
  if (value.kind !== 'scalar' || value.type === 'null') return undefined;
  const number = value.type === 'integer' ? Number(value.text) : Number.parseInt(value.text, 8);
  return outText(`0${number.toString(8)}`, value.origin);
};

/** A number of devices, where `all` is -1. */
const deviceCount: Printer = (value) =>
  value.kind === 'scalar' && value.text.toLowerCase() === 'all' ? outPlain('-1', value.origin) : whole(value);

export const fileReference: FieldPrinters = { source: text, target: text, uid: text, gid: text, mode: fileMode };

/** A limit: one number, or two. */
export const ulimit: Printer = (value) => {
  const isOne = value.kind !== 'map' && !(value.kind === 'scalar' && value.text === '0');
  if (isOne) return anyWhole(value);
  const entries = ['soft', 'hard'].map((key) => {
    const field = fieldsOf(value).get(key);
    const number = (field && anyWhole(field.value)) ?? outPlain('0', value.origin);
    return { key, keyOrigin: field?.key ?? value.origin, value: number };
  });
  return map(entries, value);
};

const sshKeys: Printer = (value) => {
  const items = [...fieldsOf(value)].map(([id, { key, value: path }]): Out => {
    const content = path.kind === 'scalar' && path.type !== 'null' ? path.text : '';
    return outText(content === '' ? id : `${id}: ${content}`, key);
  });
  return items.length === 0 ? undefined : { kind: 'list', items, origin: value.origin };
};

export const build: FieldPrinters = {
  context: text,
  dockerfile: text,
  dockerfile_inline: text,
  entitlements: texts,
  args: pairsOrNull,
  provenance: text,
  sbom: text,
  ssh: sshKeys,
  labels: pairs,
  cache_from: texts,
  cache_to: texts,
  no_cache: flag,
  additional_contexts: pairs,
  pull: flag,
  extra_hosts: hosts,
  isolation: text,
  network: text,
  target: text,
  secrets: listOf(thing(fileReference)),
  shm_size: size,
  tags: texts,
  ulimits: mapOf(ulimit),
  platforms: texts,
  privileged: flag,
};

export const hook: FieldPrinters = {
  command,
  user: text,
  privileged: flag,
  working_dir: text,
  environment: pairsOrNull,
};

export const develop: FieldPrinters = {
  watch: listOf(
    thing({
      path: text,
      action: text,
      target: text,
      exec: thingIfAny(hook),
      include: texts,
      ignore: texts,
      initial_sync: flag,
    }),
  ),
};

/** The speed of a device: what is not given is said, too. */
const throttle = listOf(fullThing({ path: always(text, noText), rate: always(size, zeroText) }));

export const blkio: FieldPrinters = {
  weight: whole,
  weight_device: listOf(fullThing({ path: always(text, noText), weight: always(whole, zero) })),
  device_read_bps: throttle,
  device_read_iops: throttle,
  device_write_bps: throttle,
  device_write_iops: throttle,
};

export const device: FieldPrinters = {
  capabilities: texts,
  driver: text,
  count: deviceCount,
  device_ids: texts,
  options: pairs,
};

const resource: FieldPrinters = {
  cpus: decimal,
  memory: size,
  pids: whole,
  devices: listOf(thing(device)),
  generic_resources: listOf(
    thing({ discrete_resource_spec: fullThing({ kind: always(text, noText), value: always(whole, zero) }) }),
  ),
};

const update: FieldPrinters = {
  parallelism: anyWhole,
  delay: duration,
  failure_action: text,
  monitor: duration,
  max_failure_ratio: decimal,
  order: text,
};

export const deploy: FieldPrinters = {
  mode: text,
  replicas: anyWhole,
  labels: pairs,
  update_config: thing(update),
  rollback_config: thing(update),
  resources: thingIfAny({ limits: thing(resource), reservations: thing(resource) }),
  restart_policy: thing({ condition: text, delay: anyDuration, max_attempts: anyWhole, window: anyDuration }),
  placement: thingIfAny({
    constraints: texts,
    preferences: listOf(thing({ spread: text })),
    max_replicas_per_node: whole,
  }),
  endpoint_mode: text,
};

export const port: FieldPrinters = {
  name: text,
  mode: text,
  host_ip: text,
  target: whole,
  published: text,
  protocol: text,
  app_protocol: text,
};

export const mount: FieldPrinters = {
  type: text,
  source: text,
  target: text,
  read_only: flag,
  consistency: text,
  bind: thing({ selinux: text, propagation: text, create_host_path: flag, recursive: text }),
  volume: thing({ labels: pairs, nocopy: flag, subpath: text }),
  tmpfs: thing({ size, mode: whole }),
  image: thing({ subpath: text }),
};

export const joined: FieldPrinters = {
  aliases: texts,
  driver_opts: pairs,
  gw_priority: whole,
  interface_name: text,
  ipv4_address: text,
  ipv6_address: text,
  link_local_ips: texts,
  mac_address: text,
  priority: whole,
};
