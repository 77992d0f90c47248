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
  fetch(url: string, init: { method: string; headers: Record<string, string>; signal: AbortSignal }): Promise<Response>;
}

/** Milliseconds. */
const limit = 15_000;

/** How many pages of a list are asked for: enough for people, and an end for a hostile registry. */
const mostPages = 20;

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
      path = nextPage(answer.headers.get('link'));
    }
    return found;
  }

  async #ask(method: string, path: string, scope: string): Promise<Response> {
    const first = await this.#send(method, path, undefined);
    if (first.status !== 401) return checked(first, path);
    const authorization = await this.#authorization(first.headers.get('www-authenticate') ?? '', scope);
    if (authorization === undefined) throw new RegistryError('denied', path);
    return checked(await this.#send(method, path, authorization), path);
  }

  async #send(method: string, path: string, authorization: string | undefined): Promise<Response> {
    const headers = {
      Accept: `application/json, ${manifestTypes}`,
      ...(authorization ? { Authorization: authorization } : {}),
    };
    return this.#fetch(`${baseUrl(this.#access.registry)}${path}`, method, headers);
  }

  async #fetch(url: string, method: string, headers: Record<string, string>): Promise<Response> {
    try {
      return await this.#access.fetch(url, { method, headers, signal: AbortSignal.timeout(limit) });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new RegistryError('unreachable', cause);
    }
  }

  /** Source: distribution spec, "Token authentication"; RFC 7617 for `Basic`. */
  async #authorization(challenge: string, scope: string): Promise<string | undefined> {
    const basic = basicOf(await this.#access.credentials());
    if (/^basic/i.test(challenge)) return basic;
    const [realm, service] = [parameter(challenge, 'realm'), parameter(challenge, 'service')];
    if (!URL.canParse(realm)) return undefined;
    const url = new URL(realm);
    url.searchParams.set('service', service);
    url.searchParams.set('scope', parameter(challenge, 'scope') || scope);
    const trusted = mayHaveCredentials(this.#access.registry, url);
    const answer = await this.#fetch(url.toString(), 'GET', trusted && basic ? { Authorization: basic } : {});
    if (!answer.ok) return undefined;
    const given = parseJson(await bodyOf(answer));
    const token = textAt(given, 'token') || textAt(given, 'access_token');
    return token === '' ? undefined : `Bearer ${token}`;
  }
}

/** An identity token is for the engine to use. */
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

/** A relative reference within the registry; anything else is not followed. */
function nextPage(link: string | null): string | undefined {
  const [, target] = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(link ?? '') ?? [];
  return target?.startsWith('/v2/') ? target : undefined;
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
