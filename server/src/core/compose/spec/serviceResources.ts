import { message } from '../../text/message.ts';
import { gpuRequests, texts, ulimits } from './common.ts';
import { choice, flag, integer, key, list, map, number, oneOf, plainInteger, text, distinct } from './shape.ts';
import type { Keys, ListShape } from './shape.ts';

const devicePath = key(message('The path of the device, such as `/dev/sda`.'), text());

const rates: ListShape = list(
  map(
    {
      path: devicePath,
      rate: key(message('Bytes a second, such as `12mb`, or operations a second.'), integer({ quoted: 'bytes' })),
    },
    { extensions: false },
  ),
);

const processors: Keys = {
  cpus: key(message('How many processor cores may be used, such as `0.5`.'), number({ quoted: 'decimal' })),
  cpuset: key(message('Which processors may be used, such as `"0-3"` or `"0,1"`.'), text()),
  cpu_shares: key(message('The weight when processors are scarce, by default 1024.'), number()),
  cpu_quota: key(message('The processor time in each `cpu_period`, in microseconds.'), number()),
  cpu_period: key(message('The period of the scheduler, in microseconds.'), number()),
  cpu_rt_runtime: key(message('Real-time scheduling: the time in each period, in microseconds.'), number()),
  cpu_rt_period: key(message('Real-time scheduling: the period, in microseconds.'), number()),
  cpu_count: key(message('How many processors may be used (Windows only).'), integer({ minimum: 0 })),
  cpu_percent: key(
    message('The share of the processors that may be used, in percent (Windows only).'),
    integer({ minimum: 0, maximum: 100 }),
  ),
};

const memory: Keys = {
  mem_limit: key(message('How much memory may be used, such as `512m`.'), number({ quoted: 'bytes' })),
  mem_reservation: key(
    message('The amount of memory that it is pressed down to when the host runs short.'),
    integer({ quoted: 'bytes' }),
  ),
  mem_swappiness: key(message('How readily memory is swapped out, from 0 to 100.'), integer({ quoted: 'bytes' })),
  memswap_limit: key(message('Memory and swap together; `-1` means no limit.'), number({ quoted: 'bytes' })),
  shm_size: key(message('The size of `/dev/shm`, such as `64m`.'), number({ quoted: 'bytes' })),
  oom_kill_disable: key(message('With `true` processes are not killed when memory runs out.'), flag),
  oom_score_adj: key(
    message('How likely it is to be killed when memory runs out, from -1000 (never) to 1000 (first).'),
    integer({ minimum: -1000, maximum: 1000 }),
  ),
};

/** The keys of a service that are about what it may use of the machine. */
export const resources: Keys = {
  ...processors,
  ...memory,
  pids_limit: key(message('How many processes may run; `-1` means no limit.'), number()),
  ulimits: key(message('Limits as `ulimit` sets them, such as `nofile`.'), ulimits),
  gpus: key(
    message('The graphics processors for the container: `all`, or a list of requests.'),
    choice(oneOf('all'), gpuRequests),
  ),
  device_cgroup_rules: key(message('Rules for access to devices, such as `c 1:3 mr`.'), distinct(texts)),
  blkio_config: key(
    message('Limits for reading from and writing to block devices.'),
    map(
      {
        weight: key(message('The weight against other containers, from 10 to 1000, by default 500.'), {
          ...plainInteger,
          minimum: 0,
        }),
        weight_device: key(
          message('The weight for one device.'),
          list(
            map(
              {
                path: devicePath,
                weight: key(message('The weight, from 10 to 1000.'), { ...plainInteger, minimum: 0 }),
              },
              { extensions: false },
            ),
          ),
        ),
        device_read_bps: key(message('How many bytes a second may be read.'), rates),
        device_read_iops: key(message('How many read operations a second are allowed.'), rates),
        device_write_bps: key(message('How many bytes a second may be written.'), rates),
        device_write_iops: key(message('How many write operations a second are allowed.'), rates),
      },
      { extensions: false },
    ),
  ),
};
