import type { ImageReference } from './reference.ts';

/** The page that tells people about an image, at the registries that have such pages; undefined for all others. */
export function imagePage({ domain, path }: ImageReference): string | undefined {
  const page = pages.find(([host]) => host.test(domain))?.[1];
  return page?.(path.split('/'), domain);
}

/** The address of a page from the parts of an image's path and its registry. */
type Page = (parts: readonly string[], domain: string) => string | undefined;

/** Google's registries lead a browser to the page of the image itself, as GitHub's does. */
const ownPage: Page = (parts, domain) => (parts.length > 1 ? `https://${domain}/${parts.join('/')}` : undefined);

const pages: readonly (readonly [RegExp, Page])[] = [
  [/^docker\.io$/, hubPage],
  [/^ghcr\.io$/, ownPage],
  [/^(?:(?:us|eu|asia)\.)?gcr\.io$/, ownPage],
  [/^[a-z0-9-]+-docker\.pkg\.dev$/, ownPage],
  [/^quay\.io$/, (parts) => (parts.length === 2 ? `https://quay.io/repository/${parts.join('/')}` : undefined)],
  [/^mcr\.microsoft\.com$/, (parts) => `https://mcr.microsoft.com/artifact/mar/${parts.join('/')}`],
  [/^public\.ecr\.aws$/, (parts) => (parts.length > 1 ? `https://gallery.ecr.aws/${parts.join('/')}` : undefined)],
  [/^nvcr\.io$/, nvidiaPage],
];

/** Official images stand under `library`, which their address leaves out. */
function hubPage([owner, name, ...rest]: readonly string[]): string | undefined {
  if (name === undefined || rest.length > 0) return undefined;
  return owner === 'library' ? `https://hub.docker.com/_/${name}` : `https://hub.docker.com/r/${owner}/${name}`;
}

/** An organisation and an image, or a team between them. */
function nvidiaPage(parts: readonly string[]): string | undefined {
  const [organisation, ...rest] = parts;
  const name = rest.at(-1);
  if (name === undefined || rest.length > 2) return undefined;
  const team = rest.length === 2 ? `/teams/${rest[0]}` : '';
  return `https://catalog.ngc.nvidia.com/orgs/${organisation}${team}/containers/${name}`;
}
