import { createServer } from 'node:net';
import { array, assert, constantFrom, dictionary, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadRun } from '../../protocol/messages.ts';
import { expand, type ShellFacts } from '../../client/src/run/expand.ts';
import { inFolder } from '../../client/src/run/inFolder.ts';
import { isInteractive, runLineOf, type RunOptions } from '../../client/src/run/options.ts';
import { badValues, containerPlan } from '../../client/src/run/createBody.ts';
import { listeningInodes, listeningProcess, programOn } from '../../client/src/run/portHolders.ts';
import { type Memory, SavedRuns } from '../../client/src/run/savedRuns.ts';
import { withEnvironment, withoutSecrets, withSecrets } from '../../client/src/run/secrets.ts';
import { mask } from '../../client/src/ui/masking.ts';
import { flagNames, isFlagName, runFlags } from '../../client/src/run/flags.ts';
import { shellLine } from '../../client/src/ui/shellLine.ts';
import { readRuns } from '../../server/src/core/run/readRun.ts';

class FakeMemory implements Memory {
  text = '{}';
  get(key: string): unknown {
    return (JSON.parse(this.text) as Record<string, unknown>)[key];
  }
  async update(key: string, value: unknown): Promise<void> {
    this.text = JSON.stringify({ ...(JSON.parse(this.text) as object), [key]: value });
  }
}

const secret: RunOptions = {
  image: 'postgres:17',
  command: ['psql', '--password', 'hunter2', '-c', 'select 1'],
  flags: {
    env: ['POSTGRES_PASSWORD=hunter2', 'URL=postgres://me:hunter2@db/x', 'MODE=fast', 'API_TOKEN'],
    label: ['token=hunter2'],
    publish: ['5432:5432'],
  },
};

describe('secrets', () => {
  test('are not in what is kept, and are asked for', async () => {
    const kept = withoutSecrets(secret);
    expect(JSON.stringify(kept)).not.toContain('hunter2');
    expect(kept.flags.env).toEqual([
      `POSTGRES_PASSWORD=${mask}`,
      `URL=postgres://${mask}@db/x`,
      'MODE=fast',
      'API_TOKEN',
    ]);
    const asked: string[] = [];
    const whole = await withSecrets(kept, async (what) => {
      asked.push(what);
      return 'typed';
    });
    expect(asked).toHaveLength(4);
    expect(whole.flags.env?.slice(0, 2)).toEqual(['POSTGRES_PASSWORD=typed', 'URL=postgres://typed@db/x']);
    expect(whole.command).toEqual(['psql', '--password', 'typed', '-c', 'select 1']);
    expect(await withSecrets(secret, () => Promise.reject(new Error('nothing is to be asked')))).toEqual(secret);
  });

  test('come from the environment where others read the file', () => {
    expect(withEnvironment(secret).flags.env).toEqual(['POSTGRES_PASSWORD', 'URL', 'MODE=fast', 'API_TOKEN']);
  });
});

describe('what is remembered', () => {
  test('an earlier run is whole in this session, and without its secrets in the next', async () => {
    const memory = new FakeMemory();
    const saved = new SavedRuns(memory);
    await saved.add({ subject: 'postgres', options: secret, at: 1 });
    expect(saved.last('postgres')).toEqual(secret);
    expect(memory.text).not.toContain('hunter2');
    expect(new SavedRuns(memory).last('postgres')).toEqual(withoutSecrets(secret));
    expect(saved.last('nginx')).toBeUndefined();
  });

  test('the same run is there once, the newest first, and only so many', async () => {
    const saved = new SavedRuns(new FakeMemory());
    await saved.add({ subject: 'postgres', options: secret, at: 1 });
    await saved.add({ subject: 'nginx', options: { image: 'nginx', command: [], flags: {} }, at: 2 });
    await saved.add({ subject: 'postgres', options: secret, at: 3 });
    expect(saved.history.map(({ subject, at }) => [subject, at])).toEqual([
      ['postgres', 3],
      ['nginx', 2],
    ]);
    for (let at = 4; at < 50; at++) {
      await saved.add({ subject: 'x', options: { image: `x:${at}`, command: [], flags: {} }, at });
    }
    expect(saved.history).toHaveLength(30);
    expect(saved.history[0]?.at).toBe(49);
  });

  test('profiles belong to what is run', async () => {
    const memory = new FakeMemory();
    const saved = new SavedRuns(memory);
    await saved.keepProfile('postgres', 'test', secret);
    await saved.keepProfile('postgres', 'plain', { ...secret, flags: {} });
    expect([...saved.profiles('postgres').keys()]).toEqual(['test', 'plain']);
    expect(saved.profiles('nginx').size).toBe(0);
    expect(memory.text).not.toContain('hunter2');
    await saved.removeProfile('postgres', 'test');
    expect([...saved.profiles('postgres').keys()]).toEqual(['plain']);
  });

  test('what somebody else wrote there is passed over', () => {
    const memory = new FakeMemory();
    memory.text = JSON.stringify({
      'slipway.runs': [1, null, { subject: 'a' }, { subject: 'a', at: 1, options: { image: 2 } }],
      'slipway.runProfiles': [],
    });
    expect(new SavedRuns(memory).history).toEqual([]);
    expect(new SavedRuns(memory).profiles('a').size).toBe(0);
  });
});

