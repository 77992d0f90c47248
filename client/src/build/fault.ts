/** Why an instruction failed, as far as its output tells. */
export type FaultCause =
  | 'command-not-found'
  | 'exec-format'
  | 'killed'
  | 'network'
  | 'no-image'
  | 'no-package'
  | 'no-space'
  | 'not-in-context'
  | 'permission';

export interface Fault {
  readonly cause: FaultCause;
  /** What it was about: a command, a package, a path. Empty where the output does not say. */
  readonly subject: string;
}

/** What builders and common programs write, in the order in which it is looked for. The group is the subject. */
const patterns: readonly (readonly [FaultCause, RegExp])[] = [
  ['no-space', /no space left on device/i],
  [
    'no-image',
    /pull access denied for ([^\s,]+)|manifest for (\S+) not found|([^\s"]+): (?:manifest unknown|not found)$/m,
  ],
  [
    'not-in-context',
    /(?:checksum of ref|stat) .*?"?\/?([^\s":]+)"?: (?:not found|no such file)|"\/?([^"]+)": not found/,
  ],
  ['exec-format', /([^\s:"]*)"?: exec format error/],
  [
    'network',
    /(?:could not resolve host:?|temporary failure resolving|dial tcp:? lookup|getaddrinfo \w+) '?([\w.-]*)|network is unreachable|i\/o timeout|TLS handshake timeout|connection timed out/i,
  ],
  [
    'no-package',
    /unable to locate package (\S+)|package '([^']+)' has no installation candidate|no matching distribution found for (\S+)|^\s*(\S+) \(no such package\)|'([^']+)' is not in (?:this|the npm) registry|no package (\S+) available/im,
  ],
  ['command-not-found', /([^\s:'"`]+)['"`]?: (?:command )?not found|exec: "([^"]+)": executable file not found/],
  ['permission', /([^\s:'"`]+)['"`]?: permission denied|permission denied/i],
  ['killed', /exit code: 137|\bKilled\b/],
];

/** Reads why a step failed from its error and its last output; undefined where that is none of the common causes. */
export function faultOf(keyword: string, error: string, output: string): Fault | undefined {
  for (const text of [error, output]) {
    for (const [cause, pattern] of patterns) {
      if (!isPossible(cause, keyword)) continue;
      const found = pattern.exec(text);
      if (found) return { cause, subject: found.slice(1).find((group) => group) ?? '' };
    }
  }
  return undefined;
}

function isPossible(cause: FaultCause, keyword: string): boolean {
  if (cause === 'no-image') return keyword === 'FROM';
  if (cause === 'not-in-context') return keyword === 'COPY' || keyword === 'ADD';
  if (cause === 'command-not-found' || cause === 'no-package') return keyword === 'RUN';
  return true;
}

/** The last lines of an output that have something in them. */
export function lastLines(output: string, count: number): readonly string[] {
  return output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-count);
}
