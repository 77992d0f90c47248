import { parseMemory } from '../ui/limits.ts';
import type { Body } from './body.ts';
import type { FlagName } from './flags.ts';
import { writeMount } from './mounts.ts';
import { writeDevice, writeGpus, writeTmpfs, writeVolume } from './resources.ts';
import { nanosecondsOf, publishedPorts, splitPair } from './values.ts';

/** Writes the values of a flag; false where they cannot be. */
type Write = (body: Body, values: readonly string[]) => boolean | void;

const last = (values: readonly string[]): string => values.at(-1) ?? '';

const text =
  (path: string): Write =>
  (body, values) =>
    body.set(path, last(values));

const on =
  (path: string): Write =>
  (body) =>
    body.set(path, true);

const list =
  (path: string): Write =>
  (body, values) =>
    body.push(path, ...values);

/** Each value by itself; false where one of them cannot be. */
const each =
  (write: (body: Body, value: string) => boolean | void): Write =>
  (body, values) =>
    values.map((value) => write(body, value)).every((done) => done !== false);

/** A value that is read; undefined where it cannot be. */
const read =
  (path: string, reader: (text: string) => unknown): Write =>
  (body, values) => {
    const value = reader(last(values));
    if (value === undefined) return false;
    body.set(path, value);
    return true;
  };

const number = (path: string): Write => read(path, numberOf);
const bytes = (path: string): Write => read(path, parseMemory);
const duration = (path: string): Write => read(path, nanosecondsOf);

const pairs = (path: string): Write =>
  each((body, value) => {
    const [name, rest] = splitPair(value);
    if (name === '') return false;
    body.put(path, name, rest);
    return true;
  });