describe('a line that was read', () => {
  const facts: ShellFacts = {
    folder: '/w',
    home: '/home/me',
    env: { A: 'see', EMPTY: '', USER: 'me' },
    user: { uid: 5, gid: 6 },
  };
  const line: ReadRun = {
    flags: [
      { name: 'volume', value: [{ variable: 'PWD', source: '$(pwd)' }, ':/app'] },
      { name: 'volume', value: [{ variable: 'HOME', source: '~' }, '/x:/x'] },
      {
        name: 'user',
        value: [{ command: 'id  -u', source: '$(id  -u)' }, ':', { command: 'id -g', source: '$(id -g)' }],
      },
      {
        name: 'env',
        value: ['X=', { variable: 'A', source: '$A' }, { variable: 'EMPTY', otherwise: 'b', source: '${EMPTY:-b}' }],
      },
      { name: 'env', value: ['Y=', { variable: 'NONE', source: '$NONE' }] },
      { name: 'replace', value: [] },
      { name: 'cidfile', value: ['f'] },
    ],
    image: ['a'],
    command: [[{ command: 'date', source: '$(date)' }]],
    around: ['> out'],
  };

  test('gets what the shell would put in, and what that is not known stays and is named', () => {
    expect(expand(line, facts)).toEqual({
      options: {
        image: 'a',
        command: ['$(date)'],
        flags: { volume: ['/w:/app', '/home/me/x:/x'], user: ['5:6'], env: ['X=seeb', 'Y=$NONE'], detach: [''] },
      },
      open: ['$NONE', '$(date)'],
      unknown: [{ name: 'replace', value: '' }],
      withoutMeaning: [{ name: 'cidfile', value: 'f' }],
      around: ['> out'],
    });
  });

  test('runs in a terminal only where it asks for one', () => {
    const flags = [
      { name: 'interactive', value: [] },
      { name: 'tty', value: [] },
      { name: 'detach', value: [] },
    ];
    const inTerminal = expand({ ...line, flags: flags.slice(0, 2) }, facts).options;
    expect([inTerminal.flags, isInteractive(inTerminal)]).toEqual([{ interactive: [''], tty: [''] }, true]);
    const both = expand({ ...line, flags }, facts).options;
    expect(isInteractive(both)).toBe(false);
    expect(runLineOf(both).slice(2, 4)).toEqual(['-d', '-it']);
    expect(containerPlan(both).body).toMatchObject({ Tty: true, OpenStdin: true });
    expect(containerPlan(both).body).not.toHaveProperty('StdinOnce');
  });
});

describe('a line that is copied', () => {
  const facts: ShellFacts = { folder: '/w', home: '/h', env: {} };
  const word = string({ minLength: 1, maxLength: 8 }).filter(
    (text) => !/[\0\u00A0\u2013\u2014\u2018-\u201D]/.test(text),
  );
  const flags = dictionary(constantFrom(...flagNames), array(word, { minLength: 1, maxLength: 3 }), {
    maxKeys: 6,
  });

  test('is read as what it was written from, whatever stands in it', () => {
    assert(
      property(flags, array(word, { maxLength: 4 }), (given, command) => {
        const kinds = Object.entries(given).map(([name, values]) => {
          const kind = isFlagName(name) ? runFlags[name] : 'one';
          return [name, kind === 'switch' ? [''] : kind === 'one' ? values.slice(0, 1) : values];
        });
        const options: RunOptions = {
          image: 'nginx',
          command,
          flags: { ...Object.fromEntries(kinds), detach: [''] } as RunOptions['flags'],
        };
        const [read] = readRuns(shellLine(runLineOf(options)));
        expect(read && expand(read, facts)).toEqual({ options, open: [], unknown: [], withoutMeaning: [], around: [] });
      }),
    );
  });
});

