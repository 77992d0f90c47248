import { officialImages } from '../../image/official.ts';
import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction, InstructionKind } from '../parse/ast.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import type { WordPlace } from '../position.ts';
import { stageAt } from '../position.ts';
import { platformArgs } from '../variables/scope.ts';
import { baseImageOf, createdAccounts, knownFolders } from '../stageFacts.ts';
import { signalNames } from '../validate/signals.ts';
import { wellKnownPorts } from '../../image/wellKnownPorts.ts';
import { ociLabels, usersOfImages } from '../wellKnown.ts';
import { offer, offers } from './offers.ts';
import { stageNames } from './stages.ts';

/** A word among the arguments of an instruction, in which the cursor stands. */
export interface ArgumentPlace {
  readonly instruction: Instruction;
  /** How many arguments stand before it. */
  readonly index: number;
  readonly word: WordPlace;
  /** The cursor, in the logical line. */
  readonly at: number;
}

/** What can be the argument at a place, from what is known of the instruction and of the stage. */
export function argumentCompletions(model: DockerfileModel, place: ArgumentPlace): readonly Completion[] {
  return byKind.get(place.instruction.kind)?.(model, place) ?? [];
}

type Complete = (model: DockerfileModel, place: ArgumentPlace) => readonly Completion[];

const byKind: ReadonlyMap<InstructionKind, Complete> = new Map([
  ['from', from],
  ['arg', redeclarations],
  ['healthcheck', healthcheck],
  ['stopsignal', (_, { index, word }) => (index === 0 ? offers(signalNames, word.span) : [])],
  ['user', (model, { index, instruction, word, at }) => (index === 0 ? owners(model, instruction, word, at) : [])],
  ['expose', expose],
  ['label', labelKeys],
  ['shell', (_, { index, word }) => (index === 0 ? jsonForms(shells, word.span) : [])],
  ['cmd', command],
  ['entrypoint', command],
  ['workdir', (model, { index, instruction, word }) => (index === 0 ? folders(model, instruction, word.span) : [])],
  ['volume', (model, { instruction, word }) => folders(model, instruction, word.span)],
  ['copy', destination],
  ['add', destination],
]);

function from(model: DockerfileModel, { instruction, index, word }: ArgumentPlace): readonly Completion[] {
  const { span } = word;
  if (index === 1) return offers([instruction.keyword.text === 'from' ? 'as' : 'AS'], span);
  if (index > 1 || /[:@]/.test(instruction.line.text.slice(word.start, word.end))) return [];
  return [
    ...stageNames(model, instruction, span),
    ...offers(['scratch'], span, { detail: message('An empty base') }),
    ...offers(officialImages, span, { kind: 'reference', detail: message('Official image'), group: 3 }),
  ];
}

/** The ARG before the first FROM, and those that the builder knows, count in a stage only when it declares them, too. */
function redeclarations(model: DockerfileModel, { instruction, word }: ArgumentPlace): readonly Completion[] {
  const stage = stageAt(model, instruction.span.start);
  if (!stage || instruction.line.text.slice(word.start, word.end).includes('=')) return [];
  const globals = model.globals.flatMap((global) =>
    global.kind === 'arg' && global.span.end < stage.span.start ? global.pairs : [],
  );
  const isDeclared = new Set(
    stage.instructions.flatMap((other) =>
      other.kind === 'arg' && other !== instruction ? other.pairs.map(({ name }) => name.text) : [],
    ),
  );
  const declared = globals
    .filter(({ name }) => !isDeclared.has(name.text))
    .map(({ name, value }, index) =>
      offer(name.text, word.span, index, {
        kind: 'variable',
        detail: value
          ? message('{0}, from the ARG before the first FROM', value.text)
          : message('From the ARG before the first FROM'),
      }),
    );
  const platforms = platformArgs.filter((name) => !isDeclared.has(name));
  return [
    ...declared,
    ...offers(platforms, word.span, { kind: 'variable', detail: message('Set by the builder'), group: 2 }),
  ];
}

function healthcheck(_: DockerfileModel, { index, word }: ArgumentPlace): readonly Completion[] {
  if (index > 0) return [];
  return [
    ...offers(['CMD', 'NONE'], word.span),
    ...probes.map((newText, place) =>
      offer(newText.replaceAll(/\$\{\d:([^}]*)\}/g, '$1'), word.span, place, {
        kind: 'snippet',
        newText,
        isSnippet: true,
        group: 3,
      }),
    ),
  ];
}

const probes: readonly string[] = [
  'CMD curl -fsS http://localhost:${1:8080}/ || exit 1',
  'CMD wget -q --spider http://localhost:${1:8080}/ || exit 1',
  'CMD pg_isready -U ${1:postgres}',
  'CMD redis-cli ping',
  'CMD mysqladmin ping -h localhost',
];

