import { list, listAt, numberAt, objectAt, textAt, textRecord, texts } from '../engine/json.ts';

/**
 * The command line that makes a container like this one, from its inspection and that of its image. What the image
 * says already is left out.
 * Source: docker/cli, cli/command/container/opts.go; Docker Engine API, ContainerInspectResponse.
 */
export function runArgv(container: unknown, image: unknown): readonly string[] {
  const config = objectAt(container, 'Config');
  const host = objectAt(container, 'HostConfig');
  const base = objectAt(image, 'Config');
  return [
    'docker',
    'run',
    ...(config['Tty'] === true ? ['-it'] : config['OpenStdin'] === true ? ['-i'] : ['-d']),
    ...(host['AutoRemove'] === true ? ['--rm'] : []),
    ...option('--name', textAt(container, 'Name').replace(/^\//, '')),
    ...ownName(container),
    ...differing('--user', config, base, 'User'),
    ...differing('--workdir', config, base, 'WorkingDir'),
    ...environment(config, base),
    ...labels(config, base),
    ...published(host),
    ...mounts(container),
    ...networking(host),
    ...limits(host),
    ...rights(host),
    ...program(config, base),
  ];
}

function option(flag: string, value: string): readonly string[] {
  return value === '' ? [] : [flag, value];
}

function differing(flag: string, config: object, base: object, field: string): readonly string[] {
  const value = textAt(config, field);
  return value === textAt(base, field) ? [] : option(flag, value);
}

/** The engine makes one of the id. */
function ownName(container: unknown): readonly string[] {
  const name = textAt(objectAt(container, 'Config'), 'Hostname');
  const mode = textAt(objectAt(container, 'HostConfig'), 'NetworkMode');
  return textAt(container, 'Id').startsWith(name) || mode === 'host' ? [] : option('--hostname', name);
}

function environment(config: object, base: object): readonly string[] {
  const known = new Set(texts(Object.entries(base).find(([name]) => name === 'Env')?.[1]));
  return texts(objectAt(config)['Env']).flatMap((variable) => (known.has(variable) ? [] : ['--env', variable]));
}

/** Compose's own labels would make Compose take the new container for its own. */
function labels(config: object, base: object): readonly string[] {
  const known = textRecord(objectAt(base)['Labels']);
  return Object.entries(textRecord(objectAt(config)['Labels']))
    .filter(([name, value]) => known[name] !== value && !name.startsWith('com.docker.compose.'))
    .flatMap(([name, value]) => ['--label', `${name}=${value}`]);
}

function published(host: object): readonly string[] {
  if (objectAt(host)['PublishAllPorts'] === true) return ['--publish-all'];
  return Object.entries(objectAt(host, 'PortBindings')).flatMap(([port, bindings]) =>
    list(bindings).flatMap((binding) => {
      const address = textAt(binding, 'HostIp');
      const shown =
        address === '' || address === '0.0.0.0' ? '' : `${address.includes(':') ? `[${address}]` : address}:`;
      const inner = port.replace(/\/tcp$/, '');
      const outer = textAt(binding, 'HostPort');
      return [
        '--publish',
        outer === '' || outer === '0' ? `${shown}${shown === '' ? '' : ':'}${inner}` : `${shown}${outer}:${inner}`,
      ];
    }),
  );
}

/** From what is mounted, not from how that was asked for: there are three ways to ask. */
function mounts(container: unknown): readonly string[] {
  return listAt(container, 'Mounts').flatMap((mount) => {
    const type = textAt(mount, 'Type');
    const target = textAt(mount, 'Destination');
    const mode = objectAt(mount)['RW'] === false ? ':ro' : '';
    if (type === 'tmpfs') return ['--tmpfs', target];
    const source = textAt(mount, 'Name') || textAt(mount, 'Source');
    // An anonymous volume belongs to this container: another one gets its own.
    const anonymous = type === 'volume' && /^[a-f0-9]{64}$/.test(source);
    return ['--volume', anonymous ? target : `${source}:${target}${mode}`];
  });
}

function networking(host: object): readonly string[] {
  const mode = textAt(host, 'NetworkMode');
  return [
    ...(['', 'default', 'bridge'].includes(mode) ? [] : ['--network', mode]),
    ...texts(objectAt(host)['ExtraHosts']).flatMap((entry) => ['--add-host', entry]),
    ...texts(objectAt(host)['Dns']).flatMap((entry) => ['--dns', entry]),
  ];
}

function limits(host: object): readonly string[] {
  const restart = objectAt(host, 'RestartPolicy');
  const name = textAt(restart, 'Name');
  const most = numberAt(restart, 'MaximumRetryCount');
  const memory = numberAt(host, 'Memory');
  const cpus = numberAt(host, 'NanoCpus') / 1e9;
  return [
    ...(['', 'no'].includes(name) ? [] : ['--restart', most > 0 ? `${name}:${most}` : name]),
    ...(memory > 0 ? ['--memory', `${memory}b`] : []),
    ...(cpus > 0 ? ['--cpus', String(cpus)] : []),
  ];
}

function rights(host: object): readonly string[] {
  const fields = objectAt(host);
  return [
    ...(fields['Privileged'] === true ? ['--privileged'] : []),
    ...(fields['ReadonlyRootfs'] === true ? ['--read-only'] : []),
    ...(fields['Init'] === true ? ['--init'] : []),
    ...texts(fields['CapAdd']).flatMap((name) => ['--cap-add', name]),
    ...texts(fields['CapDrop']).flatMap((name) => ['--cap-drop', name]),
    ...texts(fields['SecurityOpt']).flatMap((name) => ['--security-opt', name]),
    ...list(fields['Devices']).flatMap((device) => [
      '--device',
      `${textAt(device, 'PathOnHost')}:${textAt(device, 'PathInContainer')}`,
    ]),
  ];
}

/** An entry point of several words becomes its first word: the others go before the command. */
function program(config: object, base: object): readonly string[] {
  const reference = textAt(config, 'Image');
  const entry = texts(objectAt(config)['Entrypoint']);
  const command = texts(objectAt(config)['Cmd']);
  const sameEntry = JSON.stringify(entry) === JSON.stringify(texts(objectAt(base)['Entrypoint']));
  const sameCommand = JSON.stringify(command) === JSON.stringify(texts(objectAt(base)['Cmd']));
  if (!sameEntry && entry.length > 0) return ['--entrypoint', entry[0] ?? '', reference, ...entry.slice(1), ...command];
  return [reference, ...(sameCommand && sameEntry ? [] : command)];
}
