import { noFindings } from '../../lint/rule.ts';
import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { lastCommandOf } from '../commands/lastCommand.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { SimpleCommand } from '../../shell/ast.ts';

export const mainProcessInBackground: DockerfileRule<'cmd' | 'entrypoint'> = {
  id: 'main-process-in-background',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'What CMD or ENTRYPOINT starts stays in the foreground.',
  why:
    'A container lives as long as its main process. `service nginx start` and `systemctl start` send a program to the ' +
    'background and return, as does an `&`: then the container ends at once. Start the program itself, in the ' +
    'foreground: `nginx -g "daemon off;"`, `apachectl -D FOREGROUND`, `sshd -D`.',
  examples: [
    { bad: 'FROM ubuntu:24.04\nCMD «service nginx start»\n' },
    {
      bad: 'FROM ubuntu:24.04\nCMD [«"systemctl", "start", "ssh"»]\nENTRYPOINT /setup.sh && «/etc/init.d/cron start»\n',
    },
    { bad: 'FROM nginx:1.29\nCMD «nginx &»\nFROM ubuntu:24.04\nENTRYPOINT ["sh", "-c", «"apachectl start"»]\n' },
    {
      good: 'FROM nginx:1.29\nCMD nginx -g "daemon off;"\nFROM ubuntu:24.04\nCMD service ssh start && tail -f /dev/null\n',
    },
    { good: 'FROM ubuntu:24.04\nCMD ["service"]\nCMD server & exec client\nCMD systemctl status\n' },
  ],
  nodes: ['cmd', 'entrypoint'],
  check(instruction, { text, shell }) {
    const isJson = instruction.command?.form === 'json';
    const last = shell === 'posix' || isJson ? lastCommandOf(instruction, text) : undefined;
    if (!last) return noFindings;
    const { command, script, isOnly, isInBackground } = last;
    const service = serviceOf(command);
    if (!isInBackground && service === undefined) return noFindings;
    const span = script.spanOf(
      isInBackground
        ? { start: command.start, end: script.script.items.at(-1)?.operator?.end ?? command.end }
        : command,
    );
    const fixes = isOnly && service !== undefined ? fixOf(instruction, service) : [];
    return [
      {
        span,
        message: message('This returns at once, and the container ends with it. Start the program in the foreground.'),
        ...(fixes.length > 0 ? { fixes } : {}),
      },
    ];
  },
};

/** The service that a command starts in the background; undefined for all other commands. */
function serviceOf({ words }: SimpleCommand): string | undefined {
  const [name = '', first = '', second = ''] = words.map(({ text }) => text);
  const program = name.replace(/^\/(?:usr\/)?s?bin\//, '');
  if (program === 'service' || program === 'rc-service') return starts.has(second) ? first : undefined;
  if (program === 'systemctl') return starts.has(first) ? second.replace(/\.service$/, '') : undefined;
  if (/^(?:apachectl|apache2ctl)$/.test(program)) return starts.has(first) ? 'apache2' : undefined;
  return starts.has(first) ? /^\/etc\/init\.d\/([\w.-]+)$/.exec(name)?.[1] : undefined;
}

const starts: ReadonlySet<string> = new Set(['start', 'restart']);

/** How well-known services are started in the foreground. */
const foreground: ReadonlyMap<string, readonly string[]> = new Map([
  ['nginx', ['nginx', '-g', 'daemon off;']],
  ['apache2', ['apachectl', '-D', 'FOREGROUND']],
  ['httpd', ['httpd', '-D', 'FOREGROUND']],
  ['ssh', ['/usr/sbin/sshd', '-D']],
  ['sshd', ['/usr/sbin/sshd', '-D']],
  ['cron', ['cron', '-f']],
  ['crond', ['crond', '-n']],
  ['mysql', ['mysqld_safe']],
]);

function fixOf({ command }: InstructionOf<'cmd' | 'entrypoint'>, service: string): readonly Fix[] {
  const words = foreground.get(service);
  const span = command?.form === 'json' ? command.span : command?.word.span;
  if (!words || !span) return [];
  const newText = `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  return [{ title: message('Change to {0}', newText), edits: [{ span, newText }] }];
}
