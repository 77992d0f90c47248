import { message } from '../../text/message.ts';
import { capabilities } from './capabilities.ts';
import { command, hook, pairs, startHook } from './common.ts';
import {
  choice,
  duration,
  flag,
  key,
  list,
  map,
  mapOf,
  nothing,
  number,
  oneOf,
  plainInteger,
  plainNumber,
  strictFlag,
  suggest,
  text,
  value,
  distinct,
} from './shape.ts';
import type { Keys, MapShape } from './shape.ts';

const healthcheck: MapShape = map({
  test: key(
    message(
      'The command that tells whether the container is healthy. A list begins with `CMD`, `CMD-SHELL` or `NONE`; a text is run by the shell.',
    ),
    choice(
      list(
        suggest(
          value('CMD', message('The words behind it are run as a program with arguments.')),
          value('CMD-SHELL', message('The text behind it is run by the shell of the container.')),
          value('NONE', message('Switches off the health check of the image.')),
        ),
      ),
      text(),
    ),
  ),
  interval: key(message('The time between two checks, by default `30s`.'), duration),
  timeout: key(message('How long one check may take, by default `30s`.'), duration),
  retries: key(message('How many failures in a row make it unhealthy, by default 3.'), number({ minimum: 0 })),
  start_period: key(message('The time after the start in which failures do not count, by default `0s`.'), duration),
  start_interval: key(message('The time between two checks during the start period, by default `5s`.'), duration),
  disable: key(message('With `true` the health check of the image is switched off.'), flag),
});

const running: Keys = {
  command: key(message('Replaces the default command of the image (`CMD`).'), command),
  entrypoint: key(
    message('Replaces the entry point of the image (`ENTRYPOINT`) and drops its default command.'),
    command,
  ),
  environment: key(
    message(
      'Environment variables of the containers: a map, or a list of `NAME=value`. One without a value takes it from the environment of Compose.',
    ),
    pairs('NAME'),
  ),
  env_file: key(
    message('Files with environment variables. Later files override earlier ones, and `environment` overrides all.'),
    choice(
      text({ path: 'file' }),
      list(
        choice(
          text({ path: 'file' }),
          map(
            {
              path: key(message('The path of the file.'), text({ path: 'file' })),
              required: key(message('With `false` the file may be missing.'), flag),
              format: key(
                message('The format of the file. `raw` reads values as they are, without filling in variables.'),
                suggest('raw'),
              ),
            },
            { required: ['path'], extensions: false },
          ),
        ),
      ),
    ),
  ),
  working_dir: key(message('The folder in which the command runs, in place of the `WORKDIR` of the image.'), text()),
  user: key(message('The user that runs the processes, as `user[:group]`. Put numbers in quotes.'), text()),
  group_add: key(
    message('More groups for the user in the container, by name or GID.'),
    distinct(list(choice(text(), plainInteger))),
  ),
  init: key(
    message('With `true` a small init process runs as PID 1, passes signals on and collects ended children.'),
    flag,
  ),
  tty: key(message('Whether the container has a terminal, as with `docker run -t`.'), flag),
  stdin_open: key(message('Whether standard input stays open, as with `docker run -i`.'), flag),
  runtime: key(message('The OCI runtime, such as `runc` or `nvidia`.'), suggest('runc', 'nvidia')),
  healthcheck: key(
    message('How to find out whether the container is healthy. Replaces the `HEALTHCHECK` of the image.'),
    healthcheck,
  ),
  restart: key(
    message('Whether containers are started again when they end.'),
    suggest(
      value('no', message('Never, the default.')),
      value('always', message('Always, until the container is removed.')),
      value('on-failure', message('When it ends with an error; a limit may follow, as in `on-failure:3`.')),
      value('unless-stopped', message('Always, unless it was stopped by hand.')),
    ),
  ),
  stop_grace_period: key(
    message('How long a container may take to stop before it is killed, by default `10s`.'),
    duration,
  ),
  stop_signal: key(
    message('The signal that asks a container to stop, by default `SIGTERM`.'),
    suggest('SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGKILL'),
  ),
  logging: key(
    message('Where the logs go.'),
    map({
      driver: key(
        message('The logging driver. The engine has a default, often `json-file`.'),
        suggest(
          'json-file',
          'local',
          'none',
          'syslog',
          'journald',
          'gelf',
          'fluentd',
          'awslogs',
          'splunk',
          'gcplogs',
          'etwlogs',
        ),
      ),
      options: key(
        message('Options for the driver, such as `max-size` and `max-file`.'),
        mapOf({ label: 'option', value: choice(text(), plainNumber, nothing) }),
      ),
    }),
  ),
  pre_start: key(
    message(
      'Short-lived containers that run, one after the other, before the service starts. If one fails, so does the start.',
    ),
    list(startHook),
    { since: '5.3.0' },
  ),
  post_start: key(
    message('Commands that run in the container after its start. If one fails, the container stops.'),
    list(hook),
    { since: '2.30.0' },
  ),
  pre_stop: key(message('Commands that run in the container before it stops.'), list(hook), { since: '2.30.0' }),
};

const security: Keys = {
  cap_add: key(
    message('Linux capabilities that the container gets in addition, such as `NET_ADMIN`.'),
    list(suggest(...capabilities)),
  ),
  cap_drop: key(
    message('Linux capabilities that the container loses; `ALL` means every one.'),
    list(suggest(...capabilities)),
  ),
  privileged: key(
    message('Runs the containers with all privileges, which gives them nearly full power over the host.'),
    flag,
  ),
  security_opt: key(
    message('Security options, such as `no-new-privileges:true` or `seccomp:profile.json`.'),
    distinct(list(suggest('no-new-privileges:true', 'seccomp:unconfined', 'apparmor:unconfined', 'label:disable'))),
  ),
  credential_spec: key(
    message('Credentials of a managed service account, for Windows containers.'),
    map({
      file: key(message('A file in the folder `CredentialSpecs` of the Docker data.'), text()),
      registry: key(message('A value of the Windows registry.'), text()),
      config: key(message('The config that has the credentials.'), text({ names: { kind: 'config', form: 'alone' } })),
    }),
  ),
  use_api_socket: key(
    message("With `true` the container can use the engine's API, with the user's logins."),
    strictFlag,
  ),
  userns_mode: key(message('The user namespace; `host` means that of the host.'), suggest('host')),
  isolation: key(
    message('How containers are isolated. It depends on the platform and matters on Windows.'),
    suggest('default', 'process', 'hyperv'),
  ),
  cgroup: key(
    message('The cgroup namespace of the container.'),
    oneOf(value('private', message('One of its own.')), value('host', message('That of the host.'))),
  ),
  cgroup_parent: key(message('The cgroup above that of the container.'), text()),
  ipc: key(
    message('The IPC namespace: `shareable`, `private`, `host`, or `service:name` to share that of another service.'),
    { ...suggest('shareable', 'private', 'host', 'none'), names: { kind: 'service', form: 'behind service:' } },
  ),
  pid: key(
    message('The PID namespace: `host`, or `service:name` to share that of another service.'),
    choice({ ...suggest('host'), names: { kind: 'service', form: 'behind service:' } }, nothing),
  ),
  uts: key(message('The UTS namespace, with the host name; `host` means that of the host.'), suggest('host')),
  sysctls: key(message('Kernel parameters of the container, such as `net.core.somaxconn`.'), pairs('parameter')),
};

/** The keys of a service that are about its processes and what they may do. */
export const processes: Keys = { ...running, ...security };
