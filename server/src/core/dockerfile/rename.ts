import type { Refusal, RenameEdits, RenamePlace } from '../language.ts';
import { message } from '../text/message.ts';
import { touches } from '../text/span.ts';
import type { DockerfileModel } from './model.ts';
import { thingAt } from './occurrences.ts';
import { stageAt } from './position.ts';
import { heredocRenaming } from './rename/heredoc.ts';
import type { Renaming } from './rename/renaming.ts';
import { refusal } from './rename/renaming.ts';
import { stageRenaming } from './rename/stage.ts';
import { variableRenaming } from './rename/variable.ts';

/** What a rename at `offset` would rename; a refusal where the name is not the file's own to choose. */
export function prepareRename(model: DockerfileModel, offset: number): RenamePlace | Refusal | undefined {
  const renaming = renamingAt(model, offset);
  if (!renaming || 'reason' in renaming) return renaming;
  return { kind: 'place', span: renaming.span, name: renaming.name };
}

/** The edits that rename the stage, variable or heredoc at `offset` everywhere, so that the build stays as it was. */
export function rename(model: DockerfileModel, offset: number, newName: string): RenameEdits | Refusal | undefined {
  const renaming = renamingAt(model, offset);
  if (!renaming || 'reason' in renaming) return renaming;
  const problem = newName === renaming.name ? undefined : renaming.problemOf(newName);
  if (problem) return refusal(problem);
  return { kind: 'edits', edits: renaming.spans.map((span) => ({ span, newText: newName })) };
}

function renamingAt(model: DockerfileModel, offset: number): Renaming | Refusal | undefined {
  const thing = thingAt(model, offset);
  if (!thing) return imageRefusal(model, offset);
  if (thing.kind === 'stage') return stageRenaming(model, thing);
  return thing.kind === 'variable' ? variableRenaming(model, thing) : heredocRenaming(model, thing);
}

function imageRefusal(model: DockerfileModel, offset: number): Refusal | undefined {
  const stage = stageAt(model, offset);
  const isImage = model.references().some(({ span, from }) => from === stage && touches(span, offset));
  return isImage
    ? refusal(message('This names an image. Stages, variables and heredocs can be renamed, images cannot.'))
    : undefined;
}
