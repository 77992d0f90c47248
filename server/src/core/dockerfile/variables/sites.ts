import type { Span } from '../../text/span.ts';
import { expandedWords } from './expandedWords.ts';
import type { DockerfileModel } from '../model.ts';
import { mountFields } from '../mountFields.ts';
import type { CommandLine, Heredoc, Instruction, InstructionOf, JsonString, Pair, Word } from '../parse/ast.ts';
import { logicalOffset, sourceSpan } from '../parse/logicalLine.ts';
import { variablesIn } from '../parse/variables.ts';
import { wordAt } from '../parse/words.ts';
import type { ShellVariable } from '../../shell/variables.ts';
import { bodyVariables, shellVariables } from '../../shell/variables.ts';
import { powershellVariables, promptVariables } from './windows.ts';

/** A place that names a variable. */
export interface VariableSite {
  readonly name: string;
  readonly span: Span;
  readonly role: 'definition' | 'use';
  /**
   * Who reads or sets it there: ARG or ENV; the builder, which expands arguments; the shell of a RUN;
   * or the shell of a container that runs, which sees ENV but no ARG.
   */
  readonly by: 'arg' | 'env' | 'builder' | 'shell' | 'container';
  /** The index of the stage whose variables count there; `globalStage` for those before the first FROM. */
  readonly stage: number;
  readonly instruction: Instruction;
  /** From where on a definition counts: ENV sets all its variables at once, ARG one after the other. */
  readonly countsFrom: number;
  /** Whether a definition says a value; an ARG without one takes that of the ARG before the first FROM. */
  readonly hasValue: boolean;
}

/** Stands for the place before the first FROM, whose variables the FROM lines see. */
export const globalStage = -1;

/** All places of the file that name one variable, in the order of the text. */
export function sitesOfName(model: DockerfileModel, name: string): readonly VariableSite[] {
  return sitesIn(model, (instruction) => mentions(model, instruction, name)).filter((site) => site.name === name);
}

/** All places of one instruction that name variables, in the order of the text. */
export function sitesOfInstruction(model: DockerfileModel, instruction: Instruction): readonly VariableSite[] {
  return sitesIn(model, (other) => other === instruction);
}

/** Whole stages are walked for a few instructions, too: SHELL says how those behind it are read. */
function sitesIn(model: DockerfileModel, wants: Visitor['wants']): VariableSite[] {
  const escape = model.tree.escape.charCodeAt(0);
  const visitor: Visitor = { model, escape, sites: [], readers: new Map(), wants };
  visitAll(visitor, model.globals, globalStage);
  for (const { from, instructions, index } of model.stages) {
    visitAll(visitor, [from], globalStage);
    visitAll(visitor, instructions, index);
  }
  return visitor.sites.sort((a, b) => a.span.start - b.span.start);
}

function mentions({ text }: DockerfileModel, { line, heredocs }: Instruction, name: string): boolean {
  if (line.text.includes(name)) return true;
  return heredocs.some(({ body }) => text.slice(body.start, body.end).includes(name));
}

interface Visitor {
  readonly model: DockerfileModel;
  readonly escape: number;
  readonly sites: VariableSite[];
  /** How the scripts of stages are read whose SHELL is none of the POSIX family. */
  readonly readers: Map<number, Reader>;
  readonly wants: (instruction: Instruction) => boolean;
}

/** Finds the variables of a script. */
type Reader = (script: string) => readonly ShellVariable[];

function visitAll(visitor: Visitor, instructions: readonly Instruction[], stage: number): void {
  const inherited = visitor.readers.get(visitor.model.stages[stage]?.baseStage?.index ?? globalStage);
  if (inherited) visitor.readers.set(stage, inherited);
  for (const instruction of instructions) {
    if (instruction.kind === 'shell') noteShell(visitor, instruction, stage);
    else if (visitor.wants(instruction)) visit({ visitor, instruction: triggerOf(instruction), stage });
  }
}

