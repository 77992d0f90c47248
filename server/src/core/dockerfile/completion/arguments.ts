import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction, InstructionKind } from '../parse/ast.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import type { WordPlace } from '../position.ts';
import { stageAt } from '../position.ts';
import { builderArgs, variableDocs } from '../variables/builtin.ts';
import { platformArgs } from '../variables/scope.ts';
import { baseImageOf, createdAccounts } from '../stageFacts.ts';
import { signalNames } from '../validate/signals.ts';
import { wellKnownPorts } from '../../image/wellKnownPorts.ts';
import { ociLabels, usersOfImages } from '../wellKnown.ts';
import { imageNames } from './images.ts';
import { offer, offers } from './offers.ts';
import { copyPaths, volumes, workdirs } from './paths.ts';
import type { ArgumentPlace } from './place.ts';
import { programs } from './programs.ts';
import { stageNames } from './stages.ts';

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
  ['run', programs],
  ['workdir', workdirs],
  ['volume', volumes],
  ['copy', copyPaths],
  ['add', copyPaths],
]);

function from(model: DockerfileModel, { instruction, index, word, offset }: ArgumentPlace): readonly Completion[] {
  const { span } = word;
  if (index === 1) return offers([instruction.keyword.text === 'from' ? 'as' : 'AS'], span);
  if (index > 1) return [];
  const images = imageNames(model, span, offset);
  // Neither stages nor the empty base have a registry, a tag or a digest.
  if (/[:@/]/.test(instruction.line.text.slice(word.start, word.end))) return images;
  return [
    ...stageNames(model, instruction, span),
    ...offers(['scratch'], span, { detail: message('An empty base') }),
    ...images,
  ];
}

/** The ARG before the first FROM, and those that the builder knows, count in a stage only when it declares them, too. */
function redeclarations(model: DockerfileModel, { instruction, word }: ArgumentPlace): readonly Completion[] {
  const stage = stageAt(model, instruction.span.start);
  if (instruction.line.text.slice(word.start, word.end).includes('=')) return [];
  if (!stage) return predefined(word.span, new Set(model.globals.flatMap(namesDeclared)));
  const globals = model.globals.flatMap((global) =>
    global.kind === 'arg' && global.span.end < stage.span.start ? global.pairs : [],
  );
  const isDeclared = new Set(stage.instructions.filter((other) => other !== instruction).flatMap(namesDeclared));
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
    ...predefined(word.span, isDeclared),
  ];
}

function namesDeclared(instruction: Instruction): readonly string[] {
  return instruction.kind === 'arg' ? instruction.pairs.map(({ name }) => name.text) : [];
}

/** Arguments that mean something to the builder. */
function predefined(span: Span, isDeclared: ReadonlySet<string>): readonly Completion[] {
  return builderArgs
    .filter(({ name }) => !isDeclared.has(name))
    .map(({ name, summary }, index) =>
      offer(name, span, index, { kind: 'variable', detail: summary, docs: variableDocs(name), group: 3 }),
    );
}

function healthcheck(_: DockerfileModel, { instruction, index, word }: ArgumentPlace): readonly Completion[] {
  const { line, argumentsAt } = instruction;
  const isBehindCommand = index === 1 && /^\s*CMD\s/i.test(line.text.slice(argumentsAt)) && word.start === word.end;
  if (index > 0 && !isBehindCommand) return [];
  return [
    ...(isBehindCommand ? [] : offers(['CMD', 'NONE'], word.span)),
    ...probes
      .map((probe) => (isBehindCommand ? probe.replace(/^CMD /, '') : probe))
      .map((newText, place) =>
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

function labelKeys(_: DockerfileModel, { instruction, word, at, offset }: ArgumentPlace): readonly Completion[] {
  const { line } = instruction;
  const equals = line.text.slice(word.start, word.end).indexOf('=');
  if (equals >= 0 && at > word.start + equals) return [];
  const quote = /^["']?/.exec(line.text.slice(word.start, at))?.[0] ?? '';
  const start = word.start + quote.length;
  const wordEnd = equals < 0 ? word.end : word.start + equals;
  const end = quote !== '' && wordEnd > start && line.text.charAt(wordEnd - 1) === quote ? wordEnd - 1 : wordEnd;
  if (at > end) return [];
  const span = start === end ? { start: offset, end: offset } : sourceSpan(line, start, end);
  const used = new Set('pairs' in instruction ? instruction.pairs.map(({ name }) => name.text) : []);
  const typed = line.text.slice(start, end);
  return ociLabels
    .filter(({ key }) => key === typed || !used.has(key))
    .map(({ key, summary, example }, index) =>
      offer(key, span, index, {
        kind: 'property',
        newText:
          equals < 0 && end === wordEnd
            ? `${key}${quote}="\${1:${example.replaceAll(/[$}\\]/g, String.raw`\$&`)}}"`
            : key,
        isSnippet: equals < 0 && end === wordEnd,
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
