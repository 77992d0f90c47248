import { message } from '../../text/message.ts';
import { driverOptions, pairs } from './common.ts';
import { external } from './network.ts';
import { choice, key, map, nothing, suggest, text, value, distinct } from './shape.ts';
import type { ChoiceShape } from './shape.ts';

/** An entry of the top-level `volumes`. */
export const volume: ChoiceShape = choice(
  map(
    {
      driver: key(
        message('The driver of the volume, by default `local`.'),
        suggest(value('local', message('Data on the Docker host; with `driver_opts` also NFS and other mounts.'))),
      ),
      driver_opts: key(message('Options for the driver, such as `type`, `o` and `device`.'), driverOptions),
      external: key(
        message(
          'With `true` the volume is made outside this project: Compose does not create it and fails where it does not exist. Only `name` may stand beside it.',
        ),
        external(),
      ),
      labels: key(message('Labels for the volume.'), distinct(pairs('label'))),
      name: key(
        message('The real name of the volume, used as it is, without the name of the project before it.'),
        text(),
      ),
    },
    { page: 'volumes' },
  ),
  nothing,
);