function triggerOf(instruction: Instruction): Instruction {
  let inner = instruction;
  while (inner.kind === 'onbuild' && inner.trigger) inner = inner.trigger;
  return inner;
}

function noteShell({ readers }: Visitor, { command }: InstructionOf<'shell'>, stage: number): void {
  if (command?.form !== 'json') return;
  const program = command.strings[0]?.value ?? '';
  readers.set(stage, isShell(program) ? shellVariables : foreignReader(program));
}

function foreignReader(program: string): Reader {
  if (/(?:^|[\\/])(?:powershell|pwsh)(?:\.exe)?$/i.test(program)) return powershellVariables;
  return /(?:^|[\\/])cmd(?:\.exe)?$/i.test(program) ? promptVariables : noVariables;
}

function noVariables(): readonly ShellVariable[] {
  return [];
}

function readerOf({ visitor, stage }: Visit): Reader {
  return visitor.readers.get(stage) ?? shellVariables;
}

/** Whether a program is a shell whose variables are written `$X`, such as `/bin/bash`. */
function isShell(program: string): boolean {
  return /(?:^|[\\/])(?:ba|da|a|z|k|mk)?sh(?:\.exe)?$/.test(program);
}

interface Visit<Kind extends Instruction = Instruction> {
  readonly visitor: Visitor;
  readonly instruction: Kind;
  readonly stage: number;
}

function visit(at: Visit): void {
  const { instruction } = at;
  if (instruction.kind === 'arg' || instruction.kind === 'env') {
    for (const pair of instruction.pairs) addDefinition({ ...at, instruction }, pair);
  } else if (instruction.line.text.includes('$')) visitWords(at);
  if (instruction.kind === 'run') visitSecrets({ ...at, instruction });
  if ('command' in instruction && instruction.kind !== 'shell') visitCommand(at, instruction.command);
  for (const heredoc of instruction.heredocs) visitHeredoc(at, heredoc);
}

type Site = Pick<VariableSite, 'name' | 'span' | 'role' | 'by'>;

function add(
  { visitor, instruction, stage }: Visit,
  site: Site,
  definition?: Pick<VariableSite, 'countsFrom' | 'hasValue'>,
): void {
  visitor.sites.push({ ...site, stage, instruction, countsFrom: site.span.end, hasValue: true, ...definition });
}

