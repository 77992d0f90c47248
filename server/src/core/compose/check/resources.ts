import type { Diagnostic } from '../../lint/diagnostic.ts';
import { message } from '../../text/message.ts';
import type { ComposeModel } from '../model.ts';
import { entriesOf } from '../yaml/entries.ts';
import type { Entries } from '../yaml/entries.ts';
import { isEmpty, resolve, scalarOf } from '../yaml/nodes.ts';
import type { Entry } from '../yaml/nodes.ts';
import { problem } from './problem.ts';

/** What Compose wants of volumes, configs and secrets beyond the types of their keys (compose-go `validation/`). */
export function checkResources({ project }: ComposeModel): Diagnostic[] {
  const { networks, volumes, configs, secrets } = project.resources;
  return [
    ...[networks, volumes, configs, secrets].flatMap((kind) => [...kind.values()].flatMap(twoNames)),
    ...[...volumes.values()].flatMap(externalVolume),
    ...[...configs.values()].flatMap((entry) =>
      // Compose does not look whether it is external, only that something is said of it.
      contents(entry, ['file', 'environment', 'content'], project.whole && !entriesOf(entry.value).has('external')),
    ),
    ...[...secrets.values()].flatMap((entry) => contents(entry, ['file', 'environment'], project.whole)),
  ];
}

/** An external volume is looked up by its name: nothing else can be said of it. */
function externalVolume({ value }: Entry): readonly Diagnostic[] {
  const keys = entriesOf(value);
  if (!isExternal(keys)) return [];
  return [...keys.values()].flatMap(({ key }) => {
    if (key.text === 'external' || key.text === 'name' || key.text.startsWith('x-')) return [];
    const text = message('An external volume cannot have {0}: Compose does not create it.', key.text);
    return [problem('conflicting-keys', key.span, text)];
  });
}

/** `external.name` is the old way to say `name`. */
function twoNames({ value }: Entry): readonly Diagnostic[] {
  const keys = entriesOf(value);
  const old = entriesOf(keys.get('external')?.value).get('name');
  const name = scalarOf(keys.get('name')?.value);
  if (!old || !name || name.text === scalarOf(old.value)?.text) return [];
  const text = message('`external.name` and `name` differ. Write `name` only.');
  return [problem('conflicting-keys', old.key.span, text)];
}

function contents({ key, value }: Entry, sources: readonly string[], whole: boolean): readonly Diagnostic[] {
  const keys = entriesOf(value);
  const given = sources.flatMap((source) => keys.get(source) ?? []);
  const [, second] = given;
  if (second) {
    const text = message('Only one of these can stand here: {0}.', sources.join(', '));
    return [problem('conflicting-keys', second.key.span, text)];
  }
  const empty = value.kind === 'scalar' && isEmpty(value);
  if (given.length > 0 || !whole || empty || isExternal(keys)) return [];
  const text = message('{0} needs to say where its content comes from, by one of: {1}.', key.text, sources.join(', '));
  return [problem('missing-key', key.span, text)];
}

function isExternal(keys: Entries): boolean {
  const value = keys.get('external')?.value;
  const node = value && resolve(value);
  if (node?.kind === 'map') return true;
  return node?.kind === 'scalar' && /^(?:true|y|yes|on)$/i.test(node.text);
}
