import type { Refactoring } from '../../language.ts';
import { lineBreakAt } from '../../text/lineBreak.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { Workspace } from '../../workspace.ts';
import { isSameNode } from '../format/sameData.ts';
import { unitOf } from '../indentation.ts';
import type { ComposeModel } from '../model.ts';
import { blockStart } from '../ordering.ts';
import { removeEntry } from '../removeEntry.ts';
import { endOfLine } from '../topLevel.ts';
import { pathAt } from '../yaml/nodeAt.ts';
import type { Entry, MapNode, Node } from '../yaml/nodes.ts';
import { columnOf, entryEnd, isMarked } from './write.ts';

/** A setting of a service that the cursor is in. */
interface ServiceSetting {
  readonly root: MapNode;
  readonly services: Entry;
  readonly service: Entry;
  readonly map: MapNode;
  readonly entry: Entry;
}

function settingAt(model: ComposeModel, offset: number): ServiceSetting | undefined {
  const { steps, nodes } = pathAt(model.yaml, offset);
  const [services, service, entry] = steps;
  const [root, , map] = nodes;
  if (typeof services !== 'object' || typeof service !== 'object' || typeof entry !== 'object') return undefined;
  const isSetting = services.key.text === 'services' && root?.kind === 'map' && map?.kind === 'map';
  return isSetting && !isMarked(entry.value) ? { root, services, service, map, entry } : undefined;
}

/** Puts the map or list of a setting into a fragment `x-…` with an anchor, which this and equal settings repeat. */
export function extractFragment(model: ComposeModel, selection: Span): Refactoring | undefined {
  const { text, yaml } = model;
  const setting = settingAt(model, selection.start);
  if (!setting || setting.root.flow) return undefined;
  const { entry, root, services } = setting;
  const at = blockStart(text, services.key.span.start, 0);
  if (at === undefined || (entry.value.kind !== 'map' && entry.value.kind !== 'list')) return undefined;
  const name = freeName(
    entry.key.text,
    (other) => yaml.anchorNames.has(other) || root.entries.some(({ key }) => key.text === `x-${other}`),
  );
  const fragment = fragmentText(text, entry, name);
  const equal = sameSettings(setting);
  const edits = [
    { span: { start: at, end: at }, newText: fragment },
    ...equal.flatMap((each) => aliasEdits(text, each, name)),
  ];
  const title = message('Extract {0} into a fragment with an anchor', entry.key.text);
  return { kind: 'extract', title, edits };
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let number = 2; ; number++) if (!isTaken(`${name}-${number}`)) return `${name}-${number}`;
}

/** The settings of that key in all services that hold the same. */
function sameSettings({ services, entry }: ServiceSetting): readonly Entry[] {
  const all = services.value.kind === 'map' ? services.value.entries : [];
  return all.flatMap(({ value }) => {
    const found = value.kind === 'map' ? value.entries.find(({ key }) => key.text === entry.key.text) : undefined;
    return found && (found === entry || (!isMarked(found.value) && isSameNode(found.value, entry.value)))
      ? [found]
      : [];
  });
}

function fragmentText(text: string, entry: Entry, name: string): string {
  const line = lineBreakAt(text, 0);
  if (isFlow(entry.value))
    return `x-${name}: &${name} ${text.slice(entry.value.span.start, entry.value.span.end)}${line}${line}`;
  const lines = linesBelow(text, entry).map((each) => (each === '' ? '' : unitOf(text) + each));
  return [`x-${name}: &${name}`, ...lines, '', ''].join(line);
}

function isFlow(node: Node): boolean {
  return node.kind !== 'scalar' && node.kind !== 'alias' && node.flow;
}

/** The lines of a value below its key, from column 0. */
function linesBelow(text: string, { key, value }: Entry): readonly string[] {
  const start = endOfLine(text, key.span.end);
  const column = columnOf(text, value.span.start);
  return text
    .slice(start, endOfLine(text, value.span.end))
    .split(/\r?\n/)
    .slice(1)
    .map((each) => each.replace(new RegExp(`^ {0,${column}}`), ''));
}

function aliasEdits(text: string, entry: Entry, name: string): readonly TextEdit[] {
  const { key, value } = entry;
  if (isFlow(value)) return [{ span: { ...value.span }, newText: `*${name}` }];
  const colon = text.indexOf(':', key.span.end) + 1;
  const start = endOfLine(text, key.span.end);
  return [
    { span: { start: colon, end: colon }, newText: ` *${name}` },
    { span: { start, end: endOfLine(text, value.span.end) }, newText: '' },
  ];
}

/** The name of the override file that Compose reads beside a file. */
function overrideOf(fileName: string): string | undefined {
  const [, name, extension] = /^((?:docker-)?compose)\.(ya?ml)$/.exec(fileName) ?? [];
  return name === undefined ? undefined : `${name}.override.${extension}`;
}

/** Moves a setting into the override file, where there is none yet: Compose puts it back when it merges the two. */
export async function extractOverride(
  model: ComposeModel,
  selection: Span,
  workspace: Workspace,
): Promise<Refactoring | undefined> {
  const { text, yaml } = model;
  const path = overrideOf(workspace.fileName);
  const setting = settingAt(model, selection.start);
  if (path === undefined || !setting || yaml.errors.length > 0 || yaml.documents.length > 1) return undefined;
  const { map, entry, service } = setting;
  const removal = removeEntry(text, map, entry);
  if (!removal || map.entries.some(({ key }) => key.text === '<<')) return undefined;
  const line = lineBreakAt(text, 0);
  const unit = unitOf(text);
  const column = columnOf(text, entry.key.span.start);
  const lines = text
    .slice(entry.key.span.start, map.flow ? entryEnd(text, entry) : endOfLine(text, entryEnd(text, entry)))
    .split(/\r?\n/)
    .map((each, index) => (index === 0 ? each : each.replace(new RegExp(`^ {0,${column}}`), '')));
  const body = lines.map((each) => (each === '' ? '' : unit + unit + each));
  const newText = ['services:', `${unit}${service.key.text}:`, ...body, ''].join(line);
  const title = message('Move {0} into {1}', entry.key.text, path);
  const folder = await workspace.listFolder('');
  const isThere = folder?.entries.some(({ name }) => /^(?:docker-)?compose\.override\.ya?ml$/.test(name)) ?? true;
  return isThere ? undefined : { kind: 'extract', title, edits: [removal], newFile: { path, text: newText } };
}
