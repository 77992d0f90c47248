import { type Kind, kinds } from '../engine/engine.ts';
import { objectAt, textRecord } from '../engine/json.ts';

/** What a model may ask for, read from what it sent. Nothing of it is trusted: what does not fit is said in a sentence. */
export class WrongInput extends Error {}

export interface ListInput {
  readonly kind: Kind;
  /** A part of a name, an image or a label. */
  readonly filter: string;
  readonly isRunning: boolean;
}

export function listInput(input: unknown): ListInput {
  return {
    kind: kindOf(input),
    filter: optionalText(input, 'filter', 200),
    isRunning: objectAt(input)['running'] === true,
  };
}

export interface NamedInput {
  readonly kind: Kind;
  readonly name: string;
}

export function inspectInput(input: unknown): NamedInput {
  return { kind: kindOf(input), name: neededText(input, 'name', 300) };
}

export interface LogsInput {
  readonly container: string;
  readonly lines: number;
  /** Milliseconds back from now. */
  readonly age?: number;
}

/** Lines that are given at most, and where nothing is asked. */
const mostLines = 1000;
const usualLines = 200;

export function logsInput(input: unknown): LogsInput {
  const lines = objectAt(input)['lines'] ?? usualLines;
  if (typeof lines !== 'number' || !Number.isInteger(lines) || lines < 1) {
    throw new WrongInput('"lines" must be a whole number from 1.');
  }
  const since = optionalText(input, 'since', 20);
  const age = since === '' ? undefined : milliseconds(since);
  return {
    container: neededText(input, 'container', 300),
    lines: Math.min(lines, mostLines),
    ...(age === undefined ? {} : { age }),
  };
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text.trim()) ?? [];
  const size = units[unit];
  if (size === undefined) throw new WrongInput('"since" must be a time such as "30s", "10m", "2h" or "1d".');
  return Number(digits) * size;
}

export interface BuildInput {
  readonly dockerfile: string;
  readonly tag: string;
  readonly target: string;
  readonly buildArgs: Readonly<Record<string, string>>;
}

export function buildInput(input: unknown): BuildInput {
  const given = objectAt(input)['buildArgs'];
  const buildArgs = textRecord(given);
  const names = Object.keys(objectAt(given));
  if (names.length > 50 || names.some((name) => !/^[A-Za-z_]\w*$/.test(name) || buildArgs[name] === undefined)) {
    throw new WrongInput('"buildArgs" must have names of variables, and texts for them.');
  }
  return {
    dockerfile: optionalText(input, 'dockerfile', 1000) || 'Dockerfile',
    tag: optionalText(input, 'tag', 300),
    target: optionalText(input, 'target', 200),
    buildArgs,
  };
}

export interface LintInput {
  readonly file: string;
  /** Absent where the file itself is meant. */
  readonly text?: string;
}

/** Characters of a text that are looked at. */
const longestText = 500_000;

export function lintInput(input: unknown): LintInput {
  const { text } = objectAt(input);
  if (text !== undefined && (typeof text !== 'string' || text.length > longestText)) {
    throw new WrongInput(`"text" must be a text of at most ${longestText} characters.`);
  }
  return { file: neededText(input, 'file', 1000), ...(text === undefined ? {} : { text }) };
}

/**
 * A path in one of the folders of the workspace, as a folder and what follows it. Relative ones begin in the first
 * folder, or in the one that they name. What leads out of all of them is refused.
 */
export function placeInWorkspace(
  path: string,
  folders: readonly { readonly name: string; readonly path: string }[],
): { readonly folder: number; readonly path: string } {
  const wanted = path.replaceAll('\\', '/');
  const isAbsolute = wanted.startsWith('/') || /^[a-z]:\//i.test(wanted);
  const within = isAbsolute ? folders.findIndex((folder) => wanted.startsWith(`${folder.path}/`)) : -1;
  if (isAbsolute && within < 0) throw new WrongInput('The file must be in the workspace.');
  const named = folders.findIndex(({ name }) => folders.length > 1 && wanted.startsWith(`${name}/`));
  const folder = isAbsolute ? within : Math.max(0, named);
  const skipped = isAbsolute ? (folders[within]?.path.length ?? 0) + 1 : named < 0 ? 0 : wanted.indexOf('/') + 1;
  const parts = wanted
    .slice(skipped)
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  if (folders.length === 0) throw new WrongInput('No folder is open.');
  if (parts.length === 0 || parts.includes('..')) throw new WrongInput('The file must be in the workspace.');
  return { folder, path: parts.join('/') };
}

function kindOf(input: unknown): Kind {
  const { kind } = objectAt(input);
  const known = kinds.find((each) => each === kind);
  if (!known) throw new WrongInput(`"kind" must be one of ${kinds.join(', ')}.`);
  return known;
}

function neededText(input: unknown, name: string, longest: number): string {
  const text = optionalText(input, name, longest);
  if (text === '') throw new WrongInput(`"${name}" is missing.`);
  return text;
}

function optionalText(input: unknown, name: string, longest: number): string {
  const value = objectAt(input)[name] ?? '';
  if (typeof value !== 'string' || value.length > longest || hasControl(value)) {
    throw new WrongInput(`"${name}" must be a text of at most ${longest} characters in one line.`);
  }
  return value.trim();
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
