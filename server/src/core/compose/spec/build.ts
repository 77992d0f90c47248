import { message } from '../../text/message.ts';
import { extraHosts, grants, oneOrMore, pairs, texts, ulimits } from './common.ts';
import {
  choice,
  flag,
  integer,
  key,
  list,
  map,
  mapOf,
  nothing,
  plainNumber,
  strictFlag,
  suggest,
  text,
  value,
  distinct,
} from './shape.ts';
import type { ChoiceShape, Keys } from './shape.ts';

/** A build context may be the image of another service. */
const image = { names: { kind: 'service', form: 'behind service:' } } as const;

const source: Keys = {
  context: key(
    message(
      'The build context: a folder with a Dockerfile, or the address of a Git repository. By default the folder of the Compose file.',
    ),
    text({ path: 'folder' }),
  ),
  dockerfile: key(
    message('The path of the Dockerfile, from the build context. Not together with `dockerfile_inline`.'),
    text({ path: 'file' }),
  ),
  dockerfile_inline: key(message('The text of the Dockerfile itself. Not together with `dockerfile`.'), text()),
  target: key(message('The stage to build, in a Dockerfile with several.'), text()),
  additional_contexts: key(
    message(
      'More build contexts, by names that `FROM` and `COPY --from` can use. A value is a folder, an address, `docker-image://…` or `service:name`.',
    ),
    choice(
      mapOf({ label: 'name', value: choice(text(image), plainNumber, strictFlag, nothing) }),
      list(text({ format: 'pair', ...image })),
    ),
  ),
};

const parameters: Keys = {
  args: key(
    message(
      'Build arguments: the values of `ARG` in the Dockerfile. One without a value takes it from the environment of Compose.',
    ),
    pairs('NAME'),
  ),
  secrets: key(
    message('Secrets for the build, read by `RUN --mount=type=secret` and never kept in the image.'),
    grants('secret'),
  ),
  ssh: key(
    message('SSH access for the build, such as `default` or `key=path`.'),
    choice(
      distinct(list(text({ format: 'ssh' }))),
      mapOf({ label: 'id', value: choice(text(), plainNumber, strictFlag, nothing) }),
    ),
  ),
  labels: key(message('Labels for the image that is built.'), pairs('label')),
  tags: key(message('More names for the built image, besides that of `image`.'), texts),
  platforms: key(
    message("The platforms to build for, such as `linux/amd64`. The service's own `platform` must be among them."),
    list(suggest('linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v6', 'linux/386', 'windows/amd64')),
  ),
};

const cache: Keys = {
  cache_from: key(
    message('Where the build cache is read from, such as `type=registry,ref=…` or the name of an image.'),
    texts,
  ),
  cache_to: key(message('Where the build cache is stored, such as `type=local,dest=…`.'), texts),
  no_cache: key(message('With `true` nothing is taken from the build cache.'), flag),
  no_cache_filter: key(message('The stages that are built without the cache.'), oneOrMore(text()), { since: '5.0.0' }),
  pull: key(message('With `true` newer base images are always looked for.'), flag),
};

const execution: Keys = {
  network: key(
    message('The network of `RUN` instructions: `host`, `none`, `default` or the name of a network.'),
    suggest(
      value('default', message('The usual network of the builder.')),
      value('host', message("The host's own network.")),
      value('none', message('No network at all.')),
    ),
  ),
  extra_hosts: key(message('Host names and addresses for `/etc/hosts` during the build, as `host=IP`.'), extraHosts),
  shm_size: key(
    message('The size of `/dev/shm` during the build, such as `128mb`, or in bytes.'),
    integer({ quoted: 'bytes' }),
  ),
  ulimits: key(message('Limits for the processes of the build, as `ulimit` sets them.'), ulimits),
  privileged: key(message('Whether the build runs with all privileges.'), flag),
  entitlements: key(
    message('Extra rights for the build, such as `network.host` or `security.insecure`.'),
    list(suggest('network.host', 'security.insecure', 'device')),
  ),
  isolation: key(
    message('How build containers are isolated. It depends on the platform and matters on Windows.'),
    suggest('default', 'process', 'hyperv'),
  ),
  provenance: key(
    message('Whether the image carries a statement of how it was built. Also parameters such as `mode=max`.'),
    choice(strictFlag, suggest('mode=min', 'mode=max')),
  ),
  sbom: key(
    message('Whether the image carries a list of the software in it. Also parameters of the generator.'),
    choice(strictFlag, text()),
  ),
};

/** `build` of a service. */
export const build: ChoiceShape = choice(
  text({ path: 'folder' }),
  map({ ...source, ...parameters, ...cache, ...execution }, { page: 'build' }),
);
