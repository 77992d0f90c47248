import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Fix } from '../../lint/rule.ts';
import { closest } from '../../text/closest.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';
import { instructionAt } from '../position.ts';
import { platformArgs } from '../variables/scope.ts';
import { replacement } from './checker.ts';

/** Each mend looks through all references: in a file of more, nobody waits for it. */
const maxReferences = 300;

/** Moves the stage that is used too early before the one that uses it, where it needs nothing that stands between. */
export function moveStage(model: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  if (model.references().length > maxReferences) return [];
  const reference = model.references().find((other) => other.span.start === span.start);
  const moved = reference?.target;
  if (!reference || !moved || /^\d+$/.test(reference.name)) return [];
  const user = reference.from;
  const needs = model.references().filter(({ from }) => from === moved);
  const byNumber = model.references().some(({ name }) => /^\d+$/.test(name));
  if (byNumber || needs.some(({ target }) => target && target.index >= user.index)) return [];
  const from = withComments(moved);
  const to = withComments(user).start;
  const { text } = model;
  // The last stage is what is built: another one would be, if it moved.
  if (moved.index === model.stages.length - 1) return [];
  const end = model.stages[moved.index + 1];
  const whole = { start: from.start, end: end ? withComments(end).start : from.end };
  return [
    {
      title: message('Move stage {0} before stage {1}', reference.name, user.name?.text ?? String(user.index)),
      edits: [
        { span: { start: to, end: to }, newText: text.slice(whole.start, whole.end) },
        { span: whole, newText: '' },
      ],
    },
  ];
}

/** A stage begins with the comments above its FROM. */
function withComments({ from, span }: Stage): Span {
  return { start: from.comments[0]?.span.start ?? span.start, end: span.end };
}

/** Gives the image a stage of its own, in whose FROM line variables work. */
export function nameImage(model: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const { text, stages } = model;
  const image = text.slice(span.start, span.end);
  if (stages.length > maxReferences) return [];
  const user = stages.findLast((stage) => stage.span.start < span.start);
  const names = [...image.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);
  if (!user || /\s/.test(image) || !names.every((name) => isGlobal(model, name))) return [];
  const taken = new Set(stages.map(({ name }) => name?.text.toLowerCase()));
  const name = ['source', 'source-image', `source-${stages.length}`].find((free) => !taken.has(free));
  if (name === undefined || stages.some((stage) => /^\d+$/.test(stage.baseName ?? ''))) return [];
  const { start } = withComments(user);
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  return [
    {
      title: message('Give {0} a stage of its own', image),
      edits: [
        { span: { start, end: start }, newText: `FROM ${image} AS ${name}${lineBreak}${lineBreak}` },
        { span, newText: name },
      ],
    },
  ];
}

function isGlobal({ globals }: DockerfileModel, name: string): boolean {
  if (platformArgs.includes(name)) return true;
  return globals.some((other) => other.kind === 'arg' && other.pairs.some((pair) => pair.name.text === name));
}

/** The name with a letter first, and without the characters that may not be in it. */
export function legalStageName(model: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const written = model.text.slice(span.start, span.end);
  const legal = written
    .toLowerCase()
    .replaceAll(/[^a-z0-9-_.]+/g, '-')
    .replace(/^(?=[^a-z])/, 'stage-');
  return [{ ...replacement(span, legal.replace(/^stage--/, 'stage-')), preferred: false }];
}

/** A comment goes to a line of its own, a name gets its AS, and what is too much goes. */
export function mendFrom(model: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const from = instructionAt(model, span.start);
  if (from?.kind !== 'from' || from.line.starts.length > 1) return [];
  const { words } = from;
  const comment = words.find(({ text }) => text.startsWith('#'));
  if (comment) return commentAbove(model, from, comment.span.start);
  const [image, second] = words;
  if (!image || !second) return [];
  const isNamed = second.text.toUpperCase() === 'AS';
  if (words.length === 2 && !isNamed) {
    const title = message('Insert {0}', 'AS');
    return [{ title, edits: [{ span: { start: second.span.start, end: second.span.start }, newText: 'AS ' }] }];
  }
  if (!isNamed) return [];
  const start = words.length === 2 ? image.span.end : (words[2]?.span.end ?? image.span.end);
  const title = message('Remove it');
  return [{ title, edits: [{ span: { start, end: from.span.end }, newText: '' }] }];
}

function commentAbove({ text }: DockerfileModel, { keyword, span }: Instruction, start: number): readonly Fix[] {
  const lineStart = text.lastIndexOf('\n', keyword.span.start - 1) + 1;
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  const comment = text.slice(start, span.end);
  // At the top of the file it would be a directive.
  if (/^#\s*\w+\s*=/.test(comment)) return [];
  const before = /[ \t]*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  return [
    {
      title: message('Put the comment on a line of its own'),
      edits: [
        { span: { start: lineStart, end: lineStart }, newText: comment + lineBreak },
        { span: { start: start - before, end: span.end }, newText: '' },
      ],
      preferred: true,
    },
  ];
}

/** The known platform that is written most alike. */
export function nearestPlatform({ text }: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const meant = closest(text.slice(span.start, span.end).toLowerCase(), platforms);
  return meant === undefined ? [] : [replacement(span, meant)];
}

const platforms = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v7',
  'linux/arm/v6',
  'linux/386',
  'windows/amd64',
  'amd64',
  'arm64',
];
