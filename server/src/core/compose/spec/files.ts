import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import { driverOptions, pairs } from './common.ts';
import { choice, flag, key, map, text } from './shape.ts';
import type { Key, MapShape } from './shape.ts';

/** Why `external.name` should go, for networks, volumes and configs alike. */
export const oldExternal: Message = message('Deprecated: write `external: true`, and the name in `name` beside it.');

/** What configs and secrets have in common: things that services see as files. */
const keys = {
  file: key(message('The path of the file with the content.'), text({ path: 'file' })),
  environment: key(message('The variable, in the environment of Compose, that has the content.'), text()),
  labels: key(message('Labels for it.'), pairs('label')),
  name: key(message('Its real name, used as it is, without the name of the project before it.'), text()),
  template_driver: key(
    message('The driver that fills in the content as a template, such as `golang` (swarm only).'),
    text(),
  ),
} as const satisfies Readonly<Record<string, Key>>;

/** An entry of the top-level `configs`. */
export const config: MapShape = map(
  {
    ...keys,
    external: external({ deprecated: oldExternal }),
    content: key(message('The content itself, with variables filled in.'), text()),
  },
  { page: 'configs' },
);

/** An entry of the top-level `secrets`. */
export const secret: MapShape = map(
  {
    ...keys,
    external: external({}),
    driver: key(message('The driver that provides the secret (swarm only).'), text()),
    driver_opts: key(message('Options for the driver.'), driverOptions),
  },
  { page: 'secrets' },
);

function external(more: Pick<Key, 'deprecated'>): Key {
  return key(
    message('With `true` it is made outside this project, and Compose does not create it.'),
    choice(
      flag,
      map(
        { name: key(message('The real name of the thing outside.'), text(), more) },
        { open: true, extensions: false },
      ),
    ),
  );
}
