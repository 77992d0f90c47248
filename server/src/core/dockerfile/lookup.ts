import type { ContextPath, IgnoreFile } from '../ignore/contextFiles.ts';
import { ignoreFileOf } from '../ignore/contextFiles.ts';
import { decisivePattern, isLeftOut } from '../ignore/patterns.ts';
import type { Completion, FileLink, Hover } from '../language.ts';
import type { Block } from '../text/markup.ts';
import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import { touches } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import { entryAt } from '../workspace.ts';
import { contextSources, plainPath, sourceBeingWritten } from './contextSources.ts';
import { imageCompletions, imageHover } from './lookupImages.ts';
import type { DockerfileModel } from './model.ts';

/** The files and folders of the build context, where a source is written; what .dockerignore leaves out is not there. */
export async function lookupCompletion(
  model: DockerfileModel,
  offset: number,
  workspace: Workspace,
): Promise<readonly Completion[]> {
  const source = sourceBeingWritten(model, offset);
  if (!source) return imageCompletions(model, offset, workspace);
  const { form, span } = source;
  const written = model.text.slice(span.start, offset);
  // A variable is begun there.
  if (/\$\{?\w*$/.test(written)) return [];
  const slash = written.lastIndexOf('/');
  const folder = plainPath(written.slice(0, slash + 1).replace(/^["']/, ''));
  if (folder === undefined) return [];
  const place = { start: span.start + slash + 1, end: segmentEnd(model.text, offset, span.end) };
  const [listed, ignored] = await Promise.all([workspace.listFolder(folder), ignoreFileOf(workspace)]);
  const hasExceptions = ignored?.patterns.some(({ isException }) => isException) ?? false;
  const isOffered = ({ path, kind }: ContextPath): boolean =>
    !ignored || !isLeftOut(ignored.patterns, path) || (kind === 'folder' && hasExceptions);
  return (listed?.entries ?? [])
    .filter(({ name, kind }) => isOffered({ path: folder === '' ? name : `${folder}/${name}`, kind }))
    .filter(({ name }) => (form === 'json' ? !/["\\]/.test(name) : !/[\s"'\\$*?[\]]/.test(name)))
    .map(({ name, kind }) => ({
      label: kind === 'folder' ? `${name}/` : name,
      kind,
      span: place,
      newText: kind === 'folder' && model.text.charAt(place.end) !== '/' ? `${name}/` : name,
      isSnippet: false,
      sortText: `0${kind === 'folder' ? 0 : 1}${name}`,
      docs: [],
    }));
}

function segmentEnd(text: string, offset: number, end: number): number {
  const slash = text.slice(offset, end).indexOf('/');
  return slash < 0 ? Math.max(offset, end) : offset + slash;
}

/** What a source is: a file or a folder of the context, or left out of it by a pattern. */
export async function lookupHover(
  model: DockerfileModel,
  offset: number,
  workspace: Workspace,
): Promise<Hover | undefined> {
  const source = contextSources(model).find(({ span }) => touches(span, offset));
  const path = source && plainPath(source.value);
  if (!source) return imageHover(model, offset, workspace);
  if (path === undefined) return undefined;
  const span = { ...source.span };
  if (path === '')
    return { span, content: [text(message('The whole build context, but for what .dockerignore leaves out'))] };
  const [entry, ignored] = await Promise.all([entryAt(workspace, path), ignoreFileOf(workspace)]);
  if (!entry && (await workspace.listFolder('')) === undefined) return undefined;
  const kind =
    entry === undefined
      ? message(
          '{0} is not in the folder of this Dockerfile. The build finds it only if its context is another one.',
          path,
        )
      : entry.kind === 'folder'
        ? message('Folder {0} of the build context', path)
        : message('File {0} of the build context', path);
  return { span, content: [text(kind), ...ignoredBlocks(ignored, path)] };
}

function ignoredBlocks(ignored: IgnoreFile | undefined, path: string): readonly Block[] {
  const decisive = ignored && decisivePattern(ignored.patterns, path);
  if (!ignored || !decisive || decisive.isException) return [];
  return [
    text(
      message(
        'Left out by the pattern {0} in line {1} of {2}: the build does not see it.',
        decisive.text,
        decisive.line + 1,
        ignored.name,
      ),
    ),
  ];
}

function text(content: Message): Block {
  return { kind: 'text', text: content };
}

/** Links to the files of the context that are there. */
export async function lookupLinks(model: DockerfileModel, workspace: Workspace): Promise<readonly FileLink[]> {
  const sources = contextSources(model)
    .slice(0, maxSources)
    .map(({ span, value }) => ({ span: { ...span }, path: plainPath(value) }));
  const links = await Promise.all(
    sources.map(async ({ span, path }): Promise<readonly FileLink[]> => {
      const entry = path === undefined || path === '' ? undefined : await entryAt(workspace, path);
      return path !== undefined && entry?.kind === 'file' ? [{ span, path }] : [];
    }),
  );
  return links.flat();
}

/** So many sources are looked for in the file system. */
const maxSources = 500;
