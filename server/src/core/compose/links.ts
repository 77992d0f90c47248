import { imagePage } from '../image/pages.ts';
import { parseReference } from '../image/reference.ts';
import type { FileLink, Link } from '../language.ts';
import type { Span } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import { entryAt } from '../workspace.ts';
import type { ComposeModel } from './model.ts';
import { message } from '../text/message.ts';
import { isHostPath, parseMount } from './mounts.ts';
import { joinPath } from './paths.ts';
import { alternatives } from './spec/lookup.ts';
import { portLinks } from './portLinks.ts';
import { visitValues } from './values.ts';
import type { ValuePlace } from './values.ts';
import { entriesOf } from './yaml/entries.ts';
import { scalarOf } from './yaml/nodes.ts';
import type { ScalarNode } from './yaml/nodes.ts';

/** Links of images to their pages at their registries, and of addresses. */
export function links(model: ComposeModel): readonly Link[] {
  const found: Link[] = [];
  visitValues(model, (scalar, { steps }) => {
    const isImage = steps.length === 3 && steps[0] === 'services' && steps[2] === 'image';
    const parsed = isImage ? parseReference(withoutVariableTag(scalar.text)) : undefined;
    const page = parsed?.kind === 'reference' ? imagePage(parsed.reference) : undefined;
    if (page !== undefined) found.push({ span: inner(scalar), href: page, tooltip: message('Page of the image') });
    else if (/^https?:\/\/[^\s$]+$/.test(scalar.text)) found.push({ span: inner(scalar), href: scalar.text });
  });
  return [...found, ...portLinks(model.project)].sort((a, b) => a.span.start - b.span.start);
}

/** An image whose tag or digest is left to a variable, as in `nginx:${TAG:-1.29}`, without it. */
function withoutVariableTag(image: string): string {
  return image.replace(/^([^$]*[^$:@])[:@][\w.-]*\$(?:\{[^}]*\}|\w+)[\w.-]*$/, '$1');
}

/** So many paths are looked for in the file system. */
const maxPaths = 300;

/** Links to the files that are there: Dockerfiles, env files, bases of `extends`, sources of secrets and configs. */
export async function lookupLinks(model: ComposeModel, workspace: Workspace): Promise<readonly FileLink[]> {
  const paths: FileLink[] = [];
  visitValues(model, (scalar, { spot, steps }) => {
    const shape = alternatives(spot).find((each) => each.kind === 'text' && each.path === 'file');
    if (shape?.kind !== 'text' || paths.length >= maxPaths) return;
    const source = shape.format === 'mount' ? mountedPath(scalar) : scalar.text;
    const path = plainPath(steps.at(-1) === 'dockerfile' ? inContext(model, steps, source) : source);
    const { start } = inner(scalar);
    const end = shape.format === 'mount' ? start + source.length : inner(scalar).end;
    if (path !== undefined) paths.push({ span: { start, end }, path });
  });
  const there = await Promise.all(
    paths.map(async (link) => ((await entryAt(workspace, link.path))?.kind === 'file' ? [link] : [])),
  );
  return there.flat();
}

/** The path of the host in a short mount; empty where it has none, or where it is written with escapes. */
function mountedPath({ text, span, style }: ScalarNode): string {
  const source = parseMount(text)?.source ?? '';
  const isPlain = style !== 'block' && span.end - span.start === text.length + (style === 'quoted' ? 2 : 0);
  return isPlain && isHostPath(source) ? source : '';
}

/** The path of a Dockerfile, which stands in its build context. */
function inContext({ project }: ComposeModel, steps: ValuePlace['steps'], path: string): string {
  if (path.startsWith('/')) return path;
  const service = project.services.get(String(steps[1]));
  const context = scalarOf(entriesOf(service?.keys.get('build')?.value).get('context')?.value)?.text ?? '.';
  return `${context}/${path}`;
}

/** A path from the folder of the file; undefined for what is none, and where that cannot be known. */
function plainPath(text: string): string | undefined {
  const path = /[:*]/.test(text) ? undefined : joinPath('.', text);
  return path === '' ? undefined : path;
}

function inner({ span, style }: ScalarNode): Span {
  return style === 'quoted' ? { start: span.start + 1, end: span.end - 1 } : { start: span.start, end: span.end };
}
