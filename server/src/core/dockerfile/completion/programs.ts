import type { Completion } from '../../language.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { isScript } from '../heredocScript.ts';
import type { DockerfileModel } from '../model.ts';
import { stageAt } from '../position.ts';
import { baseNameOf } from '../stageFacts.ts';
import { offer } from './offers.ts';
import type { ArgumentPlace } from './place.ts';

/** Where a command begins in the script of a RUN: the programs that images are made with, called as they should be. */
export function programs(model: DockerfileModel, { instruction, word, at }: ArgumentPlace): readonly Completion[] {
  const { line, argumentsAt } = instruction;
  // With backticks as escapes the commands are those of Windows.
  if (model.tree.escape === '`' || line.text.charAt(argumentsAt) === '[') return [];
  const before = line.text.slice(Math.min(argumentsAt, word.start), word.start).trimEnd();
  const typed = line.text.slice(word.start, at);
  if (!/^[\w-]*$/.test(typed) || !beginsCommand(before) || isQuoted(before)) return [];
  return offersAt(model, word.span, line.text.slice(word.end));
}

/** The same in a heredoc that the shell runs, where a line begins. */
export function programsInBody(model: DockerfileModel, offset: number): readonly Completion[] {
  const { text } = model;
  if (!isInShellScript(model, offset)) return [];
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lf = text.indexOf('\n', offset);
  const [, typed] = /^[ \t]*([\w-]*)$/.exec(text.slice(lineStart, offset)) ?? [];
  if (typed === undefined) return [];
  const behind = text.slice(offset, lf < 0 ? text.length : lf);
  const rest = /^[\w-]*/.exec(behind)?.[0].length ?? 0;
  return offersAt(model, { start: offset - typed.length, end: offset + rest }, behind.slice(rest));
}

function isInShellScript({ text, tree }: DockerfileModel, offset: number): boolean {
  const outer = tree.escape === '\\' ? tree.instructions.findLast(({ span }) => span.start <= offset) : undefined;
  const instruction = outer?.kind === 'onbuild' ? outer.trigger : outer;
  if (!outer || !instruction || !isScript(instruction)) return false;
  const body = outer.heredocs.find((heredoc) => offset >= heredoc.body.start && offset <= heredoc.body.end)?.body;
  return body !== undefined && !/^#!(?!.*\b(?:ba|da)?sh\b)/.test(text.slice(body.start, body.end));
}

/** With the usual arguments, where nothing `follows` in the line. The programs of the base image stand first. */
function offersAt(model: DockerfileModel, span: Span, follows: string): readonly Completion[] {
  const isLast = follows.trim() === '';
  const base = baseNameOf(stageAt(model, span.start)) ?? '';
  return calls.map(([name, rest, detail], index) => {
    const newText = isLast ? `${name} ${rest}` : name;
    const group = homes.get(name)?.test(base) ? 3 : 4;
    return offer(name, span, index, { kind: 'snippet', newText, isSnippet: isLast, detail, group });
  });
}

/** The images whose systems bring a program, by words in their names. */
const homes: ReadonlyMap<string, RegExp> = new Map([
  ['apk', /alpine/],
  ['adduser', /alpine/],
  ['dnf', /fedora|rocky|alma|centos|oraclelinux|amazonlinux|\bubi/],
  ['microdnf', /minimal/],
]);

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
  ['yarn', 'install --frozen-lockfile', message('Install what yarn.lock names')],
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
