import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A registry on this machine that speaks the distribution API, and keeps what is pushed in memory. */
export interface TestRegistry {
  /** `127.0.0.1:…` */
  readonly host: string;
  /** What was asked, with what it was asked with: `GET /v2/ Basic …`. */
  readonly asked: readonly string[];
  /** The tags of a repository, by name, with what they lead to. */
  tags(repository: string): Map<string, string>;
  stop(): Promise<void>;
}

export interface RegistryOptions {
  readonly user: string;
  readonly password: string;
  /** Whether it takes the password itself, or sends to a server that gives tokens for it. */
  readonly auth: 'basic' | 'token';
  /** How many names a page of a list holds at the most. */
  readonly page?: number;
}

interface Store {
  readonly blobs: Map<string, Buffer>;
  readonly uploads: Map<string, Buffer>;
  readonly manifests: Map<string, { readonly type: string; readonly body: Buffer }>;
  readonly repositories: Map<string, Map<string, string>>;
}

interface Visit {
  readonly store: Store;
  readonly options: RegistryOptions;
  readonly host: string;
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

export async function startRegistry(options: RegistryOptions): Promise<TestRegistry> {
  const store: Store = { blobs: new Map(), uploads: new Map(), manifests: new Map(), repositories: new Map() };
  const asked: string[] = [];
  let host = '';
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
    const url = new URL(request.url ?? '/', `http://${host}`);
    void bodyOf(request).then((body) => answer({ store, options, host, url, request, response, body }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    asked,
    tags: (repository) => tagsIn(store, repository),
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function answer(visit: Visit): void {
  const { url, request, response, store } = visit;
  if (url.pathname === '/token') giveToken(visit);
  else if (!isAllowed(visit)) challenge(visit);
  else if (url.pathname === '/v2/') response.end('{}');
  else if (url.pathname === '/v2/_catalog') page(visit, 'repositories', [...store.repositories.keys()]);
  else {
    const [, repository = '', what = '', reference = ''] =
      /^\/v2\/(.+)\/(tags|manifests|blobs)\/(.*)$/.exec(url.pathname) ?? [];
    if (what === 'tags') page(visit, 'tags', [...tagsIn(store, repository).keys()]);
    else if (what === 'manifests') manifest(visit, repository, reference);
    else if (what === 'blobs' && reference.startsWith('uploads/')) upload(visit, repository);
    else if (what === 'blobs') blob(visit, reference);
    else response.writeHead(404).end(request.url);
  }
}

function basicOf({ user, password }: RegistryOptions): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function isAllowed({ options, request }: Visit): boolean {
  const given = request.headers.authorization;
  return options.auth === 'basic' ? given === basicOf(options) : given?.startsWith('Bearer ticket-') === true;
}

function challenge({ options, host, response }: Visit): void {
  const how =
    options.auth === 'basic' ? 'Basic realm="test"' : `Bearer realm="http://${host}/token",service="registry"`;
  response.writeHead(401, { 'www-authenticate': how, 'content-type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] }));
}

function giveToken({ options, request, response, body }: Visit): void {
  const form = new URLSearchParams(body.toString());
  const right =
    request.method === 'POST'
      ? form.get('username') === options.user && form.get('password') === options.password
      : request.headers.authorization === basicOf(options);
  if (!right) response.writeHead(401).end('{}');
  else response.end(JSON.stringify({ token: `ticket-${randomUUID()}`, access_token: `ticket-${randomUUID()}` }));
}

/** In the order of their names, from the one after `last`; the link to the next page is written in both allowed ways. */
function page({ url, host, response, options }: Visit, field: string, names: string[]): void {
  const most = Math.min(Number(url.searchParams.get('n') ?? 100), options.page ?? 100);
  const rest = names.toSorted().filter((name) => name > (url.searchParams.get('last') ?? ''));
  const shown = rest.slice(0, most);
  const next = `${url.pathname}?n=${most}&last=${encodeURIComponent(shown.at(-1) ?? '')}`;
  const link = options.auth === 'basic' ? `http://${host}${next}` : next;
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(rest.length > most && { link: `<${link}>; rel="next"` }),
  });
  response.end(JSON.stringify({ [field]: shown }));
}

function manifest(visit: Visit, repository: string, reference: string): void {
  const { store, request, response, body } = visit;
  const tags = tagsIn(store, repository);
  if (request.method === 'PUT') {
    const digest = digestOf(body);
    store.manifests.set(digest, { type: request.headers['content-type'] ?? '', body });
    if (!reference.startsWith('sha256:')) tags.set(reference, digest);
    response.writeHead(201, { 'docker-content-digest': digest }).end();
    return;
  }
  const digest = tags.get(reference) ?? reference;
  const found = store.manifests.get(digest);
  if (!found) response.writeHead(404).end('{}');
  else if (request.method === 'DELETE') {
    for (const [tag, target] of tags) if (target === digest) tags.delete(tag);
    response.writeHead(202).end();
  } else {
    const length = String(found.body.length);
    response.writeHead(200, {
      'content-type': found.type,
      'content-length': length,
      'docker-content-digest': digest,
    });
    response.end(request.method === 'HEAD' ? undefined : found.body);
  }
}

function upload({ store, url, request, response, body }: Visit, repository: string): void {
  const [, given = ''] = /uploads\/(.+)$/.exec(url.pathname) ?? [];
  const id = given === '' ? randomUUID() : given;
  const whole = Buffer.concat([store.uploads.get(id) ?? Buffer.alloc(0), body]);
  store.uploads.set(id, whole);
  const location = `/v2/${repository}/blobs/uploads/${id}`;
  const digest = url.searchParams.get('digest');
  if (request.method === 'PUT' && digest !== null) store.blobs.set(digest, whole);
  const status = request.method === 'PUT' ? 201 : 202;
  response.writeHead(status, { location, range: `0-${Math.max(0, whole.length - 1)}`, 'content-length': '0' }).end();
}

function blob({ store, request, response }: Visit, digest: string): void {
  const found = store.blobs.get(digest);
  if (!found) response.writeHead(404).end('{}');
  else {
    response.writeHead(200, { 'content-length': String(found.length), 'docker-content-digest': digest });
    response.end(request.method === 'HEAD' ? undefined : found);
  }
}

function tagsIn({ repositories }: Store, repository: string): Map<string, string> {
  const known = repositories.get(repository);
  if (known) return known;
  const tags = new Map<string, string>();
  if (repository !== '') repositories.set(repository, tags);
  return tags;
}

function digestOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
