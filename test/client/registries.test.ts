import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CredentialPlace, eraseLogin, loggedIn, storeLogin } from '../../client/src/engine/credentialStore.ts';
import { credentialsFor } from '../../client/src/engine/credentials.ts';
import { mayHaveCredentials, RegistryClient } from '../../client/src/registries/registryClient.ts';

const digest = `sha256:${'a'.repeat(64)}`;

const json = (response: ServerResponse, value: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
};

describe('a registry', () => {
  let server: Server;
  let host = '';
  let seen: string[] = [];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
      answer(request, response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    seen = [];
  });

  const client = (username?: string): RegistryClient =>
    new RegistryClient({
      registry: host,
      credentials: async () => (username === undefined ? undefined : { username, password: 'secret' }),
      fetch: (url, init) => fetch(url, init),
    });

  test('lists its repositories over several pages, and follows no link elsewhere', async () => {
    answer = ({ url = '' }, response) => {
      if (url.includes('last=b'))
        json(response, { repositories: ['c'] }, { link: '<https://evil.example/v2/x>; rel="next"' });
      else json(response, { repositories: ['a', 'b', 7] }, { link: '</v2/_catalog?last=b>; rel="next"' });
    };
    expect(await client().repositories()).toEqual(['a', 'b', 'c']);
    expect(seen).toHaveLength(2);
  });

  test('may write its links out with its host', async () => {
    answer = ({ url = '' }, response) => {
      const link = `<http://${host}/v2/_catalog?last=b>; rel="next"`;
      if (url.includes('last=b')) json(response, { repositories: ['c'] });
      else json(response, { repositories: ['a', 'b'] }, { link });
    };
    expect(await client().repositories()).toEqual(['a', 'b', 'c']);
  });

  test('is asked for a token once for all pages of a list', async () => {
    answer = ({ url = '', headers }, response) => {
      if (url.startsWith('/token')) json(response, { token: 'T' });
      else if (headers.authorization === 'Bearer T') {
        const page = Number(/last=(\d)/.exec(url)?.[1] ?? 0) + 1;
        json(response, { tags: [`${page}`] }, page < 4 ? { link: `</v2/a/tags/list?last=${page}>; rel=next` } : {});
      } else {
        response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/token",service="s"` });
        response.end();
      }
    };
    expect(await client('me').tags('a')).toEqual(['1', '2', '3', '4']);
    expect(seen.filter((request) => request.includes('/token'))).toHaveLength(1);
  });

  test('is given an identity token for a token, never as a password, and only by its own server', async () => {
    let body = '';
    let realm = `http://${host}/oauth`;
    answer = (request, response) => {
      if (request.url === '/oauth') {
        request.on('data', (data: Buffer) => (body += data.toString()));
        request.on('end', () => json(response, { access_token: 'A' }));
      } else if (request.headers.authorization === 'Bearer A') json(response, { tags: ['1'] });
      else {
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="s"` });
        response.end();
      }
    };
    const registry = new RegistryClient({
      registry: host,
      credentials: async () => ({ username: 'me', password: '', identitytoken: 'identity' }),
      fetch: (url, init) => fetch(url, init),
    });
    expect(await registry.tags('a')).toEqual(['1']);
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'identity',
      service: 's',
      scope: 'repository:a:pull',
    });
    expect(seen.join(' ')).not.toContain('identity');
    body = '';
    realm = `http://localhost:${host.split(':')[1]}/oauth`;
    const again = new RegistryClient({
      registry: host,
      credentials: async () => ({ username: 'me', password: '', identitytoken: 'identity' }),
      fetch: (url, init) => fetch(url, init),
    });
    await again.tags('a').catch(() => undefined);
    expect(body).not.toContain('identity');
  });

  test('is logged in to by a token, asked for with the credentials of its own', async () => {
    answer = ({ url = '', headers }, response) => {
      if (url.startsWith('/token')) json(response, { token: 'T' });
      else if (headers.authorization === 'Bearer T') json(response, { tags: ['1', 'latest'] });
      else {
        const challenge = `Bearer realm="http://${host}/token",service="registry",scope="repository:a/b:pull"`;
        response.writeHead(401, { 'www-authenticate': challenge });
        response.end();
      }
    };
    expect(await client('me').tags('a/b')).toEqual(['1', 'latest']);
    expect(seen[1]).toBe(
      `GET /token?service=registry&scope=repository%3Aa%2Fb%3Apull Basic ${Buffer.from('me:secret').toString('base64')}`,
    );
    await client().tags('a/b');
    expect(seen.at(-2)).toMatch(/ -$/);
  });

  test('tells the digest of a tag, and deletes by it', async () => {
    answer = ({ method }, response) => {
      response.writeHead(method === 'DELETE' ? 202 : 200, { 'docker-content-digest': digest });
      response.end();
    };
    expect(await client().digest('a', '1')).toBe(digest);
    await client().remove('a', digest);
    expect(seen).toEqual(['HEAD /v2/a/manifests/1 -', `DELETE /v2/a/manifests/${digest} -`]);
  });

  test.each([
    [401, 'denied'],
    [403, 'denied'],
    [404, 'missing'],
    [405, 'unsupported'],
    [500, 'failed'],
  ])('that answers %i is %s', async (status, problem) => {
    answer = (_request, response) => {
      response.writeHead(status);
      response.end('<html>');
    };
    await expect(client().tags('a')).rejects.toMatchObject({ problem });
  });

  test('that answers nonsense, too much, or not at all is no trouble', async () => {
    answer = (_request, response) => response.end('nonsense');
    expect(await client().tags('a')).toEqual([]);
    answer = (_request, response) => response.end(Buffer.alloc(9 << 20, ' '));
    await expect(client().tags('a')).rejects.toMatchObject({ problem: 'failed' });
    answer = (_request, response) => response.destroy();
    await expect(client().tags('a')).rejects.toMatchObject({ problem: 'unreachable' });
  });
});

test.each([
  ['docker.io', 'https://auth.docker.io/token', true],
  ['ghcr.io', 'https://ghcr.io/token', true],
  ['registry.gitlab.com', 'https://gitlab.com/jwt/auth', true],
  ['registry.example.com', 'https://evil.example/token', false],
  ['registry.example.com', 'http://registry.example.com/token', false],
  ['127.0.0.1:5000', 'http://127.0.0.1:5000/token', true],
  ['registry.example.com', 'http://127.0.0.1/token', false],
])('credentials for %s go to %s: %s', (registry, realm, may) => {
  expect(mayHaveCredentials(registry, new URL(realm))).toBe(may);
});

function place(config: object | string): CredentialPlace & { text: string; readonly runs: string[] } {
  const held = {
    text: typeof config === 'string' ? config : JSON.stringify(config),
    runs: [] as string[],
    read: async () => held.text,
    write: async (text: string) => {
      held.text = text;
    },
    run: async (helper: string, action: string, input: string) => {
      held.runs.push(`${helper} ${action} ${input}`);
    },
  };
  return held;
}

const noHelper = async (): Promise<undefined> => undefined;

describe('logging in', () => {
  test('keeps what the docker CLI reads, and everything else in the file', async () => {
    const on = place({ currentContext: 'lab', auths: { 'other.example': { auth: 'eDp5' } } });
    await storeLogin(on, 'docker.io', { username: 'me', password: 'p:w' });
    const kept = JSON.parse(on.text) as { currentContext: string; auths: Record<string, unknown> };
    expect(kept.currentContext).toBe('lab');
    expect(Object.keys(kept.auths)).toEqual(['other.example', 'https://index.docker.io/v1/']);
    expect(await credentialsFor(['docker.io'], on.text, noHelper)).toEqual({
      'https://index.docker.io/v1/': { username: 'me', password: 'p:w' },
    });
    expect(loggedIn(on.text)).toEqual(['other.example', 'docker.io']);
    await eraseLogin(on, 'docker.io');
    expect(loggedIn(on.text)).toEqual(['other.example']);
  });

  test('knows registries by the addresses that older programs wrote, and forgets them whole', async () => {
    const auth = Buffer.from('me:pw').toString('base64');
    const on = place({
      auths: {
        'https://r.example/v1/': { auth },
        'https://index.docker.io/v1/': { auth },
        'https://index.docker.io/v1/access-token': {},
      },
    });
    expect(loggedIn(on.text)).toEqual(['r.example', 'docker.io']);
    expect(await credentialsFor(['r.example'], on.text, noHelper)).toEqual({
      'r.example': { username: 'me', password: 'pw' },
    });
    expect(await credentialsFor(['example'], on.text, noHelper)).toEqual({});
    await eraseLogin(on, 'r.example');
    await eraseLogin(on, 'docker.io');
    expect(JSON.parse(on.text)).toEqual({ auths: {} });
  });

  test('gives secrets to the helper where there is one, and never to the file', async () => {
    const on = place({ credsStore: 'keys', credHelpers: { 'ghcr.io': 'gh' } });
    await storeLogin(on, 'registry.example', { username: 'me', password: 'secret' });
    await storeLogin(on, 'ghcr.io', { username: 'me', password: 'x', identitytoken: 'token' });
    expect(on.runs).toEqual([
      'keys store {"ServerURL":"registry.example","Username":"me","Secret":"secret"}',
      'gh store {"ServerURL":"ghcr.io","Username":"<token>","Secret":"token"}',
    ]);
    expect(on.text).not.toContain('secret');
    await eraseLogin(on, 'ghcr.io');
    expect(on.runs.at(-1)).toBe('gh erase ghcr.io');
  });

  test('an identity token stands in the place of the password', async () => {
    const on = place('');
    await storeLogin(on, 'r.example', { username: 'me', password: 'gone', identitytoken: 'token' });
    expect(await credentialsFor(['r.example'], on.text, noHelper)).toEqual({
      'r.example': { username: 'me', password: '', identitytoken: 'token' },
    });
    expect(on.text).not.toContain(Buffer.from('me:gone').toString('base64'));
  });

  test('a file that cannot be read is not replaced', async () => {
    const on = place('{ broken');
    await expect(storeLogin(on, 'r.example', { username: 'a', password: 'b' })).rejects.toThrow();
    expect(on.text).toBe('{ broken');
  });
});
