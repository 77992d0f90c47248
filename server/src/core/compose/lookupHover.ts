import { localImageDocs } from '../image/lookup.ts';
import type { Hover } from '../language.ts';
import type { Block } from '../text/markup.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import { entryAt } from '../workspace.ts';
import { hasVariable } from './check/formats.ts';
import { elsewhereHover } from './hover/elsewhere.ts';
import { projectHover } from './hover/project.ts';
import type { ComposeModel } from './model.ts';
import { joinPath } from './paths.ts';
import { alternatives, lookUp } from './spec/lookup.ts';
import { entriesOf } from './yaml/entries.ts';
import { pathAt } from './yaml/nodeAt.ts';
import type { NodePath } from './yaml/nodeAt.ts';
import { scalarOf } from './yaml/nodes.ts';

/** What the engine knows of the image at a place, what lies at a path, and what other files say. */
export async function lookupHover(
  model: ComposeModel,
  offset: number,
  workspace: Workspace,
): Promise<Hover | undefined> {
  const found = await Promise.all([
    aroundHover(model, offset, workspace),
    elsewhereHover(model, offset, workspace),
    projectHover(model, offset, workspace),
  ]);
  const [first, ...others] = found.filter((each) => each !== undefined);
  return first && { span: first.span, content: [first, ...others].flatMap(({ content }) => content) };
}

async function aroundHover(model: ComposeModel, offset: number, workspace: Workspace): Promise<Hover | undefined> {
  const { value, steps } = pathAt(model.yaml, offset);
  if (value?.kind !== 'scalar' || value.text === '' || hasVariable(value.text)) return undefined;
  const span = { ...value.span };
  const keys = steps.map((step) => (typeof step === 'number' ? 'item' : { key: step.key.text }));
  const last = steps.at(-1);
  const isImage = typeof last === 'object' && last.key.text === 'image' && steps.length > 2;
  const { text } = value;
  if (isImage) return shown(span, await localImageDocs(text, workspace));
  const spot = lookUp(keys);
  const isPath = spot && alternatives(spot).some((shape) => shape.kind === 'text' && shape.path && !shape.format);
  const base = typeof last === 'object' && last.key.text === 'dockerfile' ? contextOf(steps) : '.';
  const path = isPath ? joinPath(base, text) : undefined;
  return path === undefined || path === '' ? undefined : shown(span, await pathDocs(path, workspace));
}

function shown(span: Span, content: readonly Block[]): Hover | undefined {
  return content.length > 0 ? { span, content } : undefined;
}

/** The build context beside a Dockerfile. */
function contextOf(steps: NodePath['steps']): string {
  const build = steps.at(-2);
  const entries = typeof build === 'object' ? entriesOf(build.value) : undefined;
  return scalarOf(entries?.get('context')?.value)?.text ?? '.';
}

async function pathDocs(path: string, workspace: Workspace): Promise<readonly Block[]> {
  const entry = await entryAt(workspace, path);
  if (entry) {
    const text = entry.kind === 'folder' ? message('The folder {0}', path) : message('The file {0}', path);
    return [{ kind: 'text', text }];
  }
  // A folder that cannot be read tells nothing of what is in it.
  if (path.startsWith('..') || (await workspace.listFolder('')) === undefined) return [];
  return [{ kind: 'text', text: message('Nothing lies at {0}.', path) }];
}
