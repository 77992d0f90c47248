import { message } from '../../text/message.ts';
import { build } from './build.ts';
import { deploy } from './deploy.ts';
import { develop } from './develop.ts';
import { pairs } from './common.ts';
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
  suggest,
  text,
  value,
  distinct,
} from './shape.ts';
import type { Keys, MapShape } from './shape.ts';
import { networking } from './serviceNetworking.ts';
import { processes } from './serviceProcess.ts';
import { resources } from './serviceResources.ts';
import { storage } from './serviceStorage.ts';

const namePattern = /^[a-zA-Z0-9._-]+$/;

const image: Keys = {
  image: key(
    message(
      'The image of the containers, as `[registry/][project/]image[:tag|@digest]`. Together with `build` it is the name of what is built.',
    ),
    text(),
  ),
  build: key(
    message('How the image is built from source: the path of the build context, or a map of settings.'),
    build,
  ),
  pull_policy: key(
    message('When the image is pulled.'),
    text({
      format: 'pull policy',
      values: [
        value('missing', message('Only when it is not there yet, the default.')),
        value('always', message('Each time.')),
        value('never', message('Never; fails when the image is not there.')),
        value('build', message('It is built, each time.')),
        value('daily', message('When the last pull is more than a day ago.')),
        value('weekly', message('When the last pull is more than a week ago.')),
        value('every_12h', message('When the last pull is longer ago than this; units are w, d, h, m and s.')),
      ],
    }),
  ),
  pull_refresh_after: key(message('After how long the image is pulled again, with `pull_policy: refresh`.'), text()),
  platform: key(
    message('The platform of the containers, as `os/arch[/variant]`.'),
    suggest('linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/386', 'windows/amd64'),
  ),
};

const project: Keys = {
  depends_on: key(
    message('The services that start before this one and stop after it. As a map it says what to wait for.'),
    choice(
      distinct(list(text({ names: { kind: 'service', form: 'alone' } }))),
      mapOf({
        label: 'service',
        names: 'service',
        pattern: namePattern,
        value: map(
          {
            condition: key(
              message('What to wait for.'),
              oneOf(
                value('service_started', message('Its container has started.')),
                value('service_healthy', message('Its health check succeeds.')),
                value('service_completed_successfully', message('Its container has ended without an error.')),
              ),
            ),
            restart: key(
              message('With `true` this service restarts when Compose restarts or updates the other.'),
              flag,
            ),
            required: key(message('With `false` Compose only warns when the other is not there.'), strictFlag),
          },
          { required: ['condition'] },
        ),
      }),
    ),
  ),
  extends: key(
    message('Takes over the settings of another service, of this file or another.'),
    choice(
      text({ names: { kind: 'service', form: 'alone' } }),
      map(
        {
          service: key(message('The name of the service to extend.'), text()),
          file: key(
            message('The Compose file that has the service; this file where it is left out.'),
            text({ path: 'file' }),
          ),
        },
        { required: ['service'], extensions: false },
      ),
    ),
  ),
  profiles: key(
    message(
      'The profiles of the service. It starts only when one of them is active; a service without profiles always does.',
    ),
    list(text({ names: { kind: 'profile', form: 'alone' } })),
  ),
  scale: key(message('How many containers of the service run by default.'), integer()),
  attach: key(message('With `false` `docker compose up` does not show the logs of this service.'), flag),
  deploy: key(message('How the service is deployed: replicas, resources, restarts and updates.'), deploy),
  develop: key(message('Settings for development, for `docker compose watch`.'), develop),
  provider: key(
    message('Hands the service over to another program instead of running containers.'),
    map(
      {
        type: key(message('The provider: the name of a Docker CLI plugin or of a program.'), text()),
        options: key(
          message('Options for the provider.'),
          mapOf({
            label: 'option',
            value: choice(text(), plainNumber, strictFlag, list(choice(text(), plainNumber, strictFlag))),
          }),
        ),
      },
      { required: ['type'] },
    ),
    { since: '2.36.0' },
  ),
  models: key(
    message('The AI models that the service uses, by their names at the top level.'),
    choice(
      distinct(list(text({ names: { kind: 'model', form: 'alone' } }))),
      mapOf(
        {
          label: 'model',
          names: 'model',
          pattern: namePattern,
          value: choice(
            map({
              endpoint_var: key(message('The variable that receives the address of the model.'), text()),
              model_var: key(message('The variable that receives the name of the model.'), text()),
            }),
            nothing,
          ),
        },
        { open: true },
      ),
    ),
    { since: '2.38.0' },
  ),
  labels: key(message('Labels for the containers: a map, or a list of `key=value`.'), pairs('label')),
  label_file: key(
    message('Files with labels, one `key=value` a line.'),
    choice(text({ path: 'file' }), list(text({ path: 'file' }))),
  ),
  annotations: key(message('OCI annotations for the containers.'), pairs('annotation')),
  container_name: key(
    message('A fixed name for the container, in place of a made-up one. The service can then have only one.'),
    text({ format: 'container name' }),
  ),
};

/** A service: an entry of the top-level `services`. */
export const service: MapShape = map(
  { ...image, ...project, ...processes, ...networking, ...storage, ...resources },
  { page: 'services' },
);
