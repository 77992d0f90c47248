import type { RemoteImage } from '../core/workspace.ts';

/** How long an answer is good: in milliseconds. */
const lifetime = 600_000;

/** How long a registry has to answer: in milliseconds. */
const timeout = 5000;

/** So many pages of tags are read. */
const maxPages = 5;

interface Known {
  readonly until: number;
  readonly tags: Promise<readonly string[]>;
}

/**
 * Asks registries for the tags of images, without credentials, and remembers the answers for a while. A registry that
 * cannot be reached, or wants to know who asks, has none.
 * Source: the distribution specification of the OCI, and Docker's token authentication.
 */
export function registryTags(): (image: RemoteImage) => Promise<readonly string[]> {
  const known = new Map<string, Known>();
  return (image) => {
    const key = `${image.domain}/${image.path}`;
    const found = known.get(key);
    if (found && found.until > Date.now()) return found.tags;
    const tags = tagsOf(image).catch(() => {
      known.delete(key);
      return [];
    });
    known.set(key, { until: Date.now() + lifetime, tags });
    return tags;
  };
}

async function tagsOf(image: RemoteImage): Promise<readonly string[]> {
  const signal = AbortSignal.timeout(timeout);
  return image.domain === 'docker.io' ? hubTags(image, signal) : sorted(await registryPages(image, signal));
}

/** Docker Hub tells the tags in the order of their last change. */
async function hubTags({ path }: RemoteImage, signal: AbortSignal): Promise<readonly string[]> {
  const address = `https://hub.docker.com/v2/repositories/${path}/tags?page_size=100&ordering=last_updated`;
  const body = await json(await fetch(address, { signal }));
  const results = member(body, 'results');
  return Array.isArray(results) ? texts(results.map((result) => member(result, 'name'))) : [];
}

async function registryPages({ domain, path }: RemoteImage, signal: AbortSignal): Promise<readonly string[]> {
  const tags: string[] = [];
  let token: string | undefined;
  let address: string | undefined = `${schemeOf(domain)}://${domain}/v2/${path}/tags/list?n=1000`;
  for (let page = 0; address !== undefined && page < maxPages; page++) {
    let answer: Response = await fetch(address, { signal, headers: headers(token) });
    if (answer.status === 401 && token === undefined) {
      token = await tokenFor(answer, path, signal);
      answer = await fetch(address, { signal, headers: headers(token) });
    }
    const list = member(await json(answer), 'tags');
    if (Array.isArray(list)) tags.push(...texts(list));
    address = nextPage(answer, address);
  }
  return tags;
}

/** Docker speaks plain HTTP to registries of the same machine, and to no others. */
function schemeOf(domain: string): 'http' | 'https' {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(domain) ? 'http' : 'https';
}

function headers(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** A token for everybody, from where the registry says that it can be had. */
async function tokenFor(answer: Response, path: string, signal: AbortSignal): Promise<string> {
  const challenge = answer.headers.get('www-authenticate') ?? '';
  const [, realm = ''] = /^Bearer .*?realm="([^"]+)"/i.exec(challenge) ?? [];
  const [, service] = /service="([^"]+)"/i.exec(challenge) ?? [];
  const address = new URL(realm);
  if (address.protocol !== 'https:' && schemeOf(address.host) !== 'http') throw new Error('A token by plain HTTP');
  if (service !== undefined) address.searchParams.set('service', service);
  address.searchParams.set('scope', `repository:${path}:pull`);
  const body = await json(await fetch(address, { signal }));
  const token = member(body, 'token') ?? member(body, 'access_token');
  if (typeof token !== 'string') throw new Error('No token');
  return token;
}

/** `Link: </v2/…>; rel="next"`, on the same registry only. */
function nextPage(answer: Response, address: string): string | undefined {
  const [, next] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(answer.headers.get('link') ?? '') ?? [];
  if (next === undefined) return undefined;
  const url = new URL(next, address);
  return url.host === new URL(address).host ? url.href : undefined;
}

async function json(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new Error(`The registry says ${answer.status}`);
  return answer.json();
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (Object.entries(value).find(([name]) => name === key)?.[1] as unknown)
    : undefined;
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}

/** `latest`, then versions from the highest down, then names. */
function sorted(tags: readonly string[]): readonly string[] {
  return tags.toSorted((a, b) => rankOf(a) - rankOf(b) || b.localeCompare(a, 'en', { numeric: true }));
}

function rankOf(tag: string): number {
  if (tag === 'latest') return 0;
  return /^v?\d/.test(tag) ? 1 : 2;
}
