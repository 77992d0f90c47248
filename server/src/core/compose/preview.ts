import type { Preview } from '../language.ts';
import type { Workspace } from '../workspace.ts';
import type { ComposeModel } from './model.ts';
import { printConfig } from './print/config.ts';
import { effectiveOf } from './project/effective.ts';

/** What `docker compose config` would print for the project of a file, and where each piece of it comes from. */
export async function preview(model: ComposeModel, workspace: Workspace): Promise<Preview | undefined> {
  const { text: ownText } = model;
  const reading = await effectiveOf(model, workspace, (effective, files) => ({
    printed: printConfig(effective),
    textOf: (path: string): string | undefined => {
      const entry = files.at(path);
      return entry.kind === 'file' ? entry.text : undefined;
    },
  }));
  if (!reading) return undefined;
  const { effective, made, path } = reading;
  const textOf = (file: string): string => (file === path ? ownText : (made.textOf(file) ?? ''));
  const errors = effective.problems.filter(({ severity }) => severity === 'error');
  return {
    name: effective.name,
    text: made.printed.text,
    problems: errors.map(({ message, origin }) => ({
      message,
      place: { path: origin.file, text: textOf(origin.file), span: origin.span },
    })),
    sourceAt(offset) {
      const source = made.printed.sources.findLast(({ start, end }) => start <= offset && offset <= end);
      if (!source) return undefined;
      const { file, span } = source.origin;
      return { path: file, text: textOf(file), span };
    },
  };
}
