import { pinOf } from '../../image/lookup.ts';
import type { Refactoring } from '../../language.ts';
import type { Span } from '../../text/span.ts';
import type { Workspace } from '../../workspace.ts';
import type { ComposeModel } from '../model.ts';
import { pathAt } from '../yaml/nodeAt.ts';

/** Fixes what the tag of an image means today: the digest of the engine's image of that name, else that of the registry. */
export async function pinImage(
  model: ComposeModel,
  selection: Span,
  workspace: Workspace,
): Promise<Refactoring | undefined> {
  const { steps, value } = pathAt(model.yaml, selection.start);
  const entry = steps.at(-1);
  const isImage = steps.length === 3 && typeof entry === 'object' && entry.key.text === 'image';
  if (!isImage || value?.kind !== 'scalar' || value.style === 'block' || /[$@]/.test(value.text)) return undefined;
  const { text: name, span, style } = value;
  const end = style === 'quoted' ? span.end - 1 : span.end;
  const pin = await pinOf(name, workspace);
  return pin && { title: pin.title, edits: [{ span: { start: end, end }, newText: `@${pin.digest}` }] };
}
