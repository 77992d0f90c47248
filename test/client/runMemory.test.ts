import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { ReadRun } from '../../protocol/messages.ts';
import { expand, type ShellFacts } from '../../client/src/run/expand.ts';
import { inFolder } from '../../client/src/run/inFolder.ts';
import { isInteractive, runLineOf, type RunOptions } from '../../client/src/run/options.ts';
import { containerPlan } from '../../client/src/run/createBody.ts';
import { listeningInodes, listeningProcess, programOn } from '../../client/src/run/portHolders.ts';
import { type Memory, SavedRuns } from '../../client/src/run/savedRuns.ts';
import { withEnvironment, withoutSecrets, withSecrets } from '../../client/src/run/secrets.ts';
import { mask } from '../../client/src/ui/masking.ts';

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
