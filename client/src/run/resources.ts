import { parseMemory } from '../ui/limits.ts';
import type { Body } from './body.ts';
import { fieldsOf, volumeOf } from './values.ts';

/** `-v`: as Docker has it, folders of the host that are missing are made by the engine. */
export function writeVolume(body: Body, value: string): boolean {
  const volume = volumeOf(value);
  if (volume?.source === '') body.put('Volumes', volume.target, {});
  else if (volume) body.push('HostConfig.Binds', value);
  return volume !== undefined;
}

/** `type=bind,source=/a,target=/b,readonly`. Source: docker/cli, opts/mount.go. */
export function writeMount(body: Body, value: string): boolean {
  const fields = fieldsOf(value);
  const field = (...names: readonly string[]): string =>
    names.map((name) => fields.get(name)).find((found) => found !== undefined) ?? '';
  const isSet = (...names: readonly string[]): boolean =>
    names.some((name) => fields.has(name) && !/^(?:false|0)$/i.test(fields.get(name) ?? ''));
  const type = field('type') || 'volume';
  const target = field('target', 'destination', 'dst');
  const source = field('source', 'src');
  if (target === '' || (type === 'bind' && source === '')) return false;
  const subpath = field('volume-subpath');
  const labels = [...value.matchAll(/volume-label=([^=,]+)(?:=([^,]*))?/g)].map(([, name = '', text = '']) => [
    name,
    text,
  ]);
  const options = [...value.matchAll(/volume-opt=([^=,"]+)=([^,"]*)/g)].map(([, name = '', text = '']) => [name, text]);
  const size = field('tmpfs-size');
  const mode = field('tmpfs-mode');
  const bytes = size === '' ? undefined : parseMemory(size);
  if (size !== '' && bytes === undefined) return false;
  const driver = field('volume-driver');
  const volumeOptions = {
    ...(isSet('volume-nocopy') ? { NoCopy: true } : {}),
    ...(subpath === '' ? {} : { Subpath: subpath }),
    ...(labels.length > 0 ? { Labels: Object.fromEntries(labels) as object } : {}),
    ...(driver !== '' || options.length > 0
      ? { DriverConfig: { Name: driver, Options: Object.fromEntries(options) as object } }
      : {}),
  };
  const bindOptions = {
    ...(field('bind-propagation') === '' ? {} : { Propagation: field('bind-propagation') }),
    ...(isSet('bind-nonrecursive') || field('bind-recursive') === 'disabled' ? { NonRecursive: true } : {}),
    ...(isSet('bind-create-src') ? { CreateMountpoint: true } : {}),
  };
  const memory = {
    ...(bytes === undefined ? {} : { SizeBytes: bytes }),
    ...(mode === '' ? {} : { Mode: Number.parseInt(mode, 8) }),
  };
  body.push('HostConfig.Mounts', {
    Type: type,
    Target: target,
    ...(source === '' ? {} : { Source: source }),
    ...(isSet('readonly', 'ro') ? { ReadOnly: true } : {}),
    ...(field('consistency') === '' ? {} : { Consistency: field('consistency') }),
    ...given('BindOptions', bindOptions),
    ...given('VolumeOptions', volumeOptions),
    ...given('TmpfsOptions', memory),
  });
  return true;
}

function given(name: string, options: object): object {
  return Object.keys(options).length === 0 ? {} : { [name]: options };
}

/** `/run:size=64m`. */
export function writeTmpfs(body: Body, value: string): boolean {
  const colon = value.indexOf(':');
  const path = colon < 0 ? value : value.slice(0, colon);
  if (!path.startsWith('/')) return false;
  body.put('HostConfig.Tmpfs', path, colon < 0 ? '' : value.slice(colon + 1));
  return true;
}

/** `/dev/a:/dev/b:rw`, or the name of a device of CDI. Source: docker/cli, opts.go (parseDevice). */
export function writeDevice(body: Body, value: string): boolean {
  if (/^[\w.-]+\/[\w.-]+=[\w.:-]+$/.test(value)) {
    body.push('HostConfig.DeviceRequests', { Driver: 'cdi', DeviceIDs: [value] });
    return true;
  }
  const [host = '', second = '', third, ...more] = value.split(':');
  if (!host.startsWith('/') || more.length > 0) return false;
  const isMode = third === undefined && /^[rwm]{1,3}$/.test(second);
  body.push('HostConfig.Devices', {
    PathOnHost: host,
    PathInContainer: isMode || second === '' ? host : second,
    CgroupPermissions: isMode ? second : (third ?? 'rwm'),
  });
  return true;
}

/** `all`, a number, or `device=0,1` and the like. Source: docker/cli, opts/gpus.go. */
export function writeGpus(body: Body, value: string): boolean {
  const request = { Driver: '', Count: 0, Capabilities: [['gpu']], Options: {} };
  if (value === 'all' || /^\d+$/.test(value)) {
    body.push('HostConfig.DeviceRequests', { ...request, Count: value === 'all' ? -1 : Number(value) });
    return true;
  }
  // Some write quotes around it, so that the shell leaves the comma alone.
  const [, ids] = /^"?device=([^"]*)"?$/.exec(value) ?? [];
  const fields = fieldsOf(value);
  const devices = ids ?? fields.get('device');
  const count = fields.get('count');
  if (devices === undefined && count === undefined && !fields.has('driver') && !fields.has('capabilities'))
    return false;
  const capabilities = fields.get('capabilities')?.split(',') ?? [];
  body.push('HostConfig.DeviceRequests', {
    ...request,
    Driver: fields.get('driver') ?? '',
    Count: count === 'all' || (count === undefined && devices === undefined) ? -1 : Number(count ?? 0),
    ...(devices === undefined ? {} : { DeviceIDs: devices.split(',') }),
    Capabilities: [[...new Set(['gpu', ...capabilities])]],
  });
  return true;
}
