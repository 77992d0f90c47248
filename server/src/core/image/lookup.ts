import { message } from '../text/message.ts';
import type { Message } from '../text/message.ts';
import type { Block } from '../text/markup.ts';
import type { ImageFacts, LocalImage, Workspace } from '../workspace.ts';
import type { ImageReference } from './reference.ts';
import { parseReference } from './reference.ts';

/** An image that may be meant, as it would be written. */
export interface ImageOffer {
  readonly reference: string;
  readonly detail: Message;
  readonly isLocal: boolean;
}

/**
 * The images that a half-written reference may become: those of the engine; behind a colon or an `@` also the tags and the
 * digest that its registry has. Local ones come first.
 */
export async function imageOffers(written: string, workspace: Workspace): Promise<readonly ImageOffer[]> {
  const at = written.indexOf('@');
  if (at >= 0) return digestOffers(written.slice(0, at), workspace);
  const [, name = '', sign] = /^(.*?)(:(?!.*\/).*)?$/s.exec(written) ?? [];
  const [local, remote] = await Promise.all([
    workspace.localImages(),
    sign === undefined ? [] : remoteTags(workspace, name),
  ]);
  const ours = local.flatMap(({ tags, size, created }) =>
    tags
      .filter((reference) => sign === undefined || reference.startsWith(`${name}:`))
      .map((reference) => ({ reference, detail: message('local, {0}, {1}', size, created), isLocal: true })),
  );
  const known = new Set(ours.map(({ reference }) => reference));
  const theirs = remote.map((tag) => `${name}:${tag}`).filter((reference) => !known.has(reference));
  const detail = message('in the registry');
  return [...ours, ...theirs.map((reference) => ({ reference, detail, isLocal: false }))];
}

async function remoteTags(workspace: Workspace, name: string): Promise<readonly string[]> {
  const parsed = parseReference(name);
  return parsed.kind === 'reference' ? workspace.imageTags(parsed.reference) : [];
}

/** The digests of what stands before the `@`: of the image with that tag, or of every one of that name. */
async function digestOffers(name: string, workspace: Workspace): Promise<readonly ImageOffer[]> {
  const parsed = parseReference(name);
  if (parsed.kind !== 'reference') return [];
  const { reference } = parsed;
  const [images, remote] = await Promise.all([
    workspace.localImages(),
    workspace.imageDigest(reference, reference.tag ?? 'latest'),
  ]);
  const ours = images
    .filter(({ tags }) => reference.tag === undefined || tags.some((tag) => normalized(tag) === normalized(name)))
    .flatMap((image) =>
      digestsOf(image, reference).map((digest) => ({
        reference: `${name}@${digest}`,
        detail: message('local, {0}, {1}', image.size, image.created),
        isLocal: true,
      })),
    );
  if (remote === undefined || ours.some((offer) => offer.reference === `${name}@${remote}`)) return ours;
  return [...ours, { reference: `${name}@${remote}`, detail: message('in the registry'), isLocal: true }];
}

/** The digests that an image has in the repository of a reference. */
function digestsOf({ digests }: LocalImage, { domain, path }: ImageReference): readonly string[] {
  return digests.flatMap((name) => {
    const parsed = parseReference(name);
    if (parsed.kind !== 'reference') return [];
    const { reference } = parsed;
    return reference.domain === domain && reference.path === path ? (reference.digest ?? []) : [];
  });
}

/** What fixes an image for good, and how to say so. */
export interface Pin {
  readonly digest: string;
  readonly title: Message;
}

/** What a name means today: the digest of the engine's image of that name, else that of the registry. */
export async function pinOf(name: string, workspace: Workspace): Promise<Pin | undefined> {
  const parsed = parseReference(name);
  if (parsed.kind !== 'reference') return undefined;
  const image = await localImage(name, workspace);
  const [local] = image ? digestsOf(image, parsed.reference) : [];
  if (local !== undefined) return { digest: local, title: message('Pin {0} to the digest of the local image', name) };
  const digest = await workspace.imageDigest(parsed.reference, parsed.reference.tag ?? 'latest');
  return digest === undefined
    ? undefined
    : { digest, title: message('Pin {0} to the digest that its registry has now', name) };
}

/** The engine's image of a name. */
async function localImage(name: string, workspace: Workspace): Promise<LocalImage | undefined> {
  const wanted = normalized(name);
  if (wanted === undefined) return undefined;
  const images = await workspace.localImages();
  return images.find(({ tags, digests }) => [...tags, ...digests].some((tag) => normalized(tag) === wanted));
}

function normalized(name: string): string | undefined {
  const parsed = parseReference(name);
  if (parsed.kind !== 'reference') return undefined;
  const { domain, path, tag, digest } = parsed.reference;
  return digest === undefined ? `${domain}/${path}:${tag ?? 'latest'}` : `${domain}/${path}@${digest}`;
}

/** What the engine knows of an image of a name; nothing where it has none. */
export async function localImageDocs(name: string, workspace: Workspace): Promise<readonly Block[]> {
  const found = await localImage(name, workspace);
  if (!found) return [];
  const { tags, digests } = found;
  return blocks(found, await workspace.imageFacts(tags[0] ?? digests[0] ?? ''));
}

function blocks({ size, created, containers }: LocalImage, facts: ImageFacts | undefined): readonly Block[] {
  return [
    text(message('The engine has it: {0}, made on {1}', size, created)),
    ...(facts ? factBlocks(facts) : []),
    ...(containers.length > 0 ? [text(message('Containers: {0}', containers.slice(0, maxListed).join(', ')))] : []),
  ];
}

function factBlocks({ platform, user, entrypoint, command, ports, workdir }: ImageFacts): readonly Block[] {
  const rows: readonly (readonly [string, (value: string) => Message])[] = [
    [platform, (value) => message('Platform: {0}', value)],
    [user === '' ? 'root' : user, (value) => message('User: {0}', value)],
    [workdir, (value) => message('Working directory: {0}', value)],
    [jsonForm(entrypoint), (value) => message('Entrypoint: {0}', value)],
    [jsonForm(command), (value) => message('Command: {0}', value)],
    [ports.slice(0, maxListed).join(', '), (value) => message('Ports: {0}', value)],
  ];
  return rows.flatMap(([value, say]) => (value === '' ? [] : [text(say(clipped(value)))]));
}

/** So many containers or ports are named. */
const maxListed = 5;

const maxLength = 120;

function clipped(value: string): string {
  return value.length > maxLength ? `${value.slice(0, maxLength)}…` : value;
}

function jsonForm(words: readonly string[]): string {
  return words.length === 0 ? '' : JSON.stringify(words);
}

function text(content: Message): Block {
  return { kind: 'text', text: content };
}
