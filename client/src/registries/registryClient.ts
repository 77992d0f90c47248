import type { RegistryCredentials } from '../engine/engine.ts';
import { objectAt, parseJson, textAt, texts } from '../engine/json.ts';

/** Why a registry did not give what was asked for. */
export class RegistryError extends Error {
  readonly problem: 'denied' | 'missing' | 'unsupported' | 'unreachable' | 'failed';

  constructor(problem: RegistryError['problem'], message: string) {
    super(message);
    this.problem = problem;
  }
}

export interface RegistryAccess {
  /** Its host, `docker.io` for Docker Hub. */
  readonly registry: string;
  /** Of this registry alone; undefined asks without a name. */
  credentials(): Promise<RegistryCredentials | undefined>;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** Milliseconds. */
const limit = 15_000;

/** How many pages of a list are asked for: enough for people, and an end for a hostile registry. */
const mostPages = 100;

/** Bytes of an answer that are read. */
const mostBytes = 8 << 20;

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** A registry that speaks the distribution API. Nothing is asked of it but what the user opens. */
export class RegistryClient {
  readonly #access: RegistryAccess;
  /** What the registry took, by scope: a list of many pages is not asked for again and again. */
  readonly #authorizations = new Map<string, string>();

  constructor(access: RegistryAccess) {
    this.#access = access;
  }

  /** Rejects with `unsupported` or `denied` where the registry does not tell, as the large public ones. */
  async repositories(): Promise<readonly string[]> {
    return this.#pages('/v2/_catalog?n=200', 'repositories', 'registry:catalog:*');
  }

  async tags(repository: string): Promise<readonly string[]> {
    return this.#pages(`/v2/${pathOf(repository)}/tags/list?n=200`, 'tags', scopeOf(repository, 'pull'));
  }

  /** Of what a tag leads to now. */
  async digest(repository: string, tag: string): Promise<string> {
    const path = `/v2/${pathOf(repository)}/manifests/${encodeURIComponent(tag)}`;
    const answer = await this.#ask('HEAD', path, scopeOf(repository, 'pull'));
    const digest = answer.headers.get('docker-content-digest') ?? '';
    if (!/^sha256:[a-f0-9]{64}$/.test(digest)) throw new RegistryError('failed', `no digest of ${repository}:${tag}`);
    return digest;
  }

  /** Deletes what a tag leads to, with every other tag that leads there: the API knows nothing less. */
  async remove(repository: string, digest: string): Promise<void> {
    await this.#ask('DELETE', `/v2/${pathOf(repository)}/manifests/${digest}`, scopeOf(repository, 'pull,push,delete'));
  }

  async #pages(first: string, field: string, scope: string): Promise<readonly string[]> {
    const found: string[] = [];
    let path: string | undefined = first;
    for (let page = 0; path !== undefined && page < mostPages; page += 1) {
      const answer: Response = await this.#ask('GET', path, scope);
      found.push(...texts(objectAt(parseJson(await bodyOf(answer)))[field]));
      path = nextPage(answer.headers.get('link'), new URL(path, baseUrl(this.#access.registry)));
    }
    return found;
  }

  async #ask(method: string, path: string, scope: string): Promise<Response> {
    const first = await this.#send(method, path, this.#authorizations.get(scope));
    if (first.status !== 401) return checked(first, path);
    const authorization = await this.#authorization(first.headers.get('www-authenticate') ?? '', scope);
    if (authorization === undefined) throw new RegistryError('denied', path);
    this.#authorizations.set(scope, authorization);
    return checked(await this.#send(method, path, authorization), path);
  }

  async #send(method: string, path: string, authorization: string | undefined): Promise<Response> {
    const headers = {
      Accept: `application/json, ${manifestTypes}`,
      ...(authorization ? { Authorization: authorization } : {}),
    };
    return this.#fetch(`${baseUrl(this.#access.registry)}${path}`, { method, headers });
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#access.fetch(url, { ...init, signal: AbortSignal.timeout(limit) });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new RegistryError('unreachable', cause);
    }
  }

