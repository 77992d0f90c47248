import type { Completion } from '../language.ts';
import type { Workspace } from '../workspace.ts';
import type { IgnoreModel } from './model.ts';

/** The files and folders of the build context, folder by folder. */
export async function lookupCompletion(
  { text }: IgnoreModel,
  offset: number,
  workspace: Workspace,
): Promise<readonly Completion[]> {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  if (text.charAt(lineStart) === '#') return [];
  const [, head = '', written = ''] = /^(\s*!?\s*)(.*)$/.exec(text.slice(lineStart, offset)) ?? [];
  const slash = written.lastIndexOf('/');
  const folder = written.slice(0, Math.max(slash, 0)).replace(/^\.?\/+/, '');
  if (/[*?[\\]/.test(folder)) return [];
  const rest = /^[^\r\n/]*/.exec(text.slice(offset))?.[0] ?? '';
  const span = { start: lineStart + head.length + slash + 1, end: offset + rest.length };
  const listed = await workspace.listFolder(folder);
  const entries = listed?.entries.filter(({ name }) => !/[\r\n]/.test(name)) ?? [];
  return entries.map(({ name, kind }) => {
    const escaped = name.replaceAll(/[*?[\\]/g, String.raw`\$&`);
    return {
      label: kind === 'folder' ? `${name}/` : name,
      kind: kind === 'folder' ? 'folder' : 'file',
      span,
      newText: kind === 'folder' ? `${escaped}/` : escaped,
      isSnippet: false,
      sortText: `${kind === 'folder' ? 0 : 1}${name}`,
      docs: [],
    };
  });
}
