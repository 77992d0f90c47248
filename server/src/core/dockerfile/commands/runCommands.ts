import type { Script, Word } from '../../shell/ast.ts';
import type { Invocation } from '../../shell/invocations.ts';
import { invocationsIn } from '../../shell/invocations.ts';
import { parseScript } from '../../shell/parse.ts';
import type { Span } from '../../text/span.ts';
import type { Heredoc, InstructionOf, JsonString } from '../parse/ast.ts';
import { sourceSpan } from '../parse/logicalLine.ts';

type CommandInstruction = InstructionOf<'run' | 'cmd' | 'entrypoint' | 'healthcheck'>;

/** A script in an instruction, and where its pieces stand in the file. */
export interface InstructionScript {
  readonly script: Script;
  /** What was parsed. */
  readonly text: string;
  readonly invocations: readonly Invocation[];
  /** Whether the text of the script stands in the file as it is, so that it can be edited piece by piece. */
  readonly isVerbatim: boolean;
  readonly spanOf: (piece: Span) => Span;
}

/** A program that an instruction starts. */
export interface RunCommand extends Invocation {
  readonly script: InstructionScript;
}

/** A script without its place: what follows from the text of an instruction, and outlives edits elsewhere. */
type ParsedScript = Pick<InstructionScript, 'script' | 'text' | 'invocations'> & { readonly place: Place };

/** Where a script stands: in the logical line, in the body of a heredoc, or in the strings of the JSON form. */
type Place =
  | { readonly kind: 'line'; readonly at: number }
  | { readonly kind: 'heredoc'; readonly index: number }
  | { readonly kind: 'json'; readonly index: number | undefined };

/**
 * The scripts of an instruction, as sh reads them: the shell form, the heredocs that a shell runs, and the program of the
 * JSON form.
 */
export function scriptsOf(instruction: CommandInstruction, text: string): readonly InstructionScript[] {
  return partsOf(instruction, text).scripts;
}

/** All programs that an instruction starts. */
export function commandsOf(instruction: CommandInstruction, text: string): readonly RunCommand[] {
  return partsOf(instruction, text).commands;
}

interface Parts {
  readonly scripts: readonly InstructionScript[];
  readonly commands: readonly RunCommand[];
}

/** Kept as long as edits leave the instruction as it is: the places are looked up in it, where it is by then. */
const known = new WeakMap<CommandInstruction, Parts>();

function partsOf(instruction: CommandInstruction, text: string): Parts {
  let parts = known.get(instruction);
  if (!parts) {
    const scripts = parseScripts(instruction, text).map(
      ({ script, text: parsed, invocations, place }): InstructionScript => ({
        script,
        text: parsed,
        invocations,
        isVerbatim: place.kind !== 'json',
        spanOf: (piece) => spanIn(instruction, place, piece),
      }),
    );
    const commands = scripts.flatMap((script) => script.invocations.map((invocation) => ({ ...invocation, script })));
    parts = { scripts, commands };
    known.set(instruction, parts);
  }
  return parts;
}

function parseScripts(instruction: CommandInstruction, text: string): readonly ParsedScript[] {
  const { command, heredocs } = instruction;
  if (!command) return [];
  if (command.form === 'json') return jsonScripts(command.strings);
  const place = { kind: 'line', at: command.word.at } as const;
  const first = parsedScript(command.word.text, place);
  const bodies = heredocs.flatMap((heredoc, index) => {
    if (!isScript(heredoc, first.invocations, command.word.text)) return [];
    const body = text.slice(heredoc.body.start, heredoc.body.end);
    return isOfOtherShell(body) ? [] : [parsedScript(body, { kind: 'heredoc', index })];
  });
  return [first, ...bodies];
}

function parsedScript(text: string, place: Place): ParsedScript {
  const script = parseScript(text);
  return { script, text, invocations: invocationsIn(script), place };
}

/** A heredoc is a script where nothing but heredocs stands in the line, or a shell that reads it. */
function isScript({ span, name }: Heredoc, invocations: readonly Invocation[], line: string): boolean {
  if (invocations.length === 0)
    return /^\s*(?:<<-?(["']?)\w+\1\s*)+$/.test(line) && span.end > span.start && name !== '';
  const [first] = invocations;
  return invocations.length === 1 && first !== undefined && isShell(first.name) && !first.args.some(isScriptFile);
}

function isShell(name: string): boolean {
  return /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z|k)?sh$/.test(name);
}

function isScriptFile({ text }: Word): boolean {
  return !text.startsWith('-') && !text.startsWith('+');
}

/** Whether a script names an interpreter that is no shell. */
function isOfOtherShell(body: string): boolean {
  const [, interpreter] = /^#!\s*(\S+(?:[ \t]+\S+)?)/.exec(body) ?? [];
  return interpreter !== undefined && !/(?:^|[/\s])(?:ba|da|a|z|k)?sh$/.test(interpreter.replace(/\s+-\S*$/, ''));
}

/** The program of the JSON form; of `sh -c`, the script. */
function jsonScripts(strings: readonly JsonString[]): readonly ParsedScript[] {
  const [name, option, script] = strings.map(({ value }) => value);
  if (name !== undefined && isShell(name) && /^-\w*c$/.test(option ?? '') && script !== undefined) {
    return [parsedScript(script, { kind: 'json', index: 2 })];
  }
  const words = strings.map(jsonWord);
  const [nameWord, ...args] = words;
  if (!nameWord) return [];
  const span = { start: 0, end: strings.length };
  const command = { kind: 'simple', ...span, assignments: [], words, redirections: [] } as const;
  const pipeline = { ...span, isNegated: false, commands: [command] };
  return [
    {
      script: { ...span, items: [{ pipeline, operator: undefined }], isComplete: true },
      text: '',
      invocations: [{ name: nameWord.text, nameWord, args, command }],
      place: { kind: 'json', index: undefined },
    },
  ];
}

/** A string as a word; its offsets count the strings. */
function jsonWord({ value }: JsonString, index: number): Word {
  const span = { start: index, end: index + 1 };
  return { ...span, parts: [{ kind: 'text', ...span, text: value, quote: '"' }], text: value, isPlain: true };
}

function spanIn(instruction: CommandInstruction, place: Place, { start, end }: Span): Span {
  const { line, command, heredocs } = instruction;
  if (place.kind === 'line') return sourceSpan(line, place.at + start, place.at + end);
  if (place.kind === 'heredoc') {
    const offset = heredocs[place.index]?.body.start ?? 0;
    return { start: offset + start, end: offset + end };
  }
  const strings = command?.form === 'json' ? command.strings : [];
  const first = strings[place.index ?? start];
  const last = strings[place.index ?? end - 1];
  return first && last ? { start: first.span.start, end: last.span.end } : instruction.keyword.span;
}