  /** Source: distribution spec, "Token authentication"; RFC 7617 for `Basic`. */
  async #authorization(challenge: string, scope: string): Promise<string | undefined> {
    const credentials = await this.#access.credentials();
    if (/^basic/i.test(challenge)) return basicOf(credentials);
    const realm = parameter(challenge, 'realm');
    if (!URL.canParse(realm)) return undefined;
    const url = new URL(realm);
    const wanted = { service: parameter(challenge, 'service'), scope: parameter(challenge, 'scope') || scope };
    const given = await this.#token(
      url,
      wanted,
      mayHaveCredentials(this.#access.registry, url) ? credentials : undefined,
    );
    const token = textAt(given, 'token') || textAt(given, 'access_token');
    return token === '' ? undefined : `Bearer ${token}`;
  }

  /** What the server of tokens answers; undefined where it refuses. Source: distribution spec, "OAuth2 token". */
  async #token(
    realm: URL,
    wanted: Readonly<Record<'service' | 'scope', string>>,
    credentials: RegistryCredentials | undefined,
  ): Promise<unknown> {
    const url = new URL(realm);
    const init: RequestInit = { method: 'GET' };
    if (credentials?.identitytoken !== undefined) {
      const grant = { grant_type: 'refresh_token', client_id: 'slipway', refresh_token: credentials.identitytoken };
      init.method = 'POST';
      init.headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      init.body = new URLSearchParams({ ...grant, ...wanted }).toString();
    } else {
      for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
      const basic = basicOf(credentials);
      if (basic !== undefined) init.headers = { Authorization: basic };
    }
    const answer = await this.#fetch(url.toString(), init);
    return answer.ok ? parseJson(await bodyOf(answer)) : undefined;
  }
}

/** An identity token is no password: it is only good for asking for other tokens. */
function basicOf(credentials: RegistryCredentials | undefined): string | undefined {
  if (!credentials || credentials.identitytoken !== undefined) return undefined;
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
}

/** Of a challenge: `realm="…"`. */
function parameter(challenge: string, name: string): string {
  return new RegExp(`${name}="([^"]*)"`, 'i').exec(challenge)?.[1] ?? '';
}

/**
 * A registry names the server that gives out its tokens. Credentials go there only where that is the registry's own:
 * the same host, or one of the same domain. Docker Hub's is known.
 */
export function mayHaveCredentials(registry: string, realm: URL): boolean {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const isLocal = /^(?:localhost|127\.0\.0\.1)$/.test(realm.hostname);
  if (realm.protocol !== 'https:' && !isLocal) return false;
  if (realm.host === host) return true;
  return !isLocal && domain(realm.host) === domain(host) && domain(host).includes('.');
}

/** `example.com` of `registry.example.com:5000`. */
function domain(host: string): string {
  return host.replace(/:\d+$/, '').split('.').slice(-2).join('.');
}

/** Without encryption only on this machine. */
function baseUrl(registry: string): string {
  if (registry === 'docker.io') return 'https://registry-1.docker.io';
  return /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(registry) ? `http://${registry}` : `https://${registry}`;
}

function scopeOf(repository: string, actions: string): string {
  return `repository:${repository}:${actions}`;
}

function pathOf(repository: string): string {
  return repository.split('/').map(encodeURIComponent).join('/');
}

/** A reference within the registry, which some write out with their host; anything else is not followed. */
function nextPage(link: string | null, page: URL): string | undefined {
  const [, target = ''] = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(link ?? '') ?? [];
  if (target === '' || !URL.canParse(target, page.href)) return undefined;
  const { host, pathname, search } = new URL(target, page.href);
  return host === page.host && pathname.startsWith('/v2/') ? `${pathname}${search}` : undefined;
}

function checked(answer: Response, path: string): Response {
  if (answer.ok) return answer;
  if (answer.status === 401 || answer.status === 403) throw new RegistryError('denied', path);
  if (answer.status === 404) throw new RegistryError('missing', path);
  if (answer.status === 405) throw new RegistryError('unsupported', path);
  throw new RegistryError('failed', `HTTP ${answer.status}`);
}

async function bodyOf(answer: Response): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    const part = Buffer.from(next.value as Uint8Array);
    size += part.length;
    if (size > mostBytes) throw new RegistryError('failed', 'the answer is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
