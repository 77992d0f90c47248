import type { PlannedInstruction } from '../../../protocol/messages.ts';

/** Why an instruction failed, as far as its output tells. */
export type FaultCause =
  | 'command-not-found'
  | 'exec-format'
  | 'killed'
  | 'needs-buildkit'
  | 'needs-buildx'
  | 'network'
  | 'no-download'
  | 'no-file'
  | 'no-folder'
  | 'no-image'
  | 'no-package'
  | 'no-parent'
  | 'no-secret'
  | 'no-space'
  | 'no-ssh'
  | 'no-stage'
  | 'no-user'
  | 'not-in-context'
  | 'not-in-stage'
  | 'permission'
  | 'read-only'
  | 'script-not-found'
  | 'shell-syntax'
  | 'trigger'
  | 'wrong-checksum';

export interface Fault {
  readonly cause: FaultCause;
  /** What it was about: a command, a package, a path. Empty where the output does not say. */
  readonly subject: string;
}

/** What builders and common programs write in one line, in the order in which it is looked for. A group is the subject. */
const patterns: readonly (readonly [FaultCause, RegExp])[] = [
  ['no-space', /no space left on device/i],
  ['needs-buildkit', /the (--\w+) option requires BuildKit/],
  ['needs-buildx', /^no active sessions$/],
  ['no-secret', /^secret (\S+): not found/],
  ['no-ssh', /^unset ssh forward key (\S+)/],
  [
    'no-stage',
    /^([\w-]+): failed to resolve source metadata|invalid from flag value ([\w-]+):|invalid stage index (\d+)/,
  ],
  ['no-user', /unable to find (?:user|group) ([^\s:]+)|can't find [ug]id for (?:user|group) ([^\s:]+)/],
  [
    'no-image',
    /pull access denied for ([^\s,]+)|manifest for (\S+) not found|([^\s"]+): (?:manifest unknown|not found)$/,
  ],
  ['wrong-checksum', /digest mismatch \S+: (\S+)/],
  ['no-download', /invalid response status (\d+)|failed to GET (\S+) with status/],
  ['command-not-found', /exec: "([^"]+)": (?:executable file not found|stat .*no such file)/],
  [
    'not-in-context',
    /(?:checksum of ref|stat) .*?"?\/?([^\s":]+)"?: (?:not found|no such file|file does not exist)|"\/?([^"]+)": not found|forbidden path outside the build context: (\S+)/,
  ],
  ['no-folder', /(?:mkdir|lstat) (?:\S*\/merged)?(\S+): not a directory|Cannot mkdir: (\S+) is not a directory/],
  ['exec-format', /([^\s:"]*)"?: exec format error/],
  [
    'network',
    /(?:could not resolve host:?|temporary failure resolving|dial tcp:?(?: lookup)?|getaddrinfo \w+|bad address) ['‘]?([\w.-]*)|network is unreachable|name or service not known|failed to establish a new connection|i\/o timeout|TLS handshake timeout|connection (?:timed out|refused)/i,
  ],
  [
    'no-package',
    /unable to locate package (\S+)|package '([^']+)' has no installation candidate|no matching distribution found for (\S+)|^\s*(\S+) \(no such package\)|'([^']+)' is not in (?:this|the npm) registry|no package (\S+) available/i,
  ],
  ['script-not-found', /(?:^|: )['‘]?([^\s:'"`]*\/[^\s:'"`]+): not found$|sh: (?:line )?\d+: (\S*\/\S+): No such file/],
  [
    'command-not-found',
    /(?:^|: )['‘]?([^\s:'"`]+)['"`’]?: (?:command )?not found$|\benv: (?:can't execute )?['‘]?([^\s:'’]+)['’]?: No such file/i,
  ],
  ['read-only', /([^\s:'"`‘]+)['"`’]?: read-only file system|read-only file system/i],
  ['no-parent', /(?:can't|cannot) create ([^\s:]+): (?:directory nonexistent|nonexistent directory)/i],
  ['permission', /([^\s:'"`‘]+)['"`’]?: permission denied|permission denied/i],
  ['shell-syntax', /sh: .*syntax error/i],
  ['no-file', /no such file or directory(?:, \w+|:) '([^']+)'|can't cd to ([^\s:]+)/i],
  ['no-file', /([^\s:'"`‘]+)['"`’]?:? (?:no such file or directory|\(os error 2\))/i],
  ['killed', /exit code: 137|^Killed$/],
];

/** What only some instructions can fail with. */
const kinds: { readonly [Cause in FaultCause]?: RegExp } = {
  'no-image': /^FROM$/,
  'no-stage': /^(?:COPY|ADD|RUN)$/,
  'not-in-context': /^(?:COPY|ADD|RUN)$/,
  'no-download': /^ADD$/,
  'wrong-checksum': /^ADD$/,
  'command-not-found': /^RUN$/,
  'script-not-found': /^RUN$/,
  'no-package': /^RUN$/,
  'no-file': /^RUN$/,
  'shell-syntax': /^RUN$/,
};

type Failing = Pick<PlannedInstruction, 'keyword' | 'text'>;

/** Lines of the output that are looked at, the last ones. */
const seenLines = 40;

/**
 * Reads why a step failed from its error and its last output; undefined where that is none of the common causes. Of the
 * output, the last line that tells a cause counts: what came before did not end it.
 */
export function faultOf(instruction: Failing, error: string, output: string): Fault | undefined {
  if (instruction.keyword === 'FROM' && /^exit code: \d+$/.test(error)) return { cause: 'trigger', subject: '' };
  const told = faultIn(instruction, error);
  if (told && told.cause !== 'killed') return told;
  let found: Fault | undefined;
  for (const line of lastLines(output, seenLines).toReversed()) {
    const fault = faultIn(instruction, line.trim());
    found ??= fault;
    // Without a network, package managers end by saying that there is no such package.
    if (fault?.cause === 'network' && found?.cause === 'no-package') return fault;
  }
  return found ?? told;
}

function faultIn(instruction: Failing, text: string): Fault | undefined {
  for (const [cause, pattern] of patterns) {
    if (kinds[cause]?.test(instruction.keyword) === false) continue;
    // A command's own words on a file are no words of the builder.
    const found = pattern.exec(text);
    if (found) return inKind(instruction, { cause, subject: found.slice(1).find((group) => group) ?? '' });
  }
  return undefined;
}

/** The same words mean other things, as to where the file was looked for. */
function inKind({ keyword, text }: Failing, { cause, subject }: Fault): Fault {
  if (cause === 'not-in-context' && /^(?:--\S+ )*--from=/.test(text)) return { cause: 'not-in-stage', subject };
  if (cause === 'not-in-context' && keyword === 'RUN' && /\bfrom=/.test(text))
    return { cause: 'not-in-stage', subject };
  const secret =
    cause === 'no-file' && text.includes('type=secret') ? /^\/run\/secrets\/(.+)/.exec(subject)?.[1] : undefined;
  return secret === undefined ? { cause, subject } : { cause: 'no-secret', subject: secret };
}

/** BuildKit repeats the whole command before what happened to it, and tells where it was told so; so does the classic builder. */
export function plainReason(reason: string): string {
  const bare = reason.replace(/^(?:failed to (?:build|solve|parse Dockerfile): )+/, '').trim();
  const [, ended] = /^process ".*" did not complete successfully: (.+)$/s.exec(bare) ?? [];
  const [, code] = /^The command '.*' returned a non-zero code: (\d+)$/s.exec(bare) ?? [];
  return ended ?? (code === undefined ? bare : `exit code: ${code}`);
}

/** The last lines of an output that have something in them. */
export function lastLines(output: string, count: number): readonly string[] {
  return output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-count);
}
