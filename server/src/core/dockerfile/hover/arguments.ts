import type { Hover } from '../../language.ts';
import type { Markup } from '../../text/markup.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import type { Flag, Instruction, InstructionKind, InstructionOf } from '../parse/ast.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import { createdAccounts } from '../stageFacts.ts';
import { signalDocs } from './signals.ts';
import { wellKnownPorts } from '../../image/wellKnownPorts.ts';
import { ociLabels } from '../wellKnown.ts';
import { clipped, code, hoverAt, lineNumber, text } from './blocks.ts';

/** What the arguments of an instruction mean: ports, signals, users, labels, commands, working directories. */
export function argumentHover(model: DockerfileModel, instruction: Instruction, offset: number): Hover | undefined {
  return byKind.get(instruction.kind)?.(model, instruction, offset);
}

type Explain = (model: DockerfileModel, instruction: Instruction, offset: number) => Hover | undefined;

const byKind: ReadonlyMap<InstructionKind, Explain> = new Map<InstructionKind, Explain>([
  ['expose', (_, instruction, offset) => (instruction.kind === 'expose' ? portHover(instruction, offset) : undefined)],
  [
    'stopsignal',
    (_, instruction, offset) =>
      'value' in instruction && instruction.value
        ? hoverAt(instruction.value.span, offset, () => signalDocs(instruction.value?.text ?? ''))
        : undefined,
  ],
  [
    'user',
    (model, instruction, offset) => (instruction.kind === 'user' ? userHover(model, instruction, offset) : undefined),
  ],
  ['label', (_, instruction, offset) => (instruction.kind === 'label' ? labelHover(instruction, offset) : undefined)],
  ['healthcheck', (_, instruction, offset) => healthcheckHover(instruction, offset)],
  ['cmd', (_, instruction, offset) => formHover(instruction, offset)],
  ['entrypoint', (_, instruction, offset) => formHover(instruction, offset)],
  ['shell', (_, instruction, offset) => shellHover(instruction, offset)],
  [
    'workdir',
    (_, instruction, offset) => (instruction.kind === 'workdir' ? workdirHover(instruction, offset) : undefined),
  ],
]);

function portHover({ items }: InstructionOf<'expose'>, offset: number): Hover | undefined {
  const item = items.find(({ span }) => offset >= span.start && offset <= span.end);
  const [, first = '', , last, , protocol = 'tcp'] =
    /^(\d+)(-(\d+))?(\/(tcp|udp|sctp))?$/i.exec(item?.value ?? '') ?? [];
  if (!item || first === '') return undefined;
  const known = wellKnownPorts.filter(({ port }) => String(port) === first).map(({ service }) => service);
  const name = protocol.toUpperCase();
  return {
    span: item.span,
    content: [
      text(
        last === undefined
          ? message('Port {0}, {1}', first, name)
          : message('Ports {0} to {1}, {2}', first, last, name),
      ),
      ...(known.length > 0 && last === undefined ? [text(message('Usually: {0}', known.join(', ')))] : []),
      text(
        message(
          'EXPOSE only says where the program listens. `docker run -p {0}:{0}` publishes the port, `docker run -P` all of them on free ports.',
          first,
        ),
      ),
    ],
  };
}

function userHover(model: DockerfileModel, { value, span }: InstructionOf<'user'>, offset: number): Hover | undefined {
  if (!value || value.text.includes('$')) return undefined;
  const [user = '', group] = value.text.split(':');
  return hoverAt(value.span, offset, () => {
    const created = createdAccounts(model, span.start);
    const isCreated = created.users.includes(user);
    const maker = isCreated
      ? model.tree.instructions.findLast(
          (other) => other.kind === 'run' && other.span.end < span.start && other.line.text.includes(user),
        )
      : undefined;
    return [
      text(
        /^\d+$/.test(user)
          ? message('User number {0}. It need not exist in /etc/passwd of the image.', user)
          : message('User {0}, looked up in /etc/passwd of the image', user),
      ),
      ...(maker ? [text(message('Created in line {0}', lineNumber(model.text, maker.span.start)))] : []),
      ...(group === undefined || group === '' ? [] : [text(message('Group {0}', group))]),
      text(message('RUN, CMD and ENTRYPOINT that follow run as this user, and so do containers.')),
      ...(user === 'root' || user === '0'
        ? [text(message('root may do everything in the container. A service is safer without.'))]
        : []),
    ];
  });
}