function numberOf(text: string): number | undefined {
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** A device of the host with a number, such as `/dev/sda:1mb`. */
const perDevice = (path: string, field: string, reader: (text: string) => number | undefined): Write =>
  each((body, value) => {
    const [, device = '', amount = ''] = /^(\/dev\/.+):([^:]+)$/.exec(value) ?? [];
    const found = reader(amount);
    if (device === '' || found === undefined) return false;
    body.push(path, { Path: device, [field]: found });
    return true;
  });

const publish = each((body, value) => {
  const found = publishedPorts(value);
  if (!found) return false;
  for (const { port, address, hostPort } of found) {
    body.put('ExposedPorts', port, {});
    body.add('HostConfig.PortBindings', port, { HostIp: address, HostPort: hostPort });
  }
  return true;
});

const expose = each((body, value) => {
  const found = /:/.test(value) ? undefined : publishedPorts(value);
  for (const { port } of found ?? []) body.put('ExposedPorts', port, {});
  return found !== undefined;
});

const restart: Write = (body, values) => {
  const [, name = '', count] = /^(no|always|unless-stopped|on-failure)(?::(\d+))?$/.exec(last(values)) ?? [];
  if (name === '' || (count !== undefined && name !== 'on-failure')) return false;
  body.set('HostConfig.RestartPolicy', { Name: name, MaximumRetryCount: Number(count ?? 0) });
  return true;
};

const ulimit = each((body, value) => {
  const [, name = '', soft = '', hard = soft] = /^(\w+)=(-?\d+)(?::(-?\d+))?$/.exec(value) ?? [];
  if (name !== '') body.push('HostConfig.Ulimits', { Name: name, Soft: Number(soft), Hard: Number(hard) });
  return name !== '';
});

/** `NAME=value`; a name that got no value from this machine is left out, as docker does. */
const environment = each((body, value) => {
  if (/^[^=]+=/s.test(value)) body.push('Env', value);
  return !/^(?:=|$)/.test(value);
});

const addHost = each((body, value) => {
  const [, host = '', address = ''] = /^([^:=]+)[:=](.+)$/.exec(value) ?? [];
  if (address !== '') body.push('HostConfig.ExtraHosts', `${host}:${address.replace(/^\[(.*)\]$/, '$1')}`);
  return address !== '';
});

const securityOption = each((body, value) => {
  const open = value === 'systempaths=unconfined';
  if (open) {
    body.set('HostConfig.MaskedPaths', []);
    body.set('HostConfig.ReadonlyPaths', []);
  } else body.push('HostConfig.SecurityOpt', value.replace(/^(label|apparmor|seccomp|no-new-privileges):/, '$1='));
});

/** In the one form that engines write: `CAP_NET_ADMIN`, and `ALL`. */
function capability(name: string): string {
  const upper = name.trim().toUpperCase();
  return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
}

const healthCommand: Write = (body, values) => body.set('Healthcheck.Test', ['CMD-SHELL', last(values)]);

/** What each flag is in the body. Those of networks stand in networks.ts; some are not about the body at all. */
export const writers: Readonly<Partial<Record<FlagName, Write>>> = {
  interactive: on('OpenStdin'),
  tty: on('Tty'),
  rm: on('HostConfig.AutoRemove'),
  name: (_, values) => /^[a-zA-Z0-9][\w.-]+$/.test(last(values)),
  pull: (_, values) => /^(?:always|missing|never)$/.test(last(values)),
  hostname: text('Hostname'),
  domainname: text('Domainname'),
  publish,
  'publish-all': on('HostConfig.PublishAllPorts'),
  expose,
  env: environment,
  volume: each(writeVolume),
  mount: each(writeMount),
  tmpfs: each(writeTmpfs),
  'volumes-from': list('HostConfig.VolumesFrom'),
  'volume-driver': text('HostConfig.VolumeDriver'),
  'mac-address': text('MacAddress'),
  'add-host': addHost,
  dns: list('HostConfig.Dns'),
  'dns-opt': list('HostConfig.DnsOptions'),
  'dns-search': list('HostConfig.DnsSearch'),
  user: text('User'),
  'group-add': list('HostConfig.GroupAdd'),
  workdir: text('WorkingDir'),
  // An empty one takes away that of the image.
  entrypoint: (body, values) => body.set('Entrypoint', [last(values)]),
  restart,
  init: on('HostConfig.Init'),
  'stop-signal': text('StopSignal'),
  'stop-timeout': number('StopTimeout'),
  memory: bytes('HostConfig.Memory'),
  'memory-reservation': bytes('HostConfig.MemoryReservation'),
  'memory-swap': read('HostConfig.MemorySwap', (value) => (value === '-1' ? -1 : parseMemory(value))),
  'memory-swappiness': number('HostConfig.MemorySwappiness'),
  'oom-kill-disable': on('HostConfig.OomKillDisable'),
  'oom-score-adj': number('HostConfig.OomScoreAdj'),
  cpus: read('HostConfig.NanoCpus', (value) =>
    /^(?:\d+\.?\d*|\.\d+)$/.test(value) ? Math.round(Number(value) * 1e9) : undefined,
  ),
  'cpu-shares': number('HostConfig.CpuShares'),
  'cpu-period': number('HostConfig.CpuPeriod'),
  'cpu-quota': number('HostConfig.CpuQuota'),
  'cpu-rt-period': number('HostConfig.CpuRealtimePeriod'),
  'cpu-rt-runtime': number('HostConfig.CpuRealtimeRuntime'),
  'cpu-count': number('HostConfig.CpuCount'),
  'cpu-percent': number('HostConfig.CpuPercent'),
  'cpuset-cpus': text('HostConfig.CpusetCpus'),
  'cpuset-mems': text('HostConfig.CpusetMems'),
  'pids-limit': number('HostConfig.PidsLimit'),
  'shm-size': bytes('HostConfig.ShmSize'),
  ulimit,
  'blkio-weight': number('HostConfig.BlkioWeight'),
  'blkio-weight-device': perDevice('HostConfig.BlkioWeightDevice', 'Weight', numberOf),
  'device-read-bps': perDevice('HostConfig.BlkioDeviceReadBps', 'Rate', parseMemory),
  'device-read-iops': perDevice('HostConfig.BlkioDeviceReadIOps', 'Rate', numberOf),
  'device-write-bps': perDevice('HostConfig.BlkioDeviceWriteBps', 'Rate', parseMemory),
  'device-write-iops': perDevice('HostConfig.BlkioDeviceWriteIOps', 'Rate', numberOf),
  'io-maxbandwidth': bytes('HostConfig.IOMaximumBandwidth'),
  'io-maxiops': number('HostConfig.IOMaximumIOps'),
  gpus: (body, values) => writeGpus(body, last(values)),
  device: each(writeDevice),
  'device-cgroup-rule': list('HostConfig.DeviceCgroupRules'),
  privileged: on('HostConfig.Privileged'),
  'cap-add': each((body, value) => body.push('HostConfig.CapAdd', capability(value))),
  'cap-drop': each((body, value) => body.push('HostConfig.CapDrop', capability(value))),
  'security-opt': securityOption,
  'read-only': on('HostConfig.ReadonlyRootfs'),
  userns: text('HostConfig.UsernsMode'),
  pid: text('HostConfig.PidMode'),
  ipc: text('HostConfig.IpcMode'),
  uts: text('HostConfig.UTSMode'),
  cgroupns: text('HostConfig.CgroupnsMode'),
  'cgroup-parent': text('HostConfig.CgroupParent'),
  runtime: text('HostConfig.Runtime'),
  isolation: text('HostConfig.Isolation'),
  sysctl: pairs('HostConfig.Sysctls'),
  'storage-opt': pairs('HostConfig.StorageOpt'),
  'log-driver': text('HostConfig.LogConfig.Type'),
  'log-opt': pairs('HostConfig.LogConfig.Config'),
  'health-cmd': healthCommand,
  'health-interval': duration('Healthcheck.Interval'),
  'health-timeout': duration('Healthcheck.Timeout'),
  'health-retries': number('Healthcheck.Retries'),
  'health-start-period': duration('Healthcheck.StartPeriod'),
  'health-start-interval': duration('Healthcheck.StartInterval'),
  'no-healthcheck': (body) => body.set('Healthcheck', { Test: ['NONE'] }),
  label: pairs('Labels'),
  annotation: pairs('HostConfig.Annotations'),
};
