import { isDigest } from '../core/image/reference.ts';
import type { RemoteImage } from '../core/workspace.ts';

/** How long an answer is good: in milliseconds. */
const lifetime = 600_000;

/** How long a registry has to answer: in milliseconds. */
const timeout = 5000;

/** So many pages of tags are read. */
const maxPages = 5;

/** So many answers are kept. */
const maxKnown = 500;

/** What registries are asked. */
export interface Registries {
  /** The tags of an image, the newest first; none where the registry cannot be reached. */
  imageTags(image: RemoteImage): Promise<readonly string[]>;
  /** The digest that a tag stands for; undefined where the registry cannot be reached, or has no such tag. */
  imageDigest(image: RemoteImage, tag: string): Promise<string | undefined>;
}

/**
 * Asks registries without credentials, and remembers the answers for a while. A registry that cannot be reached, or
 * wants to know who asks, knows nothing.
 * Source: the distribution specification of the OCI, and Docker's token authentication.
 */
export function registries(): Registries {
  const tags = remembered<readonly string[]>([]);
  const digests = remembered<string | undefined>(undefined);
  return {
    imageTags: (image) => tags(`${image.domain}/${image.path}`, () => tagsOf(image)),
    imageDigest: (image, tag) => digests(`${image.domain}/${image.path}:${tag}`, () => digestOf(image, tag)),
  };
}

type Remembered<Answer> = (key: string, ask: () => Promise<Answer>) => Promise<Answer>;

/** Asks once for each key in the lifetime of an answer. What fails gives `nothing`, and is asked again. */
function remembered<Answer>(nothing: Answer): Remembered<Answer> {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<Answer> }>();
  return (key, ask) => {
    const found = known.get(key);
    if (found && found.until > Date.now()) return found.answer;
    const answer = ask().catch(() => {
      known.delete(key);
      return nothing;
    });
    if (known.size >= maxKnown) known.clear();
    known.set(key, { until: Date.now() + lifetime, answer });
    return answer;
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

/** A manifest's digest stands in a header: the manifest itself is not fetched. */
async function digestOf(image: RemoteImage, tag: string): Promise<string | undefined> {
  const ask = asker(image, AbortSignal.timeout(timeout));
  const answer = await ask(`${addressOf(image)}/manifests/${tag}`, { method: 'HEAD', headers: { accept: manifests } });
  const digest = answer.headers.get('docker-content-digest');
  return answer.ok && digest !== null && isDigest(digest) ? digest : undefined;
}

/** Lists of manifests first: their digest holds for every platform. */
const manifests = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

async function registryPages(image: RemoteImage, signal: AbortSignal): Promise<readonly string[]> {
  const ask = asker(image, signal);
  const tags: string[] = [];
  let address: string | undefined = `${addressOf(image)}/tags/list?n=1000`;
  for (let page = 0; address !== undefined && page < maxPages; page++) {
    const answer: Response = await ask(address);
    const list = member(await json(answer), 'tags');
    if (Array.isArray(list)) tags.push(...texts(list));
    address = nextPage(answer, address);
  }
  return tags;
}

function addressOf({ domain, path }: RemoteImage): string {
  return `${schemeOf(domain)}://${domain === 'docker.io' ? 'registry-1.docker.io' : domain}/v2/${path}`;
}

interface Question {
  readonly method?: 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks a registry, with a token for everybody from the first time that it wants one. */
function asker(
  { path }: RemoteImage,
  signal: AbortSignal,
): (address: string, question?: Question) => Promise<Response> {
  let token: string | undefined;
  const ask = (address: string, { method = 'GET', headers = {} }: { method?: string; headers?: object }) =>
    fetch(address, {
      signal,
      method,
      headers: token === undefined ? { ...headers } : { ...headers, authorization: `Bearer ${token}` },
    });
  return async (address, question = {}) => {
    const answer = await ask(address, question);
    if (answer.status !== 401 || token !== undefined) return answer;
    token = await tokenFor(answer, path, signal);
    return ask(address, question);
  };
}

/** Docker speaks plain HTTP to registries of the same machine, and to no others. */
function schemeOf(domain: string): 'http' | 'https' {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(domain) ? 'http' : 'https';
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
