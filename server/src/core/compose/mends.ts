import type { Diagnostic } from '../lint/diagnostic.ts';
import type { Fix } from '../lint/rule.ts';
import { closest } from '../text/closest.ts';
import { lineBreakAt } from '../text/lineBreak.ts';
import { message } from '../text/message.ts';
import type { Message } from '../text/message.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { unitOf } from './indentation.ts';
import type { ComposeModel } from './model.ts';
import { referencesByStart } from './names.ts';
import { columnOf, dashOf } from './refactor/write.ts';
import { removeEntry, removeItem } from './removeEntry.ts';
import { addResources } from './topLevel.ts';
import { pathAt } from './yaml/nodeAt.ts';
import type { NodePath } from './yaml/nodeAt.ts';
import { isEmpty } from './yaml/nodes.ts';
import type { Entry } from './yaml/nodes.ts';

/** What is wrong in a file, each with the mends that its place allows. Those that have some already keep them. */
export function withMends(model: ComposeModel, found: readonly Diagnostic[]): readonly Diagnostic[] {
  return found.map((diagnostic) => {
    const mend = mends[diagnostic.code];
    if (!mend || !hasMends(diagnostic)) return diagnostic;
    const fixes = mend(model, diagnostic);
    return fixes.length > 0 ? { ...diagnostic, fixes: [...(diagnostic.fixes ?? []), ...fixes] } : diagnostic;
  });
}

/** Whether something may be mended that says no better mend by itself. */
export function hasMends({ code, isRule, fixes = [] }: Diagnostic): boolean {
  return !isRule && Object.hasOwn(mends, code) && !fixes.some(({ preferred }) => preferred);
}

type Mend = (model: ComposeModel, diagnostic: Diagnostic) => readonly Fix[];

const mends: Readonly<Record<string, Mend>> = {
  'undefined-reference': declareName,
  'undefined-alias': otherAnchor,
  'duplicate-key': (model, { span }) => removals(model, pathAt(model.yaml, span.start)),
  'duplicate-item': removeAgain,
  'conflicting-keys': removeOne,
  'missing-key': addKey,
  'wrong-type': addKey,
  'invalid-value': mendValue,
  'invalid-interpolation': doubleDollar,
};

function fix(title: Message, edits: readonly TextEdit[]): readonly Fix[] {
  return edits.length > 0 ? [{ title, edits }] : [];
}

/** The missing name under its section of the top level; and a path, where a mount may mean one. */
function declareName(model: ComposeModel, { span }: Diagnostic): readonly Fix[] {
  const reference = referencesByStart(model.project).get(span.start);
  const section = reference && sections[reference.kind];
  if (!reference || !section) return [];
  const { name, kind } = reference;
  const bodies: Readonly<Record<string, string>> = { secret: `./${name}.txt`, config: `./${name}` };
  const file = bodies[kind];
  const body = file === undefined ? '' : `\n${unitOf(model.text)}file: ${file}`;
  const declared = addResources(model, section, [{ name, body }]);
  const isMount = kind === 'volume' && model.text.charAt(reference.span.end) === ':';
  return [
    ...fix(message('Declare {0} under {1}', name, section), declared),
    ...(isMount
      ? fix(message('Make it the path {0}', `./${name}`), [
          { span: { start: span.start, end: span.start }, newText: './' },
        ])
      : []),
  ];
}

const sections: Readonly<Record<string, string>> = {
  network: 'networks',
  volume: 'volumes',
  secret: 'secrets',
  config: 'configs',
};

function otherAnchor({ yaml }: ComposeModel, { span }: Diagnostic): readonly Fix[] {
  const alias = yaml.aliases.find((each) => each.span.start === span.start);
  const near = alias && closest(alias.name, yaml.anchorNames);
  return near === undefined ? [] : fix(message('Change to {0}', `*${near}`), [{ span, newText: `*${near}` }]);
}

/** What stands in a list already. */
function removeAgain(model: ComposeModel, { span }: Diagnostic): readonly Fix[] {
  const { steps, nodes } = pathAt(model.yaml, span.start);
  const level = nodes.findLastIndex((node) => node.kind === 'list');
  const list = nodes[level];
  const index = steps[level];
  if (list?.kind !== 'list' || typeof index !== 'number') return [];
  const edit = removeItem(model.text, list, index);
  const item = list.items[index];
  return edit && item ? fix(message('Remove {0}', model.text.slice(item.span.start, item.span.end)), [edit]) : [];
}

/** Of keys that exclude each other, either goes. */
function removeOne(model: ComposeModel, { span }: Diagnostic): readonly Fix[] {
  const path = pathAt(model.yaml, span.start);
  const entry = path.steps.at(-1);
  const partner = typeof entry === 'object' ? partners.get(entry.key.text) : undefined;
  const map = path.nodes.at(-1);
  const other = map?.kind === 'map' ? map.entries.find(({ key }) => key.text === partner) : undefined;
  return [...removals(model, path), ...(map && other ? removal(model, map, other) : [])];
}