test.each([
  'docker run --name some-postgres -e POSTGRES_PASSWORD=mysecretpassword -d postgres',
  'docker run -dp 127.0.0.1:3000:3000 getting-started',
  'docker run -it --rm --name my-app -v "$PWD":/usr/src/app -w /usr/src/app node:22 node script.js',
  'docker run --rm --gpus all nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi',
  'docker run -d -p 8000:8000 -p 9443:9443 --name portainer --restart=always -v /var/run/docker.sock:/var/run/docker.sock -v portainer_data:/data portainer/portainer-ce:lts',
  'docker run --name es01 --net elastic -p 9200:9200 -it -m 1GB -e "discovery.type=single-node" --ulimit memlock=-1:-1 docker.elastic.co/elasticsearch/elasticsearch:9.0.0',
  `sudo docker run --detach --hostname gitlab.example.com \\
    --env GITLAB_OMNIBUS_CONFIG="external_url 'http://gitlab.example.com'" \\
    --publish 443:443 --publish 80:80 --publish 22:22 --name gitlab --restart always \\
    --volume $GITLAB_HOME/config:/etc/gitlab --shm-size 256m gitlab/gitlab-ee:17.0.0-ee.0`,
  `docker run --name jenkins-docker --rm --detach ^
    --privileged --network jenkins --network-alias docker ^
    --env DOCKER_TLS_CERTDIR=/certs ^
    --volume jenkins-data:/var/jenkins_home ^
    --publish 2376:2376 ^
    docker:dind`,
  'docker run -d --name pihole -p 53:53/tcp -p 53:53/udp -p 80:80 -e TZ="America/Chicago" -v "$(pwd)/etc-pihole:/etc/pihole" --dns=127.0.0.1 --dns=1.1.1.1 --cap-add=NET_ADMIN --restart=unless-stopped pihole/pihole:latest',
  'docker run -it --mount type=bind,src="$(pwd)",target=/src ubuntu bash',
  'docker run -d --tmpfs /run --tmpfs /run/lock -v /sys/fs/cgroup:/sys/fs/cgroup:ro --cgroupns=host --stop-signal SIGRTMIN+3 jrei/systemd-ubuntu',
  'docker container run --rm -u $(id -u):$(id -g) -v $HOME/.cache:/cache:rw,Z --init --read-only --memory-swap=-1 --cpuset-cpus=0-1 a',
  "docker run --health-cmd='curl -f http://localhost/ || exit 1' --health-interval=5s --health-retries 3 --log-driver json-file --log-opt max-size=10m nginx",
  'docker run -dit --name alpine1 --network alpine-net --ip 172.18.0.10 --add-host host.docker.internal:host-gateway alpine ash',
  'podman run --replace -d --pod web --systemd=always -p 8080:80 docker.io/library/nginx',
  'docker run --device /dev/snd --device=/dev/ttyUSB0:/dev/ttyUSB0:rwm --group-add audio -e DISPLAY=unix$DISPLAY -v /tmp/.X11-unix:/tmp/.X11-unix jess/spotify',
  'docker run --security-opt seccomp=unconfined --security-opt="apparmor:unconfined" --sysctl net.ipv4.ip_forward=1 --userns=host --pid=host --ipc host wireguard',
])('%s', (text) => {
  const facts: ShellFacts = {
    folder: '/w',
    home: '/h',
    env: { GITLAB_HOME: '/g', DISPLAY: ':0' },
    user: { uid: 1, gid: 1 },
  };
  const [run, more] = readRuns(text);
  const read = run && expand(run, facts);
  expect([more, read?.open, read?.withoutMeaning]).toEqual([undefined, [], []]);
  expect(read?.unknown.map(({ name }) => name)).toEqual(text.startsWith('podman') ? ['replace', 'pod', 'systemd'] : []);
  expect(read && badValues(read.options)).toEqual([]);
  const again = readRuns(shellLine(runLineOf(read?.options ?? { image: '', command: [], flags: {} })))[0];
  expect(again && expand(again, facts).options).toEqual(read?.options);
});

test('for Compose, paths begin at its file', () => {
  const options: RunOptions = {
    image: 'a',
    command: [],
    flags: { volume: ['./src:/app', '/w/x/y:/y:ro', '/etc/z:/z', 'data:/d'], 'env-file': ['x/.env'], env: ['TOKEN=1'] },
  };
  expect(inFolder(options, '/w/x', '/w').flags).toEqual({
    volume: ['/w/src:/app', './y:/y:ro', '/etc/z:/z', 'data:/d'],
    'env-file': ['./.env'],
    env: ['TOKEN'],
  });
});

describe('who has a port', () => {
  test('on Linux', async ({ skip }) => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 99999 1 0 100 0 0 10 0`;
    expect(listeningInodes(table, 8080)).toEqual(['12345']);
    expect(listeningInodes(table, 80)).toEqual([]);
    if (process.platform !== 'linux') skip('needs /proc');
    const server = createServer();
    const port = await new Promise<number>((done) => {
      server.listen(0, () => {
        const address = server.address();
        done(typeof address === 'object' && address ? address.port : 0);
      });
    });
    expect(await programOn(port)).toMatch(/node|vitest/i);
    server.close();
  });

  test('on Windows', () => {
    const output =
      '\r\n  Proto  Lokale Adresse   Remoteadresse   Status   PID\r\n  TCP    0.0.0.0:135   0.0.0.0:0   ABHÖREN   1044\r\n  TCP    [::]:8080   [::]:0   ABHÖREN   77\r\n';
    expect(listeningProcess(output.replaceAll('\r', ''), 8080)).toBe('77');
    expect(listeningProcess(output, 135)).toBe('1044');
    expect(listeningProcess(output, 80)).toBeUndefined();
  });
});
