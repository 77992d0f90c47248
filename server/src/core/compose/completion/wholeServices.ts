import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { lineBreakAt } from '../../text/lineBreak.ts';
import { unitOf } from '../indentation.ts';
import { knownServices, writtenTest } from '../knownServices.ts';
import type { KnownService } from '../knownServices.ts';
import type { ComposeModel } from '../model.ts';
import { addResources } from '../topLevel.ts';
import { escapeSnippet, offer, pathOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** Services that are complete with health check and volume, where the name of a service is written. */
export function wholeServices({ model, cursor }: Scene): readonly Completion[] {
  if (pathOf(cursor) !== 'services' || cursor.position !== 'start' || cursor.hasColon || cursor.quote !== '') return [];
  return knownServices.map((known) => {
    const name = freeName(known.image, (other) => cursor.used.has(other) && other !== cursor.word);
    const volume = freeName(`${name}-${known.data.name}`, (other) => model.project.resources.volumes.has(other));
    const lines = linesOf(known, volume);
    const unit = unitOf(model.text);
    const body = lines.map((line) => line.replace(/^ +/, (blanks) => unit.repeat(blanks.length / 2))).join('\n');
    return offer(cursor, {
      label: known.image,
      kind: 'snippet',
      newText: `\${1:${name}}:\n${body}`,
      isSnippet: true,
      rank: `1${known.image}`,
      docs: [{ kind: 'code', language: 'yaml', code: plainText(`${name}:\n${body}`) }],
      detail: message('service with health check and volume'),
      furtherEdits: declareVolume(model, cursor.span.end, volume),
    });
  });
}

/** The name itself, or with the first number that makes it new. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let number = 2; ; number++) if (!isTaken(`${name}-${number}`)) return `${name}-${number}`;
}

/** The lines of a service below its name, two blanks a level, in the syntax of snippets. */
function linesOf(known: KnownService, volume: string): readonly string[] {
  let stop = 2;
  const place = (value: string): string => `\${${stop++}:${escapeSnippet(value)}}`;
  const variables = known.variables.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
  return [
    `  image: ${known.image}:${place(known.tag)}`,
    '  restart: unless-stopped',
    ...section(
      'command',
      known.command.map((word) => JSON.stringify(word)),
    ),
    ...(variables.length > 0 ? ['  environment:'] : []),
    ...variables.map(({ name, value }) => `    ${name}: \\\${${name}:-${place(value)}\\}`),
    ...section(
      'ports',
      known.published.map((port) => `"${place(port)}"`),
    ),
    ...section('volumes', [...known.mounts, `${volume}:${known.data.target}`]),
    '  healthcheck:',
    `    test: ${escapeSnippet(writtenTest(known))}`,
    '    interval: 10s',
    '    timeout: 5s',
    '    retries: 5',
    '    start_period: 20s',
  ];
}

function section(key: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`  ${key}:`, ...items.map((item) => `    - ${item}`)];
}

/** What a snippet leaves when nothing is typed. */
function plainText(snippet: string): string {
  return snippet.replaceAll(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1').replaceAll(/\\([$}\\])/g, '$1');
}

/** The edit that declares the volume; it must not touch the place of the snippet itself. */
function declareVolume(model: ComposeModel, offset: number, volume: string): readonly TextEdit[] {
  const [edit] = addResources(model, 'volumes', [{ name: volume, body: '' }]);
  if (!edit || edit.span.start > offset) return edit ? [edit] : [];
  const services = /^services[ \t]*:/m.exec(model.text);
  if (!services || edit.span.start < services.index) return [edit];
  const line = lineBreakAt(model.text, 0);
  const newText = `volumes:${line}${unitOf(model.text)}${volume}:${line}${line}`;
  return [{ span: { start: services.index, end: services.index }, newText }];
}
