import type { Completion } from '../../language.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { DockerfileModel } from '../model.ts';
import { offer } from './offers.ts';
import type { ArgumentPlace } from './place.ts';

/** Where a command begins in the script of a RUN: the programs that images are made with, called as they should be. */
export function programs({ tree }: DockerfileModel, { instruction, word, at }: ArgumentPlace): readonly Completion[] {
  const { line, argumentsAt } = instruction;
  // With backticks as escapes the commands are those of Windows.
  if (tree.escape === '`' || line.text.charAt(argumentsAt) === '[') return [];
  const before = line.text.slice(Math.min(argumentsAt, word.start), word.start).trimEnd();
  const typed = line.text.slice(word.start, at);
  if (!/^[\w-]*$/.test(typed) || !beginsCommand(before) || isQuoted(before)) return [];
  const isLast = line.text.slice(word.end).trim() === '';
  return calls.map(([name, rest, detail], index) => {
    const newText = isLast ? `${name} ${rest}` : name;
    return offer(name, word.span, index, { kind: 'snippet', newText, isSnippet: isLast, detail, group: 4 });
  });
}

function beginsCommand(before: string): boolean {
  return before === '' || /(?:&&|[;|(]|\s(?:then|do|else))$/.test(before);
}

function isQuoted(before: string): boolean {
  const rest = before.replaceAll(/\\.|'[^']*'|"(?:[^"\\]|\\.)*"/g, '');
  return /["']/.test(rest);
}

/** Each program with its usual arguments, as a snippet. The names alone are compared with what is typed. */
const calls: readonly (readonly [string, string, Message])[] = [
  [
    'apt-get',
    'update && apt-get install -y --no-install-recommends ${1:package} && rm -rf /var/lib/apt/lists/*',
    message('Install packages of Debian or Ubuntu'),
  ],
  ['apk', 'add --no-cache ${1:package}', message('Install packages of Alpine')],
  ['dnf', 'install -y ${1:package} && dnf clean all', message('Install packages of Fedora and its relatives')],
  ['microdnf', 'install -y ${1:package} && microdnf clean all', message('Install packages of a minimal RHEL image')],
  ['pip', 'install --no-cache-dir -r ${1:requirements.txt}', message('Install the packages of a Python project')],
  ['npm', 'ci', message('Install what package-lock.json names')],
  ['pnpm', 'install --frozen-lockfile', message('Install what pnpm-lock.yaml names')],
  ['yarn', 'install --immutable', message('Install what yarn.lock names')],
  ['go', 'build -o ${1:/usr/local/bin/app} ${2:.}', message('Build a Go program')],
  ['cargo', 'build --release --locked', message('Build a Rust program')],
  ['mvn', '-B package', message('Build a Java project with Maven')],
  ['gradle', 'build --no-daemon', message('Build a project with Gradle')],
  ['dotnet', 'publish -c Release -o ${1:/app}', message('Build a .NET project')],
  ['bundle', 'install', message('Install what Gemfile.lock names')],
  ['composer', 'install --no-dev --no-interaction', message('Install what composer.lock names')],
  ['useradd', '--system --create-home ${1:app}', message('Create a user, on Debian or Fedora')],
  ['adduser', '-S -D ${1:app}', message('Create a user, on Alpine')],
  ['curl', '-fsSL -o ${1:file} ${2:https://example.com/file}', message('Download a file')],
  ['wget', '-nv -O ${1:file} ${2:https://example.com/file}', message('Download a file')],
];
