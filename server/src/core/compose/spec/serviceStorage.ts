import { message } from '../../text/message.ts';
import { grants, oneOrMore, pairs } from './common.ts';
import {
  choice,
  flag,
  integer,
  key,
  list,
  map,
  mapOf,
  nothing,
  oneOf,
  plainInteger,
  plainNumber,
  suggest,
  text,
  value,
  distinct,
} from './shape.ts';
import type { Keys, MapShape } from './shape.ts';

const mount: MapShape = map(
  {
    type: key(
      message('The kind of mount.'),
      oneOf(
        value('volume', message('A named volume, kept by Docker.')),
        value('bind', message('A file or folder of the host.')),
        value('tmpfs', message('A file system in memory, gone with the container.')),
        value('image', message('The content of an image.')),
        value('npipe', message('A named pipe of Windows.')),
        value('cluster', message('A volume of a swarm.')),
      ),
    ),
    source: key(
      message('What is mounted: a path of the host, the name of a volume, or an image. None for `tmpfs`.'),
      text({ path: 'file' }),
    ),
    target: key(message('The path in the container.'), text()),
    read_only: key(message('With `true` the container cannot write to it.'), flag),
    bind: key(
      message('Options for mounts of type `bind`.'),
      map({
        create_host_path: key(
          message('Whether a missing path of the host is created as a folder. It is by default.'),
          flag,
        ),
        propagation: key(
          message('How mounts inside spread between host and container.'),
          suggest('rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave'),
        ),
        recursive: key(
          message('Whether mounts below the source come along.'),
          oneOf('enabled', 'disabled', 'writable', 'readonly'),
        ),
        selinux: key(
          message('The SELinux label.'),
          oneOf(value('z', message('Shared among containers.')), value('Z', message('For this container alone.'))),
        ),
      }),
    ),
    volume: key(
      message('Options for mounts of type `volume`.'),
      map({
        nocopy: key(message('With `true` a new volume does not start with the files of the container.'), flag),
        subpath: key(message('The path in the volume to mount, in place of all.'), text()),
        labels: key(message('Labels for the volume.'), pairs('label')),
      }),
    ),
    tmpfs: key(
      message('Options for mounts of type `tmpfs`.'),
      map({
        size: key(message('The size in bytes, or such as `64m`.'), integer({ quoted: 'bytes', minimum: 0 })),
        mode: key(message('The permissions in octal, such as `01777`.'), { ...plainNumber, minimum: 0 }),
      }),
    ),
    image: key(
      message('Options for mounts of type `image`.'),
      map({
        subpath: key(message('The path in the image to mount, in place of all.'), text()),
      }),
    ),
    consistency: key(
      message('How consistent host and container must be. Values depend on the platform.'),
      suggest('consistent', 'cached', 'delegated'),
    ),
  },
  { required: ['type'], needs: ['target'] },
);

/** The keys of a service that are about files and volumes. */
export const storage: Keys = {
  volumes: key(
    message('Paths of the host and named volumes that appear in the containers; in short `source:path[:options]`.'),
    list(choice(text({ format: 'mount', names: { kind: 'volume', form: 'before colon' }, path: 'file' }), mount)),
  ),
  volumes_from: key(
    message('All volumes of another service or container, as `service[:ro|rw]` or `container:name`.'),
    distinct(list(text({ names: { kind: 'service', form: 'before colon' } }))),
  ),
  tmpfs: key(message('File systems in memory, such as `/run:size=64m`.'), oneOrMore(text())),
  configs: key(message('The configs that the service may read, by their names at the top level.'), grants('config')),
  secrets: key(
    message(
      'The secrets that the service may read, by their names at the top level. They appear under `/run/secrets/`.',
    ),
    grants('secret'),
  ),
  read_only: key(message("With `true` the container's own file system is read-only."), flag),
  devices: key(
    message('Devices of the host for the container; in short `host-path:container-path[:permissions]`.'),
    list(
      choice(
        text({ format: 'device' }),
        map(
          {
            source: key(message('The path of the device on the host.'), text()),
            target: key(message('The path of the device in the container.'), text()),
            permissions: key(
              message('What is allowed: r to read, w to write, m to make nodes.'),
              suggest('rwm', 'rw', 'r'),
            ),
          },
          { required: ['source'], needs: ['target'] },
        ),
      ),
    ),
  ),
  storage_opt: key(
    message('Options for the storage driver, such as `size: "10G"`.'),
    mapOf({ label: 'option', value: choice(text(), plainInteger, nothing) }, { open: true }),
  ),
};
