import { perObject } from '../../perObject.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { closest } from '../../text/closest.ts';
import type { ComposeModel } from '../model.ts';
import { root } from '../spec/root.ts';
import { service } from '../spec/service.ts';
import { options } from '../spec/shape.ts';
import type { MapShape } from '../spec/shape.ts';
import { entriesOf } from '../yaml/entries.ts';
import { entrySpan, isMergeKey } from '../yaml/nodes.ts';
import type { Entry, ScalarNode } from '../yaml/nodes.ts';
import { problem, replaceFix } from './problem.ts';
import type { Place } from './place.ts';

/** A key that the table does not have here: a slip of the pen, or a key that belongs elsewhere. */
export function unknownKey(model: ComposeModel, shape: MapShape, entry: Entry): Diagnostic {
  const { key } = entry;
  const name = key.text;
  const near = closest(name, Object.keys(shape.keys));
  if (near !== undefined) {
    const text = message('There is no key {0} here. Did you mean {1}?', name, near);
    return problem('unknown-key', key.span, text, { fixes: [replaceFix(key.span, near)] });
  }
  if (shape === root && looksLikeService(entry)) {
    const text = message('The service {0} must stand under the top-level key `services:`.', name);
    return problem('unknown-key', key.span, text, { fixes: wrapInServices(model) });
  }
  if (shape === service && Object.hasOwn(root.keys, name)) {
    const text = message('There is no key {0} in a service. It belongs at the top level.', name);
    return problem('unknown-key', key.span, text);
  }
  const home = homeOf(shape, name);
  if (home !== undefined) {
    return problem('unknown-key', key.span, message('There is no key {0} here. It belongs under {1}.', name, home));
  }
  return problem('unknown-key', key.span, message('There is no key {0} here.', name));
}

/** A name, chosen by the user, with letters that Compose does not take. */
export function invalidName(key: ScalarNode): Diagnostic {
  const text = message('{0} is no name: it may have letters, digits, dots, underscores and dashes only.', key.text);
  return problem('invalid-key', key.span, text);
}

export function missingKey(model: ComposeModel, { node, name, at }: Place, key: string): Diagnostic {
  const span = name.endsWith(']') || name === '' ? firstKey(model, node.span.start, node.span.end) : at;
  return problem('missing-key', span, message('{0} needs the key {1}.', name, key));
}

function firstKey({ text }: ComposeModel, start: number, end: number): { start: number; end: number } {
  const stop = text.slice(start, end).search(/[:\r\n]/);
  return { start, end: stop > 0 ? start + stop : end };
}

function looksLikeService({ value }: Entry): boolean {
  const keys = entriesOf(value);
  if (keys.size === 0) return false;
  return [...keys.keys()].every((key) => Object.hasOwn(service.keys, key)) && (keys.has('image') || keys.has('build'));
}

/** The same for each of the keys that it is offered for: many, when one line of a long file is indented too little. */
const wrapInServices = perObject(wrapping);

/** Puts all that looks like a service, in a file of the first format, under a new `services:`. */
function wrapping({ text, yaml }: ComposeModel): readonly Fix[] {
  const [document] = yaml.documents;
  const top = document?.root;
  if (yaml.documents.length !== 1 || top?.kind !== 'map' || top.flow) return [];
  const inner = top.entries.slice(
    top.entries.findIndex(looksLikeService),
    top.entries.findLastIndex(looksLikeService) + 1,
  );
  if (!inner.every((entry) => looksLikeService(entry) && !isMergeKey(entry.key))) return [];
  const [first] = inner;
  const last = inner.at(-1);
  if (!first || !last) return [];
  const begin = entrySpan(first).start;
  const edits = [{ span: { start: begin, end: begin }, newText: 'services:\n' }];
  for (let line = begin; line < entrySpan(last).end;) {
    if (!/[\r\n]/.test(text.charAt(line))) edits.push({ span: { start: line, end: line }, newText: '  ' });
    const newline = text.indexOf('\n', line);
    line = newline === -1 ? text.length : newline + 1;
  }
  return [
    {
      title: message('Put all services under `services:`'),
      edits: mergeInsertions(edits),
    },
  ];
}

/** Two insertions at the first place become one, since edits may not meet. */
function mergeInsertions(edits: Fix['edits']): Fix['edits'] {
  const [first, second, ...rest] = edits;
  if (!first || !second) return edits;
  return [{ span: first.span, newText: first.newText + second.newText }, ...rest];
}

/** The key of the same map, or of a service, under which an unknown key would be at home. */
function homeOf(shape: MapShape, name: string): string | undefined {
  if (shape === root && Object.hasOwn(service.keys, name)) return 'services';
  for (const [outer, { shape: inner }] of Object.entries(shape.keys)) {
    const maps = options(inner).filter((option): option is MapShape => option.kind === 'map');
    if (maps.some(({ keys }) => Object.hasOwn(keys, name))) return outer;
  }
  return undefined;
}
