import type { FileOccurrence, Refusal, RenameEdits, RenamePlace } from '../language.ts';
import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import { touches } from '../text/span.ts';
import type { ComposeModel } from './model.ts';
import type { Site } from './sites.ts';
import { sitesAt, sitesOf } from './sites.ts';

/** What a rename at `offset` would rename; a refusal where the name is not this file's own to choose. */
export function prepareRename(
  model: ComposeModel,
  offset: number,
  around: readonly FileOccurrence[] = [],
): RenamePlace | Refusal | undefined {
  const sites = sitesAt(model, offset);
  const site = sites.find(({ span }) => touches(span, offset));
  if (!site) return undefined;
  const problem = foreign(sites, around);
  return problem ? refusal(problem) : { kind: 'place', span: site.span, name: site.name };
}

/** The edits that rename what is named at `offset` everywhere in the file. */
export function rename(
  model: ComposeModel,
  offset: number,
  newName: string,
  around: readonly FileOccurrence[] = [],
): RenameEdits | Refusal | undefined {
  const sites = sitesAt(model, offset);
  const [first] = sites;
  if (!first) return undefined;
  const problem = foreign(sites, around) ?? problemOf(model, first, newName);
  if (problem) return refusal(problem);
  return { kind: 'edits', edits: sites.map(({ span }) => ({ span, newText: newName })) };
}

function refusal(reason: Message): Refusal {
  return { kind: 'refusal', reason };
}

/** Why a thing cannot be renamed here: nobody knows where it is declared. */
function foreign(sites: readonly Site[], around: readonly FileOccurrence[]): Message | undefined {
  const [first] = sites;
  if (around.some(({ role }) => role === 'definition')) return undefined;
  if (first?.kind === 'variable')
    return message('Variables come from .env files and the environment: rename them there.');
  if (first?.kind === 'profile' || sites.some(({ role }) => role === 'definition')) return undefined;
  return message('{0} is not declared in this file.', first?.name ?? '');
}

function problemOf(model: ComposeModel, { kind, name, file }: Site, newName: string): Message | undefined {
  if (newName === name) return undefined;
  if (kind === 'anchor') {
    if (!/^[^\s,[\]{}]+$/.test(newName)) return message('The name of an anchor has no spaces and none of , [ ] { }.');
    return model.yaml.anchorNames.has(newName) ? taken(newName) : undefined;
  }
  if (kind === 'variable')
    return /^[a-zA-Z_]\w*$/.test(newName)
      ? undefined
      : message('The name of a variable has letters, digits and underscores only, and no digit first.');
  if (!/^[a-zA-Z0-9._-]+$/.test(newName))
    return message('A name has letters, digits, dots, dashes and underscores only.');
  const isTaken = sitesOf(model).some(
    (site) => site.kind === kind && site.name === newName && site.file === file && kind !== 'profile',
  );
  return isTaken ? taken(newName) : undefined;
}

function taken(name: string): Message {
  return message('{0} is used already.', name);
}
