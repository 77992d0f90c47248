import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Fix } from '../../lint/rule.ts';
import { wellKnownPorts } from '../../image/wellKnownPorts.ts';
import { closest } from '../../text/closest.ts';
import { message } from '../../text/message.ts';
import { instructionAt } from '../position.ts';
import type { DockerfileModel } from '../model.ts';
import { replacement } from './checker.ts';

/** Puts quotes around all that is no string in a JSON array; nothing where it holds arrays or objects. */
export function quoteStrings({ text }: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const written = text.slice(span.start, span.end);
  if (!/^\[[^[\]{}]*\]$/.test(written.replaceAll(/"(?:[^"\\]|\\.)*"/g, ''))) return [];
  const edits = [...written.matchAll(/"(?:[^"\\]|\\.)*"|[^\s,[\]"]+/g)]
    .filter(([token]) => !token.startsWith('"'))
    .map(({ 0: token, index }) => {
      const start = span.start + index;
      return { span: { start, end: start + token.length }, newText: JSON.stringify(token) };
    });
  return edits.length === 0 ? [] : [{ title: message('Put it in quotes'), edits, preferred: true }];
}

/** The port of a service that is named, a range that runs upwards, or a protocol that there is. */
export function meantPort({ text }: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const written = text.slice(span.start, span.end);
  const [, first = '', second = '', rest = ''] = /^(\d+)-(\d+)(\/\w+)?$/.exec(written) ?? [];
  if (Number(first) > Number(second) && Number(first) <= 65_535) {
    return [replacement(span, `${second}-${first}${rest}`)];
  }
  const [, port, protocol = ''] = /^(\d+(?:-\d+)?)\/(\w+)$/.exec(written) ?? [];
  if (port !== undefined) {
    return [
      { ...replacement(span, `${port}/${closest(protocol, ['tcp', 'udp', 'sctp']) ?? 'tcp'}`), preferred: false },
    ];
  }
  const number = services.get(written.toLowerCase());
  return number === undefined ? [] : [replacement(span, String(number))];
}

/** Ports by the names of their services, as they are written in files. */
const services: ReadonlyMap<string, number> = new Map([
  ['ftp', 21],
  ['postgres', 5432],
  ['smtp', 25],
  ['ssh', 22],
  ...wellKnownPorts
    .toReversed()
    .flatMap(({ service, port }) => service.split(', ').map((name): [string, number] => [name.toLowerCase(), port])),
]);

/** Closes the braces, or takes the operator that the builder has. */
export function mendSubstitution({ text }: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const written = text.slice(span.start, span.end);
  // Within another one, it is not known which of them lacks its end.
  if (/\$\{[^}\n]*$/.test(text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start))) return [];
  if (/^\$\{\w+(?::?[-+?]\w*)?$/.test(written)) return [replacement(span, `${written}}`)];
  const [, name = '', value = ''] = /^\$\{(\w+):?=([^{}]*)\}$/.exec(written) ?? [];
  return name === '' ? [] : [replacement(span, `\${${name}:-${value}}`)];
}

/** An option of `# check=…` that is spelled alike, and a yes or no. */
export function meantCheck({ text }: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const written = text.slice(span.start, span.end);
  const equals = written.indexOf('=');
  const name = equals < 0 ? written : written.slice(0, equals);
  if (name === 'error') return [{ ...replacement(span, 'error=true'), preferred: false }];
  const meant = closest(name, ['skip', 'error', 'experimental']);
  return meant === undefined || equals < 0 ? [] : [replacement(span, meant + written.slice(equals))];
}

/** `DESCRIPTION=My image` → `DESCRIPTION="My image"`, where the words behind the value belong to it. */
export function quoteValue(model: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const instruction = instructionAt(model, span.start);
  if (!instruction || !('pairs' in instruction) || instruction.line.starts.length > 1) return [];
  const values = instruction.pairs.flatMap(({ value }) => (value && value.span.end <= span.start ? [value] : []));
  const value = values.at(-1);
  const end = instruction.span.end;
  const written = value ? model.text.slice(value.span.start, end) : '';
  if (!value || value.span.start === value.span.end || /["'\\=]/.test(written)) return [];
  const title = message('Put the value in quotes');
  return [{ title, edits: [{ span: { start: value.span.start, end }, newText: `"${written}"` }] }];
}

/** `COPY "a b" c` → `COPY ["a b", "c"]`: only there do quotes hold a path together. */
export function copyToJson(model: DockerfileModel, { span }: Diagnostic): readonly Fix[] | undefined {
  const instruction = instructionAt(model, span.start);
  if (instruction?.kind !== 'copy' && instruction?.kind !== 'add') return undefined;
  const [first] = instruction.items;
  if (!first || instruction.line.starts.length > 1 || instruction.heredocs.length > 0) return [];
  const place = { start: first.span.start, end: instruction.span.end };
  const words = model.text.slice(place.start, place.end).match(/(?:"[^"]*"|'[^']*'|[^\s"'])+|["']/g) ?? [];
  if (words.length < 2 || words.some((word) => /^["']$|\\/.test(word))) return [];
  const newText = `[${words.map((word) => JSON.stringify(word.replaceAll(/["']/g, ''))).join(', ')}]`;
  return [replacement(place, newText)];
}

/** `--platform linux/amd64` → `--platform=linux/amd64`, where enough arguments are left. */
export function joinFlagValue(model: DockerfileModel, { span }: Diagnostic): readonly Fix[] {
  const instruction = instructionAt(model, span.start);
  const between = /^[ \t]+(?=[^\s-])/.exec(model.text.slice(span.end));
  if (!instruction || !between || model.text.slice(span.start, span.end).includes('=')) return [];
  const isWanting = (instruction.kind === 'copy' || instruction.kind === 'add') && instruction.items.length < 3;
  if (isWanting || (instruction.kind === 'from' && instruction.words.length < 2)) return [];
  const title = message('Insert an equals sign');
  return [{ title, edits: [{ span: { start: span.end, end: span.end + between[0].length }, newText: '=' }] }];
}
