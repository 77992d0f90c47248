import { imageOffers, localImageDocs, pinOf } from '../image/lookup.ts';
import type { Completion, Hover, Refactoring } from '../language.ts';
import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
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
  const found = await imageOffers(model.text.slice(span.start, span.end), workspace);
  return found.map(({ reference, detail, isLocal }, index) =>
    offer(reference, span, index, { kind: 'reference', detail, group: isLocal ? 0 : 1 }),
  );
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
  const content = name === undefined || name === 'scratch' ? [] : await localImageDocs(name, workspace);
  return content.length === 0 ? undefined : { span, content };
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
  const { start, end } = reference.span;
  // A name that is quoted or goes on in the next line is left alone.
  if (model.text.slice(start, end) !== reference.name) return [];
  const pin = await pinOf(reference.name, workspace);
  return pin ? [{ title: pin.title, edits: [{ span: { start: end, end }, newText: `@${pin.digest}` }] }] : [];
}
