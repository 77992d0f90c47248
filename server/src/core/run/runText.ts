import type { Part, VariablePart, Word } from '../shell/ast.ts';

/** A word of a command line: pieces as they are, and what a shell would put in. */
export type RunText = readonly RunPart[];

export type RunPart = string | RunVariable | RunOutput;

/** A variable of the shell; `PWD` is the folder that it is in, however that is written. */
export interface RunVariable {
  readonly variable: string;
  /** What stands for it where it is not set, as `${NAME:-text}` says. */
  readonly otherwise?: string;
  readonly source: string;
}

/** What another command writes. */
export interface RunOutput {
  readonly command: string;
  readonly source: string;
}

/** A word of a script with its pieces. */
export function runText(script: string, word: Word): RunText {
  const parts = word.parts.flatMap((part, index) => {
    const pieces = piecesOf(script, part);
    return index === 0 ? withHome(part, pieces) : pieces;
  });
  return joined(namedByDrive(parts));
}

function piecesOf(script: string, part: Part): RunText {
  const source = script.slice(part.start, part.end);
  if (part.kind === 'text') return part.quote === "'" ? [part.text] : ofWindows(part.text);
  if (part.kind === 'variable') return [variable(part, source)];
  const command = source.replace(/^\$\(|^`|\)$|`$/g, '').trim();
  return [/^pwd$/i.test(command) ? { variable: 'PWD', source } : { command, source }];
}

function variable({ name, modifier, operand }: VariablePart, source: string): RunPart {
  const isPlain = operand.every((part) => part.kind === 'text');
  const otherwise = operand.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  // PowerShell does not look at the case of names.
  const given = name.toLowerCase() === 'pwd' ? 'PWD' : name;
  if (modifier === '' && given !== '') return { variable: given, source };
  if (/^:?-$/.test(modifier) && isPlain) return { variable: given, otherwise, source };
  return { command: source, source };
}

/** `%cd%` and `%NAME%` of the Windows prompt. Small letters between percent signs are mostly formats. */
function ofWindows(text: string): RunText {
  const pieces: RunPart[] = [];
  let end = 0;
  for (const { 0: source, index } of text.matchAll(/%(?:cd|[A-Z][A-Z\d_]+)%/gi)) {
    const name = source.slice(1, -1);
    if (name.toLowerCase() !== 'cd' && name !== name.toUpperCase()) continue;
    pieces.push(text.slice(end, index), { variable: /^cd$/i.test(name) ? 'PWD' : name, source });
    end = index + source.length;
  }
  return [...pieces, text.slice(end)];
}

/** A tilde that begins a word without quotes is the folder of the user. */
function withHome(part: Part, [first, ...rest]: RunText): RunText {
  const isHome =
    part.kind === 'text' && part.quote === undefined && typeof first === 'string' && /^~(?=\/|$)/.test(first);
  if (isHome) return [{ variable: 'HOME', source: '~' }, first.slice(1), ...rest];
  return first === undefined ? [] : [first, ...rest];
}

/** `$env:NAME` of PowerShell, which other shells read as a variable and a text. */
function namedByDrive(parts: RunText): RunText {
  const result: RunPart[] = [];
  for (const part of parts) {
    const before = result.at(-1);
    const isDrive = typeof before === 'object' && 'variable' in before && /^\$\{?env$/i.test(before.source);
    const [, name] = isDrive && typeof part === 'string' ? (/^:([A-Za-z_]\w*)/.exec(part) ?? []) : [];
    if (name === undefined || typeof part !== 'string') result.push(part);
    else result.splice(-1, 1, { variable: name, source: `$env:${name}` }, part.slice(name.length + 1));
  }
  return result;
}

function joined(parts: RunText): RunText {
  const result: RunPart[] = [];
  for (const part of parts) {
    const before = result.at(-1);
    if (typeof part === 'string' && typeof before === 'string') result.splice(-1, 1, before + part);
    else if (part !== '') result.push(part);
  }
  return result;
}
