import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';

/** A reference to an image, with the parts that a short form leaves out. */
export interface ImageReference {
  /** The registry's host, with port where there is one. */
  readonly domain: string;
  /** The repository, such as `library/alpine`. */
  readonly path: string;
  readonly tag: string | undefined;
  /** Algorithm and hash, such as `sha256:…`. */
  readonly digest: string | undefined;
}

/** A reference, or what is wrong with it. */
export type ParsedReference =
  | { readonly kind: 'reference'; readonly reference: ImageReference }
  | { readonly kind: 'problem'; readonly problem: Message };

/** The host that is meant where a reference names none. */
const defaultDomain = 'docker.io';

/**
 * Reads a reference as docker does (`ParseNormalizedNamed` of distribution/reference): `alpine` means
 * `docker.io/library/alpine`, and a first part with a dot, a colon or a capital letter, or `localhost`, is a host.
 */
export function parseReference(text: string): ParsedReference {
  if (/^[a-f0-9]{64}$/.test(text))
    return problem(message('{0} is an image ID, which cannot be used here. Name the image instead.', text));
  const { domain, rest } = splitDomain(text);
  const at = rest.indexOf('@');
  const digest = at < 0 ? undefined : rest.slice(at + 1);
  const named = at < 0 ? rest : rest.slice(0, at);
  const colon = named.indexOf(':');
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  const path = colon < 0 ? named : named.slice(0, colon);
  const found = domainProblem(domain) ?? pathProblem(text, domain, path) ?? tagProblem(tag) ?? digestProblem(digest);
  return found ? problem(found) : { kind: 'reference', reference: { domain, path, tag, digest } };
}

const maxNameLength = 255;
const domainPattern =
  /^(?:\[[a-fA-F0-9:]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*)(?::\d+)?$/;
const componentPattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const digestLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

function splitDomain(text: string): { readonly domain: string; readonly rest: string } {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const isDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const domain = isDomain && first !== 'index.docker.io' ? first : defaultDomain;
  const rest = isDomain ? text.slice(slash + 1) : text;
  return { domain, rest: domain === defaultDomain && !rest.includes('/') ? `library/${rest}` : rest };
}

function domainProblem(domain: string): Message | undefined {
  if (domain.length <= maxNameLength && domainPattern.test(domain)) return undefined;
  return message('{0} is not the host name of a registry.', domain);
}

function pathProblem(text: string, domain: string, path: string): Message | undefined {
  if (path.toLowerCase() !== path)
    return message('The name of an image must be in lower case: {0}.', text.toLowerCase());
  if (domain.length + path.length + 1 > maxNameLength)
    return message('The name of an image may have {0} characters at most.', maxNameLength);
  if (path.split('/').every((component) => isComponent(component))) return undefined;
  return message('{0} is not an image reference. Expected name, name:tag or name@digest.', text);
}

function isComponent(component: string): boolean {
  return component.length <= maxNameLength && componentPattern.test(component);
}

function tagProblem(tag: string | undefined): Message | undefined {
  if (tag === undefined || /^\w[\w.-]{0,127}$/.test(tag)) return undefined;
  if (tag === '') return message('A tag must follow the colon, as in alpine:3.22.');
  return message('{0} is not a tag. A tag has letters, digits, _ . and - only.', tag);
}

function digestProblem(digest: string | undefined): Message | undefined {
  if (digest === undefined || isDigest(digest)) return undefined;
  return message('{0} is not a digest. Expected sha256: and 64 hexadecimal digits.', digest);
}

/** Whether a text is a digest: algorithm, colon, and as many hexadecimal digits as it takes. */
export function isDigest(text: string): boolean {
  const colon = text.indexOf(':');
  const hash = text.slice(colon + 1);
  return digestLengths.get(text.slice(0, Math.max(colon, 0))) === hash.length && /^[a-f0-9]+$/.test(hash);
}

function problem(text: Message): ParsedReference {
  return { kind: 'problem', problem: text };
}