function labelHover({ pairs }: InstructionOf<'label'>, offset: number): Hover | undefined {
  for (const { name } of pairs) {
    const label = ociLabels.find(({ key }) => key === name.text.replaceAll(/["']/g, ''));
    const found =
      label &&
      hoverAt(name.span, offset, () => [
        code(`LABEL ${label.key}="${label.example}"`),
        text(label.summary),
        {
          kind: 'link',
          label: message('OCI annotations'),
          href: 'https://github.com/opencontainers/image-spec/blob/main/annotations.md',
        },
      ]);
    if (found) return found;
  }
  return undefined;
}

function healthcheckHover(instruction: Instruction, offset: number): Hover | undefined {
  if (instruction.kind !== 'healthcheck' || !instruction.type) return undefined;
  const { type } = instruction;
  return hoverAt(type.span, offset, () =>
    type.text.toUpperCase() === 'NONE'
      ? [text(message('Turns off the health check that the base image may have.'))]
      : [text(message('The command runs in the container again and again. Exit code 0 means healthy, 1 unhealthy.'))],
  );
}

/** The bracket of the JSON form, or the first word of the shell form. */
function formHover(instruction: Instruction, offset: number): Hover | undefined {
  if (instruction.kind !== 'cmd' && instruction.kind !== 'entrypoint') return undefined;
  const { command, keyword } = instruction;
  if (!command) return undefined;
  if (command.form === 'json') {
    const { start, end } = command.span;
    const bracket = [start, end - 1].find((at) => offset === at || offset === at + 1);
    const [program] = command.strings;
    const isName = program && offset > program.span.start && offset < program.span.end;
    const span = isName ? program.span : bracket === undefined ? undefined : { start: bracket, end: bracket + 1 };
    return span && { span, content: jsonDocs(keyword.text.toUpperCase()) };
  }
  const [word = ''] = /^\S+/.exec(command.word.text) ?? [];
  const span: Span = sourceSpan(instruction.line, command.word.at, command.word.at + word.length);
  return hoverAt(span, offset, () => shellDocs(keyword.text.toUpperCase()));
}

function jsonDocs(keyword: string): Markup {
  return [
    text(
      message(
        'JSON form: the program runs by itself, without a shell, and gets the signals of `docker stop`. Variables are not expanded.',
      ),
    ),
    ...combination(keyword),
  ];
}

function shellDocs(keyword: string): Markup {
  return [
    text(message('Shell form: the command runs in `/bin/sh -c`, which is process 1 and passes on no signals.')),
    ...combination(keyword),
  ];
}

function combination(keyword: string): Markup {
  if (keyword === 'ENTRYPOINT') {
    return [
      text(
        message(
          'CMD and the arguments of `docker run` are put behind an ENTRYPOINT in JSON form; one in shell form ignores them.',
        ),
      ),
    ];
  }
  return [
    text(
      message(
        'With an ENTRYPOINT in JSON form these are its arguments; without one this is the program. `docker run image …` replaces it.',
      ),
    ),
  ];
}

function shellHover(instruction: Instruction, offset: number): Hover | undefined {
  if (instruction.kind !== 'shell' || instruction.command?.form !== 'json') return undefined;
  const { command } = instruction;
  return hoverAt(command.span, offset, () => [
    text(
      message(
        'Commands in shell form that follow run as: {0}',
        clipped([...command.strings.map(({ value }) => value), '…'].join(' ')),
      ),
    ),
  ]);
}

function workdirHover({ value }: InstructionOf<'workdir'>, offset: number): Hover | undefined {
  if (!value || value.text.includes('$')) return undefined;
  return hoverAt(value.span, offset, () => {
    const isRelative = !/^["']?(?:\/|[A-Za-z]:)/.test(value.text);
    return [
      text(
        message(
          'The working directory of the instructions that follow and of containers. It is created where it is missing.',
        ),
      ),
      ...(isRelative ? [text(message('A relative path: it starts at the working directory before.'))] : []),
    ];
  });
}

/** The value of a flag, where it has a meaning of its own: permissions, owners, platforms. */
export function flagValueDocs({ name, value = '' }: Flag): Markup {
  if (name === 'chmod' && /^[0-7]{3,4}$/.test(value)) {
    return [text(message('Permissions: {0}', permissions(value)))];
  }
  if (name === 'chown' && !value.includes('$')) {
    const [user = '', group] = value.split(':');
    return [text(group === undefined ? message('User {0}', user) : message('User {0}, group {1}', user, group))];
  }
  if (name === 'platform' && /^[\w.-]+(?:\/[\w.-]+){1,2}$/.test(value)) {
    const [system = '', architecture = '', variant] = value.split('/');
    return [
      text(
        variant === undefined
          ? message('Operating system {0}, architecture {1}', system, architecture)
          : message('Operating system {0}, architecture {1}, variant {2}', system, architecture, variant),
      ),
    ];
  }
  return [];
}

/** `755` as `rwxr-xr-x`. */
function permissions(octal: string): string {
  return octal.slice(-3).replaceAll(/./g, (digit) => modes[Number(digit)] ?? '');
}

const modes: readonly string[] = ['---', '--x', '-w-', '-wx', 'r--', 'r-x', 'rw-', 'rwx'];
