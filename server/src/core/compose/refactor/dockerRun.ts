import type { Refactoring } from '../../language.ts';
import { changeBetween } from '../../text/change.ts';
import { lineBreakAt } from '../../text/lineBreak.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { unitOf } from '../indentation.ts';
import { parseCompose } from '../model.ts';
import type { ComposeModel } from '../model.ts';
import type { Declaration } from '../topLevel.ts';
import { addResources, endOfLine } from '../topLevel.ts';
import { readRuns } from '../../run/readRun.ts';
import type { RunService } from './dockerRun/toService.ts';
import { toService } from './dockerRun/toService.ts';
import type { MapNode, Node } from '../yaml/nodes.ts';
import { columnOf, entryLines, flowText } from './write.ts';

/** Makes services of `docker run` commands that are pasted over `span`. The edit is one of the text before. */
export function pasteRuns({ text }: ComposeModel, span: Span, pasted: string): Refactoring | undefined {
  if (!/(?:docker|podman|nerdctl)\s/.test(pasted) || pasted.length > maxCommand) return undefined;
  const before = text.slice(0, span.start);
  const isFresh = before.slice(before.lastIndexOf('\n') + 1).trim() === '';
  const script = pasted.trimEnd();
  const after = before + script + text.slice(span.end);
  const found = isFresh
    ? servicesOfRuns(parseCompose(after), { start: span.start, end: span.start + script.length })
    : undefined;
  if (!found) return undefined;
  const result = applyEdits(after, found.edits);
  const { start, oldEnd, newEnd } = changeBetween(text, result);
  return { title: found.title, edits: [{ span: { start, end: oldEnd }, newText: result.slice(start, newEnd) }] };
}

/** Makes services of the `docker run` commands in the selected lines, where they were pasted into the file. */
export function servicesOfRuns({ text }: ComposeModel, selection: Span): Refactoring | undefined {
  const lines = commandLines(text, selection);
  if (!lines) return undefined;
  const services = readRuns(text.slice(lines.start, lines.end)).map(toService);
  if (services.length === 0) return undefined;
  // Without the command the rest of the file can be read.
  const rest = parseCompose(
    text.slice(0, lines.start) + text.slice(lines.start, lines.end).replaceAll(/[^\r\n]/g, ' ') + text.slice(lines.end),
  );
  const edits = editsFor(rest, lines, withNewNames(rest, services));
  return { title: message('Make a service of this docker run'), edits };
}

