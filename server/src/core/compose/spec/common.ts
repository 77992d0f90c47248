import { message } from '../../text/message.ts';
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
  plainNumber,
  strictFlag,
  text,
  value,
  distinct,
} from './shape.ts';
import type { ChoiceShape, ListShape, MapShape, NameKind, TextShape } from './shape.ts';

/** Shapes that stand at several places of the table. */

export const texts: ListShape = list(text());

/** A single value, or a list of them. */
export function oneOrMore(item: TextShape): ChoiceShape {
  return choice(item, list(item));
}

/** A map of keys to plain values, or a list of `KEY=value`. */
export function pairs(label: string): ChoiceShape {
  return choice(mapOf({ label, value: plainValue }), list(text({ isPair: true })));
}

const plainValue = choice(text(), plainNumber, strictFlag, nothing);

/** Options that a driver understands: any keys, with texts or numbers. */
export const driverOptions: MapShape = mapOf({ label: 'option', value: choice(text(), plainNumber) });

/** A command: a text that is split as a shell would, or the list of its words. */
export const command: ChoiceShape = choice(text(), texts, nothing);

export const extraHosts: ChoiceShape = choice(
  distinct(list(text({ format: 'host' }))),
  mapOf({ label: 'host', value: choice(text(), texts) }),
);

const hookKeys = {
  command: key(message('The command to run: one text, or the list of its words.'), command),
  user: key(message('The user that runs the command, by name or UID. By default the user of the service.'), text()),
  privileged: key(message('Whether the command runs with all privileges.'), flag),
  working_dir: key(
    message('The folder in which the command runs. By default the working directory of the service.'),
    text(),
  ),
  environment: key(
    message('Environment variables that are added or replaced for the command.'),
    distinct(pairs('NAME')),
  ),
};

/** A command at a moment in the life of a container. */
export const hook: MapShape = map(hookKeys, { required: ['command'] });

/** A container that runs to its end before the service starts. */
export const startHook: MapShape = map({
  ...hookKeys,
  image: key(message('The image of this short-lived container. By default that of the service.'), text()),
  per_replica: key(
    message('With `true` it runs once for each replica; by default, `false`, once for the whole service.'),
    flag,
  ),
});

/** Limits on what a process may use, by the names of `ulimit`. */
export const ulimits: MapShape = mapOf(
  {
    label: 'nofile',
    pattern: /^[a-z]+$/,
    value: choice(
      integer(),
      map(
        {
          soft: key(message('The limit in force. A process may raise it up to `hard`.'), integer()),
          hard: key(message('The upper limit, which a process without root rights cannot raise.'), integer()),
        },
        { required: ['soft', 'hard'] },
      ),
    ),
  },
  { open: true },
);

const deviceKeys = {
  capabilities: key(
    message('What the device must be able to do, such as `gpu`, `compute` or `utility`.'),
    distinct(
      list(
        text({
          values: [
            value('gpu', message('Any graphics processor.')),
            { text: 'nvidia' },
            { text: 'compute' },
            { text: 'utility' },
            { text: 'graphics' },
            { text: 'video' },
            { text: 'display' },
            { text: 'tpu' },
          ],
        }),
      ),
    ),
  ),
  count: key(
    message('How many devices: a whole number or `all`, which is the default. Not together with `device_ids`.'),
    choice(oneOf('all'), integer()),
  ),
  device_ids: key(message('The ids of the very devices to use. Not together with `count`.'), distinct(texts)),
  driver: key(
    message('The driver of the device, such as `nvidia`.'),
    text({ values: [{ text: 'nvidia' }, { text: 'cdi' }] }),
  ),
  options: key(message('Options for the driver.'), pairs('option')),
};

/** Devices that a container asks for under `deploy`. */
export const deviceRequests: ListShape = list(map(deviceKeys, { required: ['capabilities'] }));

/** The same under `gpus`, where nothing is required and unknown keys are let through. */
export const gpuRequests: ListShape = list(map(deviceKeys, { open: true, extensions: false }));

/** Configs or secrets that a service or a build may read. */
export function grants(kind: NameKind): ListShape {
  return list(
    choice(
      text({ names: { kind, form: 'alone' } }),
      map(
        {
          source: key(
            message('The name of the config or secret, as the file declares it at the top level.'),
            text({ names: { kind, form: 'alone' } }),
          ),
          target: key(
            message(
              'Where the file appears in the container: by default `/<source>` for a config and `/run/secrets/<source>` for a secret.',
            ),
            text(),
          ),
          uid: key(
            message('The user id that owns the file. Docker Compose ignores it where the source is a file.'),
            text(),
          ),
          gid: key(
            message('The group id that owns the file. Docker Compose ignores it where the source is a file.'),
            text(),
          ),
          mode: key(message('The permissions of the file in octal, such as `0440`.'), integer()),
        },
        { needs: ['source'] },
      ),
    ),
  );
}
