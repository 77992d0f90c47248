import { isHostPath, parseMount } from '../../mounts.ts';
import type { Value } from '../write.ts';
import { entriesIn, itemsOf, raw } from '../write.ts';
import type { Run } from '../../../run/readRun.ts';
import { composeText } from './composeText.ts';
import { longMount } from './longMount.ts';

/** A flag with its value as Compose would have it; an empty one for switches. */
interface RunFlag {
  readonly name: string;
  readonly value: string;
}

/** The service that a `docker run` amounts to. */
export interface RunService {
  /** A name for it: that of the container, or of the image. */
  readonly name: string;
  readonly settings: ReadonlyMap<string, Value | undefined>;
  readonly volumes: readonly string[];
  readonly networks: readonly string[];
  /** Flags that have no place in a Compose file. */
  readonly leftOut: readonly RunFlag[];
}

export function toService(run: Run): RunService {
  const image = composeText(run.image);
  const command = run.command.map(composeText);
  const flags = run.flags.map(({ name, value }): RunFlag => ({ name, value: composeText(value) }));
  const draft: Draft = { settings: new Map(), volumes: new Set(), networks: new Set(), leftOut: [] };
  draft.settings.set('image', image);
  for (const flag of flags) {
    const put = settings.get(flag.name);
    if (put) put(draft, flag.value);
    else if (!silent.has(flag.name)) draft.leftOut.push(flag);
  }
  if (command.length > 0) draft.settings.set('command', words(command));
  const own = flags.findLast(({ name }) => name === 'name')?.value ?? /([^/:@]+)(?:[:@][^/]*)?$/.exec(image)?.[1];
  return {
    name: (own ?? '').replaceAll(/[^\w.-]/g, '') || 'app',
    settings: draft.settings,
    volumes: [...draft.volumes],
    networks: [...draft.networks],
    leftOut: draft.leftOut,
  };
}

interface Draft {
  readonly settings: Map<string, Value | undefined>;
  readonly volumes: Set<string>;
  readonly networks: Set<string>;
  readonly leftOut: RunFlag[];
}

type Put = (draft: Draft, value: string) => void;

/** Compose runs in the background or in front, attaches and cleans up by its own commands. */
const silent: ReadonlySet<string> = new Set(['detach', 'rm', 'quiet', 'attach', 'sig-proxy', 'disable-content-trust']);

/** A list in one line, with quotes: what stands in it are words of a command. */
function words(texts: readonly string[]): Value {
  return raw(`[${texts.map((text) => JSON.stringify(text)).join(', ')}]`);
}

function text(key: string): Put {
  return ({ settings: map }, value) => void map.set(key, value);
}

function quoted(key: string): Put {
  return ({ settings: map }, value) => void map.set(key, raw(JSON.stringify(value)));
}

function number(key: string): Put {
  return ({ settings: map }, value) =>
    void map.set(key, /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value) ? raw(value) : value);
}

function on(key: string): Put {
  return ({ settings: map }) => void map.set(key, raw(true));
}

function item(key: string, write: (value: string) => Value = (value) => value): Put {
  return (draft, value) => append(draft, key, write(value));
}

function append({ settings: map }: Draft, key: string, value: Value): void {
  map.set(key, [...itemsOf(map.get(key)), value]);
}

/** `NAME=value` as an entry of a map. */
function pair(key: string): Put {
  return (draft, value) => {
    const equals = value.indexOf('=');
    const name = equals < 0 ? value : value.slice(0, equals);
    entry(draft, key, name, equals < 0 ? undefined : value.slice(equals + 1));
  };
}

function entry({ settings: map }: Draft, key: string, name: string, value: Value | undefined): void {
  const entries = map.get(key);
  map.set(
    key,
    new Map([...(entries instanceof Map ? (entries as ReadonlyMap<string, Value | undefined>) : []), [name, value]]),
  );
}

function volume(draft: Draft, value: string): void {
  const source = parseMount(value)?.source ?? '';
  append(draft, 'volumes', value);
  if (source !== '' && !isHostPath(source) && !source.startsWith('$')) draft.volumes.add(source);
}

function mount(draft: Draft, value: string): void {
  const { settings: fields, volume: source, leftOut } = longMount(value);
  append(draft, 'volumes', fields);
  if (source !== undefined) draft.volumes.add(source);
  for (const option of leftOut) draft.leftOut.push({ name: 'mount', value: option });
}

/** Modes such as `host` are no networks that a service could join. */
function network(draft: Draft, value: string): void {
  if (/^(?:host|none|bridge|default|container:.*)$/.test(value)) {
    draft.settings.set('network_mode', value === 'default' ? 'bridge' : value);
    return;
  }
  const [, name = value] = /(?:^|,)name=([^,]+)/.exec(value) ?? [];
  draft.networks.add(name);
  entry(draft, 'networks', name, undefined);
}

/** A setting of the network that was named before. */
function inNetwork(key: string, isList: boolean): Put {
  return (draft, value) => {
    const name = [...draft.networks].at(-1) ?? 'default';
    const before = new Map(entriesIn(entriesIn(draft.settings.get('networks')).get(name)));
    before.set(key, isList ? [...itemsOf(before.get(key)), value] : value);
    entry(draft, 'networks', name, before);
  };
}

function health(key: string, write: (value: string) => Value): Put {
  return (draft, value) => entry(draft, 'healthcheck', key, write(value));
}

