import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';

/** A value worth offering where the table lets any text pass. */
export interface Suggestion {
  readonly text: string;
  readonly doc?: Message;
}

/** Values by their places; those of the items of a list stand for a single text, too. */
export const valueSuggestions: Readonly<Record<string, readonly Suggestion[]>> = {
  'services.*.dns': plain('1.1.1.1', '8.8.8.8', '9.9.9.9'),
  'services.*.extra_hosts': [
    { text: 'host.docker.internal:host-gateway', doc: message('The host itself, as Docker Desktop names it.') },
  ],
  'services.*.tmpfs': plain('/tmp', '/run', '/tmp:size=64m'),
  'services.*.devices': plain(
    '/dev/dri:/dev/dri',
    '/dev/fuse:/dev/fuse',
    '/dev/net/tun:/dev/net/tun',
    '/dev/snd:/dev/snd',
    '/dev/ttyUSB0:/dev/ttyUSB0',
    '/dev/video0:/dev/video0',
  ),
  'services.*.expose': plain('"80"', '"3000"', '"8080"'),
  'services.*.user': plain('1000:1000', 'root', 'nobody'),
  'services.*.group_add': plain('audio', 'dialout', 'docker', 'video'),
  'services.*.cpus': plain('0.25', '0.5', '1', '2'),
  'services.*.deploy.resources.limits.cpus': plain('"0.25"', '"0.5"', '"1"', '"2"'),
  'services.*.deploy.resources.reservations.cpus': plain('"0.25"', '"0.5"', '"1"'),
  'services.*.deploy.placement.constraints': plain('node.role==manager', 'node.role==worker'),
  'services.*.deploy.replicas': plain('1', '2', '3'),
  'services.*.scale': plain('1', '2', '3'),
  'services.*.healthcheck.retries': plain('3', '5', '10'),
  'services.*.build.ssh': plain('default'),
  'services.*.build.cache_from': plain('type=gha', 'type=local,src=.cache', 'type=registry,ref='),
  'services.*.build.cache_to': plain(
    'type=gha,mode=max',
    'type=inline',
    'type=local,dest=.cache',
    'type=registry,ref=',
  ),
  'services.*.uts': plain('host'),
  'networks.*.ipam.config.[].subnet': plain('172.28.0.0/16', '10.5.0.0/16', '192.168.100.0/24'),
  'networks.*.ipam.config.[].gateway': plain('172.28.0.1', '10.5.0.1', '192.168.100.1'),
};

function plain(...texts: readonly string[]): readonly Suggestion[] {
  return texts.map((text) => ({ text }));
}

/** A key that a map of free keys often has, with a value where there is a usual one. */
export interface PairSuggestion {
  readonly name: string;
  readonly value?: string;
  readonly doc?: Message;
}

/** Keys by their places. */
export const pairSuggestions: Readonly<Record<string, readonly PairSuggestion[]>> = {
  'services.*.environment': [
    { name: 'TZ', value: 'Etc/UTC', doc: message('The time zone.') },
    { name: 'HTTP_PROXY' },
    { name: 'HTTPS_PROXY' },
    { name: 'NO_PROXY' },
  ],
  'services.*.logging.options': [
    { name: 'max-size', value: '10m', doc: message('The size at which a log file is closed and a new one begun.') },
    { name: 'max-file', value: '3', doc: message('How many log files are kept.') },
    { name: 'compress', value: 'true', doc: message('Whether closed log files are compressed.') },
    { name: 'tag', value: '{{.Name}}', doc: message('What names the container in each line of the log.') },
    { name: 'labels' },
    { name: 'env' },
  ],
  'services.*.ulimits': [
    { name: 'nofile', value: '65536', doc: message('How many files may be open.') },
    { name: 'nproc', value: '65535', doc: message('How many processes the user may have.') },
    { name: 'memlock', value: '-1', doc: message('How much memory may be locked.') },
    { name: 'core', value: '0', doc: message('The size of core dumps.') },
    { name: 'stack' },
    { name: 'fsize' },
    { name: 'rtprio' },
    { name: 'nice' },
  ],
  'services.*.sysctls': [
    { name: 'net.core.somaxconn', value: '1024' },
    { name: 'net.ipv4.ip_forward', value: '1' },
    { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' },
    { name: 'net.ipv4.tcp_syncookies', value: '1' },
    { name: 'net.ipv6.conf.all.disable_ipv6', value: '1' },
    { name: 'kernel.shmmax' },
  ],
  'services.*.storage_opt': [{ name: 'size', value: '10G' }],
  'services.*.extra_hosts': [{ name: 'host.docker.internal', value: 'host-gateway' }],
  'services.*.labels': [
    { name: 'traefik.enable', value: 'true' },
    { name: 'org.opencontainers.image.source' },
    { name: 'org.opencontainers.image.description' },
  ],
  'volumes.*.driver_opts': [
    { name: 'type', value: 'nfs', doc: message('The file system: `nfs`, `tmpfs`, `none` for a folder of the host.') },
    { name: 'o', value: 'bind', doc: message('The options of the mount, such as `addr=10.0.0.1,rw` for NFS.') },
    { name: 'device', doc: message('What is mounted: a folder, or `:/path` of an NFS server.') },
  ],
  'networks.*.driver_opts': [
    { name: 'com.docker.network.bridge.name' },
    { name: 'com.docker.network.driver.mtu', value: '1450' },
    { name: 'parent', value: 'eth0' },
  ],
};
