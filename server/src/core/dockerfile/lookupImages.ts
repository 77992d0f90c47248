import { parseReference } from '../image/reference.ts';
import type { Completion, Hover } from '../language.ts';
import type { Block } from '../text/markup.ts';
import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { LocalImage, Workspace } from '../workspace.ts';
import { offer } from './completion/offers.ts';
import type { DockerfileModel } from './model.ts';
import { positionAt } from './position.ts';

/** Images of the engine where one is written; behind a colon also the tags that its registry has. */
export async function imageCompletions(
  model: DockerfileModel,
  offset: number,
  workspace: Workspace,
): Promise<readonly Completion[]> {
  const span = imageSpan(model, offset);
  if (!span) return [];
  const written = model.text.slice(span.start, span.end);
  const [, name = '', sign] = /^(.*?)([:@](?!.*\/).*)?$/s.exec(written) ?? [];
  const [local, remote] = await Promise.all([
    workspace.localImages(),
    sign?.startsWith(':') === true ? remoteTags(workspace, name) : [],
  ]);
  const byName = (reference: string): boolean => sign === undefined || reference.startsWith(`${name}${sign.charAt(0)}`);
  const ours = local.flatMap(({ tags, digests, size, created }) =>
    [...tags, ...(sign?.startsWith('@') === true ? digests : [])]
      .filter(byName)
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
  const wanted = name === undefined || name === 'scratch' ? undefined : normalized(name);
  if (wanted === undefined) return undefined;
  const images = await workspace.localImages();
  const found = images.find(({ tags, digests }) => [...tags, ...digests].some((tag) => normalized(tag) === wanted));
  return found && { span, content: facts(found) };
}

function normalized(name: string): string | undefined {
  const parsed = parseReference(name);
  if (parsed.kind !== 'reference') return undefined;
  const { domain, path, tag, digest } = parsed.reference;
  return digest === undefined ? `${domain}/${path}:${tag ?? 'latest'}` : `${domain}/${path}@${digest}`;
}

function facts({ size, created, containers }: LocalImage): readonly Block[] {
  return [
    text(message('The engine has it: {0}, made on {1}', size, created)),
    ...(containers.length > 0 ? [text(message('Containers: {0}', containers.slice(0, maxContainers).join(', ')))] : []),
  ];
}

const maxContainers = 5;

function text(content: Message): Block {
  return { kind: 'text', text: content };
}
