import type { Body } from './body.ts';
import { fieldsOf, volumeOf } from './values.ts';

/** `-v`: as Docker has it, folders of the host that are missing are made by the engine. */
export function writeVolume(body: Body, value: string): boolean {
  const volume = volumeOf(value);
  if (volume?.source === '') body.put('Volumes', volume.target, {});
  else if (volume) body.push('HostConfig.Binds', value);
  return volume !== undefined;
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
  const request = gpuRequest(value);
  if (request) body.push('HostConfig.DeviceRequests', { Driver: '', Count: 0, Options: {}, ...request });
  return request !== undefined;
}

function gpuRequest(value: string): object | undefined {
  if (value === 'all') return { Count: -1, ...capabilities() };
  if (/^\d+$/.test(value)) return { Count: Number(value), ...capabilities() };
  // Some write quotes around it, so that the shell leaves the comma alone.
  const alone = /^"?device=([^"=]*)"?$/.exec(value)?.[1];
  if (alone !== undefined) return { DeviceIDs: alone.split(','), ...capabilities() };
  const fields = fieldsOf(value);
  if (!['device', 'count', 'driver', 'capabilities'].some((name) => fields.has(name))) return undefined;
  const count = fields.get('count') ?? 'all';
  const devices = fields.get('device');
  const what =
    devices === undefined ? { Count: count === 'all' ? -1 : Number(count) } : { DeviceIDs: devices.split(',') };
  return { Driver: fields.get('driver') ?? '', ...what, ...capabilities(fields.get('capabilities')?.split(',')) };
}

function capabilities(more: readonly string[] = []): object {
  return { Capabilities: [[...new Set(['gpu', ...more])]] };
}