const partners: ReadonlyMap<string, string> = new Map([
  ['network_mode', 'networks'],
  ['dockerfile_inline', 'dockerfile'],
  ['count', 'device_ids'],
]);

/** The fix that takes the entry away whose key is at the end of a path. */
function removals(model: ComposeModel, { steps, nodes, key }: NodePath): readonly Fix[] {
  const entry = steps.at(-1);
  const map = nodes.at(-1);
  return key && typeof entry === 'object' && map ? removal(model, map, entry) : [];
}

function removal({ text }: ComposeModel, map: NodePath['nodes'][number], entry: Entry): readonly Fix[] {
  const edit = map.kind === 'map' ? removeEntry(text, map, entry) : undefined;
  return edit ? fix(message('Remove {0}', entry.key.text), [edit]) : [];
}

/** The condition of a dependency, and the file of a config or secret. */
function addKey(model: ComposeModel, { span }: Diagnostic): readonly Fix[] {
  const { steps, key, nodes } = pathAt(model.yaml, span.start);
  const last = steps.at(-1);
  if (!key || typeof last !== 'object') return [];
  const map = nodes.at(-1);
  const entry: Place = { entry: last, isFlow: map?.kind === 'map' && map.flow };
  const path = steps.map((step) => (typeof step === 'number' ? '[]' : step.key.text));
  const name = last.key.text;
  if (path[0] === 'services' && path[2] === 'depends_on') return addTo(model, entry, 'condition: service_started');
  if (path.length === 2 && path[0] === 'secrets') return addTo(model, entry, `file: ./${name}.txt`);
  return path.length === 2 && path[0] === 'configs' ? addTo(model, entry, `file: ./${name}`) : [];
}

interface Place {
  readonly entry: Entry;
  /** Whether it stands in braces. */
  readonly isFlow: boolean;
}

function addTo({ text }: ComposeModel, { entry, isFlow }: Place, setting: string): readonly Fix[] {
  const title = message('Add {0}', setting);
  const { value } = entry;
  const line = lineBreakAt(text, 0);
  if (value.kind === 'map' && value.flow) {
    const start = value.span.start + 1;
    return fix(title, [{ span: { start, end: start }, newText: value.entries.length > 0 ? `${setting}, ` : setting }]);
  }
  if (value.kind === 'map') {
    const start = value.entries[0]?.key.span.start ?? value.span.start;
    return fix(title, [
      { span: { start, end: start }, newText: `${setting}${line}${' '.repeat(columnOf(text, start))}` },
    ]);
  }
  if (!isEmpty(value)) return [];
  const colon = text.indexOf(':', entry.key.span.end) + 1;
  const end = /^\s*:/.test(text.slice(entry.key.span.end)) ? colon : entry.key.span.end;
  if (isFlow) {
    const newText = `${end === colon ? '' : ':'} {${setting}}`;
    return fix(title, [{ span: { start: end, end }, newText }]);
  }
  const indent = ' '.repeat(columnOf(text, entry.key.span.start)) + unitOf(text);
  return fix(title, [{ span: { start: end, end }, newText: `${line}${indent}${setting}` }]);
}

/** The verb of a health check, and blanks around the `=` of a variable. */
function mendValue(model: ComposeModel, { span }: Diagnostic): readonly Fix[] {
  const { steps, value, nodes } = pathAt(model.yaml, span.start);
  const keys = steps.flatMap((step) => (typeof step === 'number' ? [] : [step.key.text]));
  if (value?.kind !== 'scalar') return [];
  if (keys.at(-1) === 'environment') {
    const newText = value.text.replace(/\s*=\s*/, '=');
    const isClean = newText !== value.text && !/\s/.test(newText.split('=')[0] ?? '');
    return isClean
      ? fix(message('Take the blanks away'), [
          { span, newText: value.style === 'quoted' ? JSON.stringify(newText) : newText },
        ])
      : [];
  }
  const list = nodes.at(-2);
  if (keys.at(-1) !== 'test' || keys.at(-2) !== 'healthcheck' || list?.kind !== 'list') return [];
  const title = message('Begin it with CMD');
  if (list.flow) return fix(title, [{ span: { start: span.start, end: span.start }, newText: '"CMD", ' }]);
  const dash = dashOf(model.text, value);
  if (dash === undefined) return [];
  const newText = `- CMD${lineBreakAt(model.text, 0)}${' '.repeat(columnOf(model.text, dash))}`;
  return fix(title, [{ span: { start: dash, end: dash }, newText }]);
}

/** A dollar sign that begins no variable is written twice. */
function doubleDollar({ text }: ComposeModel, { span }: Diagnostic): readonly Fix[] {
  if (text.charAt(span.start) !== '$') return [];
  const { start } = span;
  return fix(message('Write `$$`, which stands for a dollar sign'), [{ span: { start, end: start }, newText: '$' }]);
}
