import { message } from '../../text/message.ts';
import { include } from './include.ts';
import { config, secret } from './files.ts';
import { model } from './model.ts';
import { network } from './network.ts';
import { service } from './service.ts';
import { key, list, map, mapOf, text } from './shape.ts';
import type { MapShape, Shape } from './shape.ts';
import { volume } from './volume.ts';

/**
 * The whole of a Compose file as one table: which key may stand where, what it holds and what it means.
 * Completion, hover and checks read it. Held against the public schema by test/core/compose/spec.test.ts.
 */
export const root: MapShape = map(
  {
    name: key(
      message(
        'The name of the project, which begins the names of its containers, networks and volumes. By default the name of the folder. Available as `${COMPOSE_PROJECT_NAME}`.',
      ),
      text(),
    ),
    version: key(message('The version of the old file formats. It is ignored today.'), text(), {
      deprecated: message('Obsolete: Docker Compose ignores it and warns. Remove it.'),
    }),
    include: key(
      message(
        'Other Compose files that become part of this project. Relative paths in them start at their own folder.',
      ),
      list(include),
      { lax: true },
    ),
    services: key(
      message(
        'The services that make up the application. Each stands for one or more equal containers, made from an image or a build.',
      ),
      named('service', service, { open: false }),
    ),
    networks: key(
      message('Networks that services can join. Without any, all services meet in the network `default`.'),
      named('network', network, { open: true }),
    ),
    volumes: key(
      message('Named volumes: data that Docker keeps when containers go, and that several services can share.'),
      named('volume', volume, { open: false }),
    ),
    configs: key(
      message('Configuration that is mounted into containers as files, so that images need no rebuild for it.'),
      named('config', config, { open: false }),
    ),
    secrets: key(
      message(
        'Sensitive data such as passwords and certificates. Only services that are granted one can read it, as a file.',
      ),
      named('secret', secret, { open: false }),
    ),
    models: key(
      message('AI models that the application uses. The platform runs them and tells the services where they are.'),
      named('model', model, { open: true }),
      { since: '2.38.0' },
    ),
  },
  { page: 'version-and-name' },
);

/** A map from the names that the user gives to one kind of thing. */
function named(label: string, value: Shape, more: { readonly open: boolean }): MapShape {
  return mapOf({ label, pattern: /^[a-zA-Z0-9._-]+$/, value }, more);
}