/** A name such as `$A` or `a-b` can be set, but is no variable that the file could use. */
function addDefinition(at: Visit<InstructionOf<'arg' | 'env'>>, { name, value, span }: Pair): void {
  const { instruction } = at;
  const [, quote = '', text = ''] = /^(["']?)([\p{L}_][\p{L}\p{Nd}_]*)\1$/u.exec(name.text) ?? [];
  if (instruction.kind === 'env') addWord(at, name);
  if (value) addWord(at, value);
  if (text === '') return;
  const start = name.at + quote.length;
  const site = {
    name: text,
    span: sourceSpan(instruction.line, start, start + text.length),
    role: 'definition',
  } as const;
  const countsFrom = instruction.kind === 'env' ? instruction.span.end : span.end;
  add(at, { ...site, by: instruction.kind }, { countsFrom, hasValue: value !== undefined });
}

/** The words in which the builder expands variables. */
function visitWords(at: Visit): void {
  const { instruction } = at;
  if (instruction.kind === 'from') {
    const platform = instruction.flags.flatMap(({ name, valueWord }) =>
      name === 'platform' && valueWord ? [valueWord] : [],
    );
    for (const word of [...platform, ...instruction.words.slice(0, 1)]) addWord(at, word);
    return;
  }
  for (const word of [...expandedWords(instruction), ...sourceWords(instruction)]) addWord(at, word);
  if (instruction.kind !== 'expose') return;
  for (const { word } of instruction.items) if (word) addWord(at, word);
}

/** What `--from` names. BuildKit rejects variables there, other builders expand them. */
function sourceWords({ kind, flags }: Instruction): readonly Word[] {
  return kind === 'copy'
    ? flags.flatMap(({ name, valueWord }) => (name === 'from' && valueWord ? [valueWord] : []))
    : [];
}

/** The inside of a JSON string; empty where it holds escapes, which would shift all offsets. */
function stringWord({ visitor, instruction: { line } }: Visit, { span }: Pick<JsonString, 'span'>): Word {
  const start = logicalOffset(line, span.start + 1);
  const hasEscapes = visitor.model.text.slice(span.start, span.end).includes('\\');
  return wordAt(line, start, hasEscapes ? start : logicalOffset(line, span.end - 1));
}

function addWord(at: Visit, word: Word): void {
  for (const { name, nameSpan } of variablesIn(at.instruction.line, word, at.visitor.escape)) {
    add(at, { name, span: nameSpan, role: 'use', by: 'builder' });
  }
}

/** A secret that is mounted as a variable is set for the one command. */
function visitSecrets(at: Visit<InstructionOf<'run'>>): void {
  const { flags, line } = at.instruction;
  for (const { key, value = '', valueStart, end } of flags.flatMap(mountFields)) {
    if (key !== 'env' || !/^[A-Za-z_]\w*$/.test(value)) continue;
    add(at, { name: value, span: sourceSpan(line, valueStart, end), role: 'definition', by: 'shell' });
  }
}

/** The script of a command: of its shell form, or behind `-c` of a shell that the JSON form starts. */
function visitCommand(at: Visit, command: CommandLine | undefined): void {
  if (!command) return;
  const script = command.form === 'shell' ? command.word : jsonScript(at, command.strings);
  const read = command.form === 'shell' ? readerOf(at) : shellVariables;
  if (!script) return;
  for (const { name, role, start, end } of read(script.text)) {
    const span = sourceSpan(at.instruction.line, script.at + start, script.at + end);
    add(at, { name, span, role, by: runner(at) });
  }
}

function jsonScript(at: Visit, [program, option, script]: readonly JsonString[]): Word | undefined {
  const isScript = script && isShell(program?.value ?? '') && /^-\w*c$/.test(option?.value ?? '');
  return isScript ? stringWord(at, script) : undefined;
}

function runner({ instruction }: Visit): 'shell' | 'container' {
  return instruction.kind === 'run' ? 'shell' : 'container';
}

function visitHeredoc(at: Visit, heredoc: Heredoc): void {
  const { start, end } = heredoc.body;
  const body = at.visitor.model.text.slice(start, end);
  const by = at.instruction.kind === 'run' ? 'shell' : 'builder';
  for (const { name, role, ...found } of bodyReader(at, heredoc, body)(body)) {
    add(at, { name, span: { start: start + found.start, end: start + found.end }, role, by });
  }
}

/** How a heredoc's body is read: expanded by the builder, run by a shell, or given by the shell to some program. */
function bodyReader(at: Visit, { expands }: Heredoc, body: string): Reader {
  const { instruction } = at;
  if (instruction.kind !== 'run') return expands ? bodyVariables : noVariables;
  const before = commandBefore(instruction.command);
  if (before === '') {
    const [, program] = /^#!\s*(?:\S*\/env\s+)?(\S+)/.exec(body) ?? [];
    if (program === undefined) return readerOf(at);
    return isShell(program) ? shellVariables : noVariables;
  }
  if (isShell(before.split(/\s+/)[0] ?? '')) return shellVariables;
  return expands && readerOf(at) === shellVariables ? bodyVariables : noVariables;
}

/** What stands before the first heredoc of a command. */
function commandBefore(command: CommandLine | undefined): string {
  if (command?.form !== 'shell') return '';
  const { text } = command.word;
  return text.slice(0, text.search(/\d*<<|$/)).trim();
}
