import type { Hover } from '../language.ts';
import { lineIndex } from '../text/lineIndex.ts';
import type { Block } from '../text/markup.ts';
import { message } from '../text/message.ts';
import type { Message } from '../text/message.ts';
import { touches } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import type { ComposeModel } from './model.ts';
import { effectiveOf } from './project/effective.ts';
import { baseName } from './project/paths.ts';
import { sitesOf } from './sites.ts';

/** The value of the variable at a place, and the file that sets it. */
export async function variableHover(
  model: ComposeModel,
  offset: number,
  workspace: Workspace,
): Promise<Hover | undefined> {
  const site = sitesOf(model).find(({ kind, span }) => kind === 'variable' && touches(span, offset));
  if (!site) return undefined;
  const { name } = site;
  const span = { ...site.span };
  const reading = await effectiveOf(model, workspace, ({ environment }, files): readonly Block[] => {
    const variable = environment.get(name);
    if (!variable) return [{ kind: 'text', text: message('The variable {0} is not set.', name) }];
    const { value, origin } = variable;
    const entry = origin ? files.at(origin.file) : undefined;
    const where =
      origin && entry?.kind === 'file' ? setIn(origin.file, entry.text, origin.span.start) : setOutside(name);
    return [
      { kind: 'code', language: 'ini', code: `${name}=${value}` },
      { kind: 'text', text: where },
    ];
  });
  return reading && { span, content: reading.made };
}

function setIn(path: string, text: string, offset: number): Message {
  return message('Set in `{0}`, line {1}.', baseName(path), lineIndex(text).positionAt(offset).line + 1);
}

function setOutside(name: string): Message {
  return name === 'COMPOSE_PROJECT_NAME'
    ? message('The name of the project.')
    : message('Set in the environment that the editor was started in.');
}
