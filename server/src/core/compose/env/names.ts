import type { FileOccurrence, Occurrence, Refusal, RenameEdits, RenamePlace } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { touches } from '../../text/span.ts';
import type { Workspace } from '../../workspace.ts';
import { namedIn } from '../lookupOccurrences.ts';
import { besideOf } from './beside.ts';
import type { EnvModel } from './model.ts';
import { entryAtOffset, namedInVariables, usesIn } from './model.ts';

/** All places of the file that set or use the variable that is named at `offset`. */
export function occurrences(model: EnvModel, offset: number): readonly Occurrence[] {
  const named = nameAt(model, offset);
  return named ? namedInVariables(model, named.name) : [];
}

/** The places of the Compose files that fill it in: they see the variables of `.env` only. */
export async function lookupOccurrences(
  model: EnvModel,
  offset: number,
  workspace: Workspace,
): Promise<readonly FileOccurrence[]> {
  const name = nameAt(model, offset)?.name;
  if (name === undefined || workspace.fileName !== '.env') return [];
  const beside = await besideOf(workspace);
  if (!beside) return [];
  const { start, included } = beside.project;
  return beside.gathered.settle((files) =>
    [...start.files, ...included].flatMap((path) => namedIn(files, path, { kind: 'variable', name })),
  );
}

/** What a rename at `offset` would rename. */
export function prepareRename(model: EnvModel, offset: number): RenamePlace | undefined {
  const named = nameAt(model, offset);
  return named && { kind: 'place', ...named };
}

/** The edits that rename a variable everywhere in the file. */
export function rename(model: EnvModel, offset: number, newName: string): RenameEdits | Refusal | undefined {
  if (!nameAt(model, offset)) return undefined;
  if (!/^[a-zA-Z_]\w*$/.test(newName)) {
    const reason = message('The name of a variable has letters, digits and underscores only, and no digit first.');
    return { kind: 'refusal', reason };
  }
  return {
    kind: 'edits',
    edits: occurrences(model, offset).map(({ span }) => ({ span, newText: newName })),
  };
}

interface Named {
  readonly name: string;
  readonly span: Span;
}

function nameAt(model: EnvModel, offset: number): Named | undefined {
  const entry = entryAtOffset(model, offset);
  if (!entry) return undefined;
  if (touches(entry.nameSpan, offset))
    return entry.name === '' ? undefined : { name: entry.name, span: entry.nameSpan };
  return usesIn(model, entry).find(({ span }) => touches(span, offset));
}