function gpus(draft: Draft, value: string): void {
  const ids = value.replaceAll('"', '').replace(/^device=/, '');
  if (value === 'all') draft.settings.set('gpus', 'all');
  else
    append(
      draft,
      'gpus',
      /^\d+$/.test(value) ? new Map([['count', raw(value)]]) : new Map([['device_ids', ids.split(',')]]),
    );
}

function logOption(draft: Draft, value: string): void {
  const [name = '', ...rest] = value.split('=');
  const earlier = entriesIn(entriesIn(draft.settings.get('logging')).get('options'));
  entry(draft, 'logging', 'options', new Map([...earlier, [name, raw(JSON.stringify(rest.join('=')))]]));
}

function ulimit(draft: Draft, value: string): void {
  const [, name = '', soft = '', hard] = /^(\w+)=(-?\d+)(?::(-?\d+))?$/.exec(value) ?? [];
  const limit: Value =
    hard === undefined
      ? raw(soft)
      : new Map([
          ['soft', raw(soft)],
          ['hard', raw(hard)],
        ]);
  if (name !== '') entry(draft, 'ulimits', name, limit);
}

const duration = (value: string): Value => value;

/** What each flag is in a service. */
const settings: ReadonlyMap<string, Put> = new Map<string, Put>([
  ['name', text('container_name')],
  ['platform', text('platform')],
  ['pull', text('pull_policy')],
  ['hostname', text('hostname')],
  ['domainname', text('domainname')],
  ['restart', text('restart')],
  ['user', quoted('user')],
  ['workdir', text('working_dir')],
  ['entrypoint', ({ settings: map }, value) => void map.set('entrypoint', words([value]))],
  ['init', on('init')],
  ['tty', on('tty')],
  ['interactive', on('stdin_open')],
  ['privileged', on('privileged')],
  ['read-only', on('read_only')],
  ['oom-kill-disable', on('oom_kill_disable')],
  ['use-api-socket', on('use_api_socket')],
  ['env', pair('environment')],
  ['env-file', item('env_file')],
  ['publish', item('ports', (value) => raw(JSON.stringify(value)))],
  ['expose', item('expose', (value) => raw(JSON.stringify(value)))],
  ['volume', volume],
  ['mount', mount],
  ['volumes-from', item('volumes_from', (value) => `container:${value}`)],
  ['tmpfs', item('tmpfs')],
  ['network', network],
  ['net', network],
  ['network-alias', inNetwork('aliases', true)],
  ['net-alias', inNetwork('aliases', true)],
  ['ip', inNetwork('ipv4_address', false)],
  ['ip6', inNetwork('ipv6_address', false)],
  ['mac-address', text('mac_address')],
  ['link', item('external_links')],
  ['add-host', item('extra_hosts', (value) => raw(JSON.stringify(value)))],
  ['dns', item('dns')],
  ['dns-option', item('dns_opt')],
  ['dns-opt', item('dns_opt')],
  ['dns-search', item('dns_search')],
  ['label', pair('labels')],
  ['label-file', item('label_file')],
  ['annotation', pair('annotations')],
  ['memory', text('mem_limit')],
  ['memory-reservation', text('mem_reservation')],
  ['memory-swap', number('memswap_limit')],
  ['memory-swappiness', number('mem_swappiness')],
  ['cpus', number('cpus')],
  ['cpu-shares', number('cpu_shares')],
  ['cpuset-cpus', quoted('cpuset')],
  ['cpu-period', number('cpu_period')],
  ['cpu-quota', number('cpu_quota')],
  ['shm-size', text('shm_size')],
  ['pids-limit', number('pids_limit')],
  ['oom-score-adj', number('oom_score_adj')],
  ['blkio-weight', (draft, value) => entry(draft, 'blkio_config', 'weight', raw(value))],
  ['ulimit', ulimit],
  ['cap-add', item('cap_add')],
  ['cap-drop', item('cap_drop')],
  ['device', item('devices')],
  ['device-cgroup-rule', item('device_cgroup_rules')],
  ['gpus', gpus],
  ['group-add', item('group_add', (value) => raw(JSON.stringify(value)))],
  ['security-opt', item('security_opt')],
  ['sysctl', pair('sysctls')],
  ['storage-opt', pair('storage_opt')],
  ['userns', text('userns_mode')],
  ['uts', text('uts')],
  ['ipc', text('ipc')],
  ['pid', text('pid')],
  ['cgroupns', text('cgroup')],
  ['cgroup-parent', text('cgroup_parent')],
  ['runtime', text('runtime')],
  ['isolation', text('isolation')],
  ['stop-signal', text('stop_signal')],
  ['stop-timeout', ({ settings: map }, value) => void map.set('stop_grace_period', `${value}s`)],
  ['health-cmd', health('test', (value) => words(['CMD-SHELL', value]))],
  ['health-interval', health('interval', duration)],
  ['health-timeout', health('timeout', duration)],
  ['health-start-period', health('start_period', duration)],
  ['health-start-interval', health('start_interval', duration)],
  ['health-retries', health('retries', raw)],
  ['no-healthcheck', (draft) => entry(draft, 'healthcheck', 'disable', raw(true))],
  ['log-driver', (draft, value) => entry(draft, 'logging', 'driver', value)],
  ['log-opt', logOption],
]);
