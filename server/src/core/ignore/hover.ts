import type { Hover } from '../language.ts';
import type { Block } from '../text/markup.ts';
import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { Workspace } from '../workspace.ts';
import type { FileCount } from './contextFiles.ts';
import { contextPaths, countFiles } from './contextFiles.ts';
import type { IgnoreModel } from './model.ts';
import { patternAt } from './model.ts';
import { decisivePattern, isLeftOut, matches } from './patterns.ts';

/** What the pattern at `offset` leaves out or takes in again: the paths that it decides about. */
export async function lookupHover(
  model: IgnoreModel,
  offset: number,
  workspace: Workspace,
): Promise<Hover | undefined> {
  const pattern = patternAt(model, offset);
  if (!pattern || pattern.problem) return undefined;
  const { paths, isComplete } = await contextPaths(workspace, model.patterns);
  const decided = paths.filter(
    ({ path }) => matches(pattern, path) && decisivePattern(model.patterns, path) === pattern,
  );
  // What lies in a folder that is decided about itself need not be named.
  const names = new Set(decided.map(({ path }) => path));
  const roots = decided.filter(({ path }) => !names.has(path.slice(0, Math.max(path.lastIndexOf('/'), 0))));
  const isMeant = (path: string): boolean => isLeftOut(model.patterns, path) !== pattern.isException;
  const count = await countFiles(workspace, roots, isMeant);
  const content: Block[] = [
    text(
      pattern.isException
        ? message('Takes in again what the patterns above leave out:')
        : message('Leaves out of the build context:'),
    ),
    ...(roots.length === 0
      ? [text(message('nothing that is there now'))]
      : [
          {
            kind: 'code' as const,
            language: '',
            code: roots
              .slice(0, maxNames)
              .map(({ path, kind }) => (kind === 'folder' ? `${path}/` : path))
              .join('\n'),
          },
        ]),
    ...(roots.length > maxNames ? [text(message('and {0} more', roots.length - maxNames))] : []),
    ...(roots.some(({ kind }) => kind === 'folder') || roots.length > 1 ? [text(countText(count))] : []),
    ...(isComplete ? [] : [text(message('The build context is large; not all of it was looked at.'))]),
  ];
  return { span: { ...pattern.span }, content };
}

function countText({ files, isComplete }: FileCount): Message {
  return isComplete ? message('Files: {0}', files) : message('Files: more than {0}', files);
}

const maxNames = 10;

function text(content: Message): Block {
  return { kind: 'text', text: content };
}