/** A user or, behind a colon, a group. */
export function owners(
  model: DockerfileModel,
  instruction: Instruction,
  word: WordPlace,
  at: number,
): readonly Completion[] {
  const { text } = instruction.line;
  const { start } = instruction.span;
  const { users, groups } = createdAccounts(model, start);
  const image = usersOfImages[baseImageOf(stageAt(model, start)) ?? ''];
  const colon = text.slice(word.start, word.end).indexOf(':');
  const named = image === undefined ? [] : [image];
  if (colon >= 0 && at > word.start + colon) {
    const end = at >= word.end && colon === word.end - word.start - 1 ? word.end : Math.max(word.end, at);
    const span = sourceSpan(instruction.line, word.start + colon + 1, end);
    const place = word.start + colon + 1 === end ? { start: word.span.end, end: word.span.end } : span;
    return offers([...new Set([...groups, ...named, 'root'])], place, { kind: 'reference' });
  }
  const span = colon < 0 ? word.span : sourceSpan(instruction.line, word.start, word.start + colon);
  const others = [...named, 'nobody', 'root'].filter((name) => !users.includes(name));
  return [
    ...offers(users, span, { kind: 'reference', detail: message('Created by a RUN above') }),
    ...offers([...new Set(others)], span, { kind: 'reference', group: 2 }),
  ];
}

function expose(_: DockerfileModel, { instruction, word, at }: ArgumentPlace): readonly Completion[] {
  const written = instruction.line.text.slice(word.start, word.end);
  const slash = written.indexOf('/');
  if (slash > 0 && at > word.start + slash) {
    return offers(
      ['tcp', 'udp', 'sctp'].map((protocol) => written.slice(0, slash + 1) + protocol),
      word.span,
    );
  }
  return wellKnownPorts.map(({ port, protocol, service }, index) =>
    offer(protocol === 'tcp' ? String(port) : `${port}/${protocol}`, word.span, index, { detail: service }),
  );
}

function labelKeys(_: DockerfileModel, { instruction, word, at }: ArgumentPlace): readonly Completion[] {
  const { line } = instruction;
  const equals = line.text.slice(word.start, word.end).indexOf('=');
  if (equals >= 0 && at > word.start + equals) return [];
  if (/["']/.test(line.text.slice(word.start, at))) return [];
  const span = equals < 0 ? word.span : sourceSpan(line, word.start, word.start + equals);
  const used = new Set('pairs' in instruction ? instruction.pairs.map(({ name }) => name.text) : []);
  const typed = line.text.slice(word.start, equals < 0 ? word.end : word.start + equals);
  return ociLabels
    .filter(({ key }) => key === typed || !used.has(key))
    .map(({ key, summary, example }, index) =>
      offer(key, span, index, {
        kind: 'property',
        newText: equals < 0 ? `${key}="\${1:${example.replaceAll(/[$}\\]/g, String.raw`\$&`)}}"` : key,
        isSnippet: equals < 0,
        detail: summary,
        docs: [
          { kind: 'text', text: summary },
          { kind: 'code', language: 'dockerfile', code: `LABEL ${key}="${example}"` },
        ],
      }),
    );
}

const shells: readonly string[] = [
  '["/bin/bash", "-o", "pipefail", "-c"]',
  '["/bin/ash", "-eo", "pipefail", "-c"]',
  '["/bin/sh", "-c"]',
  '["powershell", "-Command", "\\$ErrorActionPreference = \'Stop\';"]',
  '["pwsh", "-Command"]',
  '["cmd", "/S", "/C"]',
];

function command(_: DockerfileModel, { index, word }: ArgumentPlace): readonly Completion[] {
  return index === 0 && word.start === word.end ? jsonForms(['["${1:program}", "${2:argument}"]'], word.span) : [];
}

/** Snippets of the JSON form; the label is the text with its placeholders filled. */
function jsonForms(snippets: readonly string[], span: Span): readonly Completion[] {
  return snippets.map((newText, index) => {
    const label = newText.replaceAll(/\$\{\d:([^}]*)\}/g, '$1').replaceAll('\\$', '$');
    return offer(label, span, index, { kind: 'snippet', newText, isSnippet: true, group: 0 });
  });
}

function folders(model: DockerfileModel, instruction: Instruction, span: Span): readonly Completion[] {
  return offers(knownFolders(model, instruction.span.start), span, { kind: 'file' });
}

/** Where files go: what stands behind the first argument may be the destination. */
function destination(model: DockerfileModel, { instruction, index, word }: ArgumentPlace): readonly Completion[] {
  const isLast = instruction.line.text.slice(word.end).trim() === '';
  if (index === 0 || !isLast || instruction.line.text.charAt(instruction.argumentsAt) === '[') return [];
  const known = knownFolders(model, instruction.span.start);
  return offers([...new Set(['./', ...known])], word.span, { kind: 'file' });
}
