import type { Value } from '../project/value.ts';
import { fieldsOf } from '../project/value.ts';
import type { Out } from './out.ts';
import { outPlain, outText } from './out.ts';
import {
  anyDuration,
  anyFlag,
  anyWhole,
  command,
  decimal,
  duration,
  flag,
  healthTest,
  hosts,
  listOf,
  map,
  mapOf,
  multiPairs,
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

/** A mode of a file, in octal digits. */
const fileMode: Printer = (value) => {
  if (value.kind !== 'scalar' || value.type === 'null') return undefined;
  const number = value.type === 'integer' ? Number(value.text) : Number.parseInt(value.text, 8);
  return outText(`0${number.toString(8)}`, value.origin);
};

/** A number of devices, where `all` is -1. */
const deviceCount: Printer = (value) =>
  value.kind === 'scalar' && value.text.toLowerCase() === 'all' ? outPlain('-1', value.origin) : whole(value);

const fileReference: FieldPrinters = { source: text, target: text, uid: text, gid: text, mode: fileMode };

/** A limit: one number, or two. */
const ulimit: Printer = (value) => {
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

const build: FieldPrinters = {
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

const hook: FieldPrinters = {
  command,
  user: text,
  privileged: flag,
  working_dir: text,
  environment: pairsOrNull,
};

const develop: FieldPrinters = {
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

const throttle = listOf(thing({ path: text, rate: size }));

const blkio: FieldPrinters = {
  weight: whole,
  weight_device: listOf(thing({ path: text, weight: anyWhole })),
  device_read_bps: throttle,
  device_read_iops: throttle,
  device_write_bps: throttle,
  device_write_iops: throttle,
};

const device: FieldPrinters = {
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
  generic_resources: listOf(thing({ discrete_resource_spec: thing({ kind: text, value: anyWhole }) })),
};

const update: FieldPrinters = {
  parallelism: anyWhole,
  delay: duration,
  failure_action: text,
  monitor: duration,
  max_failure_ratio: decimal,
  order: text,
};

const deploy: FieldPrinters = {
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

const port: FieldPrinters = {
  name: text,
  mode: text,
  host_ip: text,
  target: whole,
  published: text,
  protocol: text,
  app_protocol: text,
};

const mount: FieldPrinters = {
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

const joined: FieldPrinters = {
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

const orNull =
  (printer: Printer): Printer =>
  (value: Value) =>
    printer(value) ?? outPlain('null', value.origin);

export const service: FieldPrinters = {
  profiles: texts,
  annotations: pairs,
  attach: anyFlag,
  build: thing(build),
  develop: thing(develop),
  blkio_config: thing(blkio),
  cap_add: texts,
  cap_drop: texts,
  cgroup_parent: text,
  cgroup: text,
  cpu_count: whole,
  cpu_percent: decimal,
  cpu_period: whole,
  cpu_quota: whole,
  cpu_rt_period: whole,
  cpu_rt_runtime: whole,
  cpus: decimal,
  cpuset: text,
  cpu_shares: whole,
  command,
  configs: listOf(thing(fileReference)),
  container_name: text,
  credential_spec: thing({ config: text, file: text, registry: text }),
  depends_on: mapOf(thing({ condition: text, restart: flag, required: anyFlag })),
  deploy: thing(deploy),
  device_cgroup_rules: texts,
  devices: listOf(thing({ source: text, target: text, permissions: text })),
  dns: texts,
  dns_opt: texts,
  dns_search: texts,
  domainname: text,
  entrypoint: command,
  provider: thing({ type: text, options: multiPairs }),
  environment: pairsOrNull,
  expose: texts,
  external_links: texts,
  extra_hosts: hosts,
  group_add: texts,
  gpus: listOf(thing(device)),
  hostname: text,
  healthcheck: thing({
    test: healthTest,
    timeout: anyDuration,
    interval: anyDuration,
    retries: anyWhole,
    start_period: anyDuration,
    start_interval: anyDuration,
    disable: flag,
  }),
  image: text,
  init: anyFlag,
  ipc: text,
  isolation: text,
  labels: pairs,
  links: texts,
  logging: thing({ driver: text, options: pairs }),
  mem_limit: size,
  mem_reservation: size,
  memswap_limit: size,
  mem_swappiness: size,
  mac_address: text,
  models: mapOf(orNull(thing({ endpoint_var: text, model_var: text }))),
  network_mode: text,
  networks: mapOf(orNull(thing(joined))),
  oom_kill_disable: flag,
  oom_score_adj: whole,
  pid: text,
  pids_limit: whole,
  platform: text,
  ports: listOf(thing(port)),
  privileged: flag,
  pull_policy: text,
  read_only: flag,
  restart: text,
  runtime: text,
  scale: anyWhole,
  secrets: listOf(thing(fileReference)),
  security_opt: texts,
  shm_size: size,
  stdin_open: flag,
  stop_grace_period: anyDuration,
  stop_signal: text,
  storage_opt: pairs,
  sysctls: pairs,
  tmpfs: texts,
  tty: flag,
  ulimits: mapOf(ulimit),
  use_api_socket: flag,
  user: text,
  userns_mode: text,
  uts: text,
  volumes: listOf(thing(mount)),
  volumes_from: texts,
  working_dir: text,
  post_start: listOf(thing(hook)),
  pre_stop: listOf(thing(hook)),
};

export const network: FieldPrinters = {
  name: text,
  driver: text,
  driver_opts: pairs,
  ipam: thingIfAny({
    driver: text,
    config: listOf(thing({ subnet: text, gateway: text, ip_range: text, aux_addresses: pairs })),
  }),
  external: flag,
  internal: flag,
  attachable: flag,
  labels: pairs,
  enable_ipv4: anyFlag,
  enable_ipv6: anyFlag,
};

export const volume: FieldPrinters = { name: text, driver: text, driver_opts: pairs, external: flag, labels: pairs };

export const fileObject: FieldPrinters = {
  name: text,
  file: text,
  environment: text,
  content: text,
  external: flag,
  labels: pairs,
  driver: text,
  driver_opts: pairs,
  template_driver: text,
};

export const model: FieldPrinters = { name: text, model: text, context_size: whole, runtime_flags: texts };
