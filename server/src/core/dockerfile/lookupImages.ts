import type { ImageReference } from '../image/reference.ts';
import { parseReference } from '../image/reference.ts';
import type { Completion, Hover, Refactoring } from '../language.ts';
import type { Block } from '../text/markup.ts';
import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { ImageFacts, LocalImage, Workspace } from '../workspace.ts';
import { offer } from './completion/offers.ts';
import type { DockerfileModel } from './model.ts';
import { positionAt } from './position.ts';

/** Images of the engine where one is written; behind a colon or an @ also the tags and digests that its registry has. */
export async function imageCompletions(
  model: DockerfileModel,
  offset: number,
  workspace: Workspace,
): Promise<readonly Completion[]> {
  const span = imageSpan(model, offset);
  if (!span) return [];
  const written = model.text.slice(span.start, span.end);
  const at = written.indexOf('@');
  if (at >= 0) return digestOffers(written.slice(0, at), span, workspace);
  const [, name = '', sign] = /^(.*?)(:(?!.*\/).*)?$/s.exec(written) ?? [];
  const [local, remote] = await Promise.all([
    workspace.localImages(),
    sign === undefined ? [] : remoteTags(workspace, name),
  ]);
  const ours = local.flatMap(({ tags, size, created }) =>
    tags
      .filter((reference) => sign === undefined || reference.startsWith(`${name}:`))
      .map((label) => ({ label, detail: message('local, {0}, {1}', size, created) })),
  );
  const known = new Set(ours.map(({ label }) => label));
  const theirs = remote.map((tag) => `${name}:${tag}`).filter((label) => !known.has(label));
  return [
    ...ours.map(({ label, detail }, index) => offer(label, span, index, { kind: 'reference', detail, group: 0 })),
    ...theirs.map((label, index) =>
      offer(label, span, index, { kind: 'reference', detail: message('in the registry'), group: 1 }),
    ),
  ];
}

async function remoteTags(workspace: Workspace, name: string): Promise<readonly string[]> {
  const parsed = parseReference(name);
  return parsed.kind === 'reference' ? workspace.imageTags(parsed.reference) : [];
}

/** The digests of what stands before the `@`: of the image with that tag, or of every one of that name. */
async function digestOffers(name: string, span: Span, workspace: Workspace): Promise<readonly Completion[]> {
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
        digest,
        detail: message('local, {0}, {1}', image.size, image.created),
      })),
    );
  const theirs =
    remote === undefined || ours.some(({ digest }) => digest === remote)
      ? []
      : [{ digest: remote, detail: message('in the registry') }];
  return [...ours, ...theirs].map(({ digest, detail }, index) =>
    offer(`${name}@${digest}`, span, index, { kind: 'reference', detail, group: 0 }),
  );
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

/** The image that the cursor stands in, or the empty place for one behind FROM. */
function imageSpan(model: DockerfileModel, offset: number): Span | undefined {
  const reference = model.references().find(({ span }) => touches(span, offset));
  if (reference) return reference.name.includes('$') ? undefined : { ...reference.span };
  const position = positionAt(model, offset);
  if (position.kind !== 'instruction' || position.instruction.kind !== 'from') return undefined;
  const { words, keyword } = position.instruction;
  const isEmpty = words.length === 0 && position.at > keyword.at + keyword.text.length;
  return isEmpty ? { start: offset, end: offset } : undefined;
}

/** What the engine knows of the image at a place. */
export async function imageHover(
  model: DockerfileModel,
  offset: number,
  workspace: Workspace,
): Promise<Hover | undefined> {
  const reference = model.references().find(({ span }) => touches(span, offset));
  if (!reference || reference.target) return undefined;
  const span = { ...reference.span };
  const name = reference.instruction.kind === 'from' ? reference.from.baseName : reference.name;
  const found = name === undefined || name === 'scratch' ? undefined : await localImage(name, workspace);
  if (!found) return undefined;
  const { tags, digests } = found;
  return { span, content: blocks(found, await workspace.imageFacts(tags[0] ?? digests[0] ?? '')) };
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

/** Fixes what a tag means today: the digest of the engine's image of that name, else that of the registry. */
export async function pinRefactorings(
  model: DockerfileModel,
  selection: Span,
  workspace: Workspace,
): Promise<readonly Refactoring[]> {
  const reference = model
    .references()
    .find(({ span }) => span.start <= selection.end && span.end >= selection.start && span.start < span.end);
  if (!reference || reference.target || reference.name === 'scratch' || /[$@]/.test(reference.name)) return [];
  const parsed = parseReference(reference.name);
  if (parsed.kind !== 'reference') return [];
  const { start, end } = reference.span;
  // A name that is quoted or goes on in the next line is left alone.
  if (model.text.slice(start, end) !== reference.name) return [];
  const image = await localImage(reference.name, workspace);
  const [local] = image ? digestsOf(image, parsed.reference) : [];
  const digest = local ?? (await workspace.imageDigest(parsed.reference, parsed.reference.tag ?? 'latest'));
  if (digest === undefined) return [];
  const title =
    local === undefined
      ? message('Pin {0} to the digest that its registry has now', reference.name)
      : message('Pin {0} to the digest of the local image', reference.name);
  return [{ title, edits: [{ span: { start: end, end }, newText: `@${digest}` }] }];
}
