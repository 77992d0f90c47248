import type { Diagnostic } from '../../lint/diagnostic.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { DiskEntry } from '../../workspace.ts';
import { diagnose } from '../diagnostics.ts';
import { problem } from '../check/problem.ts';
import type { Missing } from './missing.ts';
import { missingImage } from '../check/services.ts';
import { parseCompose } from '../model.ts';
import type { Effective } from '../project/evaluate.ts';
import type { ProjectFiles } from '../project/files.ts';
import type { ProjectProblem } from '../project/problems.ts';
import type { Origin } from '../project/value.ts';
import { fieldsOf, isNull, valueAt } from '../project/value.ts';
import { spanOfVariable } from '../variableSpans.ts';

/** One of the files of a project: the one that is looked at. */
export interface Looked {
  readonly effective: Effective;
  /** Its absolute path. */
  readonly path: string;
  readonly text: string;
  /** Whether all files are known that belong together. */
  readonly isWhole: boolean;
}

/** What was said of a file by itself. */
export interface Said extends Pick<Diagnostic, 'code' | 'span' | 'severity' | 'message'> {
  /** What is absent, where that is what was said. */
  readonly missing: Missing | undefined;
}

/** What the project says of one of its files. */
export function problemsIn({ effective, path, text, isWhole }: Looked): readonly Diagnostic[] {
  return effective.problems
    .filter(({ origin, isConsistency }) => origin.file === path && (isWhole || !isConsistency))
    .map((found) => diagnosticOf(found, text));
}

/** What keeps Compose from reading the project at all, and stands in none of its files: said at the first key. */
export function problemsAround({ effective, path, text }: Looked): readonly Diagnostic[] {
  const { problems, start } = effective;
  const [main] = start.files;
  if (main !== path) return [];
  const found = problems.filter(
    ({ severity, origin }) => severity === 'error' && (origin.file === '' || origin.file === start.envFile),
  );
  return found.map(({ code, message: words }) => problem(code, firstKeyOf(text), words));
}

function firstKeyOf(text: string): Span {
  const key = /^[^\s#%-][^\s:]*/m.exec(text);
  return key ? { start: key.index, end: key.index + key[0].length } : { start: 0, end: 0 };
}

function diagnosticOf({ code, origin, message: words, severity, variable }: ProjectProblem, text: string): Diagnostic {
  const span = (variable === undefined ? undefined : spanOfVariable(text, origin.span, variable)) ?? origin.span;
  return problem(code, span, words, { severity });
}

/** The places of a file that name others which Compose refuses: with them it refuses this one. */
export function brokenFiles({ effective, path }: Looked, broken: ReadonlySet<string>): readonly Diagnostic[] {
  const withErrors = effective.problems.flatMap(({ severity, origin }) => (severity === 'error' ? [origin.file] : []));
  const found = new Map<Origin, string>();
  for (const file of [...withErrors, ...broken]) {
    const place = placeNaming(file, effective, path);
    if (place && !found.has(place)) found.set(place, file);
  }
  return [...found].map(([{ span }, file]) =>
    problem(
      'error-in-file',
      span,
      message('Docker Compose refuses {0}, which is read here. Open that file to see why.', file),
    ),
  );
}

/** Where a file names another, by itself or by way of further ones. */
function placeNaming(file: string, { namedBy }: Effective, path: string): Origin | undefined {
  const seen = new Set<string>();
  for (let current = file; current !== path && !seen.has(current);) {
    seen.add(current);
    const place = namedBy.get(current);
    if (!place) return undefined;
    if (place.file === path) return place;
    current = place.file;
  }
  return undefined;
}

/** The included files that have errors by themselves. */
export function brokenByThemselves({ included }: Effective, files: ProjectFiles): ReadonlySet<string> {
  return new Set(
    [...included].filter((path) => {
      const entry = files.at(path);
      return entry.kind === 'file' && hasErrors(entry);
    }),
  );
}

type File = Extract<DiskEntry, { readonly kind: 'file' }>;

const judged = new WeakMap<File, boolean>();

/** What the names in it mean, only the whole project tells. */
const ofProject: ReadonlySet<string> = new Set(['undefined-reference', 'dependency-cycle']);

function hasErrors(file: File): boolean {
  const known =
    judged.get(file) ??
    diagnose(parseCompose(file.text)).some(({ severity, code }) => severity === 'error' && !ofProject.has(code));
  judged.set(file, known);
  return known;
}

/** What was said of the file by itself, and does not hold in its project: other files declare what it names. */
export function retractions(
  { effective, path, isWhole }: Looked,
  said: readonly Said[],
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (!isWhole || effective.isIncomplete) return [];
  const services = fieldsOf(valueAt(effective.config, 'services'));
  const isRetractable = ({ code, severity, message: { text, args } }: Said): boolean =>
    text === missingImage('').text
      ? services.has(String(args[0]))
      : code === 'undefined-reference' && severity === 'error';
  return said
    .filter((one) => isRetractable(one) || isSetBelow(effective, path, one))
    .filter(({ code, span }) => !found.some((other) => other.code === code && overlaps(other.span, span)))
    .map((one) => ({ ...one, fixes: [], aliases: [], isRule: false, isRetraction: true }));
}

/** Whether another file, one that this is laid over, has what is missing here: a key, or the value of one. */
function isSetBelow({ config, start, read }: Effective, path: string, { missing }: Said): boolean {
  if (!missing) return false;
  const order = [...read];
  const isBelow = (file: string): boolean =>
    file !== path && (missing.isAnywhere || order.indexOf(file) < order.indexOf(path));
  const values = missing.ways.map((way) => valueAt(config, ...way));
  return start.files.includes(path) && values.some((value) => value && !isNull(value) && isBelow(value.origin.file));
}

/** Whether the same was said already, at least as loudly. */
export function saysMore(said: Said, finding: Diagnostic): boolean {
  const isSame = said.code === finding.code && overlaps(said.span, finding.span);
  return isSame && (said.severity === 'error' || finding.severity !== 'error');
}

export function overlaps(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}
