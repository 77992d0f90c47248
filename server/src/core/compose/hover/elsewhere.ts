import type { FilePlace, Hover } from '../../language.ts';
import type { Block } from '../../text/markup.ts';
import { message } from '../../text/message.ts';
import type { Workspace } from '../../workspace.ts';
import { lookupDefinition } from '../lookupDefinition.ts';
import type { ComposeModel } from '../model.ts';
import { baseName } from '../project/paths.ts';
import { pathAt } from '../yaml/nodeAt.ts';

/** What stands in the other file that a value names a part of: the stage, the build argument, or the service to extend. */
export async function elsewhereHover(
  model: ComposeModel,
  offset: number,
  workspace: Workspace,
): Promise<Hover | undefined> {
  const { steps } = pathAt(model.yaml, offset);
  const [section, , ...keys] = steps.map((step) => (typeof step === 'number' ? '[]' : step.key.text));
  if (section !== 'services' || !/^(?:build\.target|build\.args\..+|extends\.service)$/.test(keys.join('.'))) {
    return undefined;
  }
  const found = await lookupDefinition(model, offset, workspace);
  const [target] = found?.targets ?? [];
  return found && target && { span: found.span, content: sourceOf(target) };
}

/** The line of a place with all that is indented deeper below it. */
function sourceOf({ path, text, span }: FilePlace): readonly Block[] {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const [first = '', ...others] = text.slice(start).split(/\r?\n/, maxLines);
  const column = indentOf(first);
  const end = others.findIndex((line) => line.trim() !== '' && indentOf(line) <= column);
  const lines = [first, ...others.slice(0, end < 0 ? others.length : end)].map((line) => line.slice(column));
  const language = /\.ya?ml$/.test(path) ? 'yaml' : 'dockerfile';
  return [
    { kind: 'code', language, code: lines.join('\n').trimEnd() },
    { kind: 'text', text: message('From {0}', baseName(path)) },
  ];
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

const maxLines = 20;