/** The lines that the selection touches, with those that they continue and that continue them. */
function commandLines(text: string, selection: Span): Span | undefined {
  let start = text.lastIndexOf('\n', selection.start - 1) + 1;
  let end = endOfLine(text, selection.end);
  while (start > 1 && /[\\`^][ \t]*(?:[ \t]#.*)?\r?\n$/.test(text.slice(Math.max(start - maxLine, 0), start)))
    start = text.lastIndexOf('\n', start - 2) + 1;
  while (end < text.length && /[\\`^][ \t]*(?:[ \t]#.*)?$/.test(text.slice(start, end)))
    end = endOfLine(text, text.indexOf('\n', end) + 1);
  const isCommand = /(?:docker|podman|nerdctl)\s(?:.*\s)?(?:run|create)\s/s.test(
    text.slice(start, Math.min(end, start + maxCommand)),
  );
  return isCommand ? { start, end } : undefined;
}

const maxLine = 1000;
const maxCommand = 20_000;

function withNewNames({ project }: ComposeModel, services: readonly RunService[]): readonly RunService[] {
  const taken = new Set(project.services.keys());
  return services.map((service) => {
    let { name } = service;
    for (let number = 2; taken.has(name); number++) name = `${service.name}-${number}`;
    taken.add(name);
    return { ...service, name };
  });
}

function editsFor(rest: ComposeModel, lines: Span, services: readonly RunService[]): readonly TextEdit[] {
  const unit = unitOf(rest.text);
  const place = placeFor(rest, lines);
  const volumes = [...new Set(services.flatMap((service) => service.volumes))];
  const networks = [...new Set(services.flatMap((service) => service.networks))];
  const named = volumes.map((name): Declaration => ({ name, body: `\n${unit}name: ${name}` }));
  const external = networks.map((name): Declaration => ({ name, body: `\n${unit}external: true` }));
  if (place.kind === 'new') {
    const line = lineBreakAt(rest.text, 0);
    const sections = [
      [`services:`, blockOf(rest.text, services, unit)].join(line),
      ...sectionText('volumes', named, unit, line),
      ...sectionText('networks', external, unit, line),
    ];
    return [{ span: lines, newText: sections.join(line) }];
  }
  return [
    ...serviceEdits(rest.text, { place, lines }, services),
    ...addResources(rest, 'volumes', named),
    ...addResources(rest, 'networks', external),
  ];
}

interface Target {
  readonly place: Exclude<Place, { readonly kind: 'new' }>;
  readonly lines: Span;
}

/** The services where they belong, and the command away. */
function serviceEdits(text: string, { place, lines }: Target, services: readonly RunService[]): readonly TextEdit[] {
  const line = lineBreakAt(text, 0);
  const indent = place.kind === 'braces' ? '' : ' '.repeat(place.column);
  if (place.kind === 'here') return [{ span: lines, newText: blockOf(text, services, indent) }];
  const inBraces = services.map(({ name, settings }) => `${name}: ${flowText(settings)}`).join(', ');
  const newText =
    place.kind === 'braces' ? (place.isFirst ? '' : ', ') + inBraces : line + blockOf(text, services, indent);
  return [
    { span: { start: place.offset, end: place.offset }, newText },
    { span: { start: lines.start, end: Math.min(lines.end + line.length, text.length) }, newText: '' },
  ];
}

function blockOf(text: string, services: readonly RunService[], indent: string): string {
  return services
    .flatMap((service) => serviceLines(service, unitOf(text)))
    .map((each) => indent + each)
    .join(lineBreakAt(text, 0));
}

function sectionText(
  section: string,
  declarations: readonly Declaration[],
  unit: string,
  line: string,
): readonly string[] {
  if (declarations.length === 0) return [];
  const entries = declarations.map(({ name, body }) => `${unit}${name}:${body.replaceAll('\n', `${line}${unit}`)}`);
  return ['', `${section}:`, ...entries].join(line).split(line);
}

function serviceLines({ name, settings, leftOut }: RunService, unit: string): readonly string[] {
  const comments = leftOut.map(
    (flag) => `${unit}# docker run: --${flag.name}${flag.value === '' ? '' : `=${flag.value}`}`,
  );
  const [head = '', ...body] = entryLines(name, settings, unit);
  return [head, ...comments, ...body];
}

/** Where services go: in place of the command, behind the last service, or under a `services` of their own. */
type Place =
  | { readonly kind: 'here'; readonly column: number }
  | { readonly kind: 'behind'; readonly column: number; readonly offset: number }
  | { readonly kind: 'braces'; readonly offset: number; readonly isFirst: boolean }
  | { readonly kind: 'new' };

function placeFor({ text, yaml }: ComposeModel, lines: Span): Place {
  const root = yaml.documents[0]?.root;
  const entries = root?.kind === 'map' && !root.flow ? root.entries : [];
  const index = entries.findIndex(({ key }) => key.text === 'services');
  const services = entries[index];
  if (!services) return { kind: 'new' };
  if (services.value.kind === 'map' && services.value.flow) return inBraces(services.value);
  const { value, key } = services;
  const column = columnOf(text, firstKey(value) ?? key.span.start + unitOf(text).length);
  const next = entries[index + 1]?.key.span.start ?? text.length;
  const isWithin = lines.start > key.span.start && lines.end <= next;
  if (isWithin && columnBelow(text, lines.end) <= column) return { kind: 'here', column };
  return { kind: 'behind', column, offset: endOfLine(text, Math.max(value.span.end, key.span.end)) };
}

function inBraces({ span, entries }: MapNode): Place {
  return { kind: 'braces', offset: span.end - 1, isFirst: entries.length === 0 };
}

function firstKey(value: Node): number | undefined {
  return value.kind === 'map' ? value.entries[0]?.key.span.start : undefined;
}

/** The column of the next line that holds something; 0 at the end. */
function columnBelow(text: string, offset: number): number {
  return /^[^\S\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)\S/.exec(text.slice(offset))?.[1]?.length ?? 0;
}
