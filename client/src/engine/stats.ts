import { listAt, numberAt, objectAt, textAt } from './json.ts';

/** What a container used at one moment. */
export interface StatsSample {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Per cent of one processor: 200 is two of them. */
  readonly cpu: number;
  /** Bytes, without the cache of files, which goes when memory is needed. */
  readonly memory: number;
  readonly memoryLimit: number;
  /** Bytes since its start. */
  readonly received: number;
  readonly sent: number;
  readonly read: number;
  readonly written: number;
  readonly processes: number;
}

/**
 * One message of the stats stream. What an engine leaves out counts as 0.
 * Source: Docker Engine API, ContainerStats; docker/cli, cli/command/container/stats_helpers.go.
 */
export function statsOf(message: unknown): StatsSample {
  const memory = objectAt(message, 'memory_stats');
  const details = objectAt(memory, 'stats');
  const usage = numberAt(memory, 'usage');
  // cgroup 1 and 2 have different names for it.
  const cache = numberAt(details, 'total_inactive_file') || numberAt(details, 'inactive_file');
  const networks = Object.values(objectAt(message, 'networks'));
  const io = listAt(objectAt(message, 'blkio_stats'), 'io_service_bytes_recursive');
  const bytes = (operation: string): number =>
    sum(io.filter((entry) => textAt(entry, 'op').toLowerCase() === operation).map((entry) => numberAt(entry, 'value')));
  return {
    time: Date.parse(textAt(message, 'read')) || 0,
    cpu: cpuOf(message),
    memory: Math.max(0, usage - (cache < usage ? cache : 0)),
    memoryLimit: numberAt(memory, 'limit'),
    received: sum(networks.map((network) => numberAt(network, 'rx_bytes'))),
    sent: sum(networks.map((network) => numberAt(network, 'tx_bytes'))),
    read: bytes('read'),
    written: bytes('write'),
    processes: numberAt(objectAt(message, 'pids_stats'), 'current'),
  };
}

/** The first message has nothing before it to compare with. */
function cpuOf(message: unknown): number {
  const now = objectAt(message, 'cpu_stats');
  const before = objectAt(message, 'precpu_stats');
  const used =
    numberAt(objectAt(now, 'cpu_usage'), 'total_usage') - numberAt(objectAt(before, 'cpu_usage'), 'total_usage');
  const passed = numberAt(now, 'system_cpu_usage') - numberAt(before, 'system_cpu_usage');
  const processors = numberAt(now, 'online_cpus') || listAt(objectAt(now, 'cpu_usage'), 'percpu_usage').length || 1;
  const comparable = numberAt(before, 'system_cpu_usage') > 0 && passed > 0 && used > 0;
  return comparable ? (used / passed) * processors * 100 : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
