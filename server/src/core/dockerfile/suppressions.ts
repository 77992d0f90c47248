import type { Diagnostic } from '../lint/diagnostic.ts';
import { checkDirective } from './checkDirective.ts';
import type { DockerfileModel } from './model.ts';
import type { Instruction } from './parse/ast.ts';

/**
 * Findings of rules without those that `# check=skip=…` turns off, for the file or for the instruction below;
 * with `error=true` the builder fails on the rest. Source: BuildKit's linter/linter.go.
 */
export function withSuppressions(model: DockerfileModel, findings: readonly Diagnostic[]): readonly Diagnostic[] {
  if (findings.length === 0) return findings;
  const directive = checkDirective(model.text);
  const options = directive ? readOptions(directive.value) : undefined;
  const isSkipped = ({ code, span }: Diagnostic): boolean =>
    skips(options, code) ||
    (!forWholeFiles.has(code) && skips(optionsAbove(model, instructionAt(model, span.start)), code));
  const kept = findings.filter((diagnostic) => !isSkipped(diagnostic));
  if (!options?.isError) return kept;
  return kept.map((diagnostic) => (isOfBuildKit(diagnostic.code) ? { ...diagnostic, severity: 'error' } : diagnostic));
}

/** Checks of whole files: a comment above an instruction does not turn them off. */
const forWholeFiles: ReadonlySet<string> = new Set([
  'ConsistentInstructionCasing',
  'DuplicateStageName',
  'NoEmptyContinuation',
  'ReservedStageName',
]);

interface Options {
  readonly skipped: readonly string[];
  readonly isError: boolean;
}

function readOptions(value: string): Options {
  const [used = ''] = value.split(' ');
  const skipped: string[] = [];
  let isError = false;
  for (const part of used.split(';')) {
    const [name = '', ...rest] = part.split('=');
    const text = rest.join('=').trim();
    if (name.trim() === 'skip') skipped.push(...text.split(',').map((rule) => rule.trim()));
    if (name.trim() === 'error') isError = /^(?:1|t|true)$/i.test(text);
  }
  return { skipped, isError };
}

function skips(options: Options | undefined, code: string): boolean {
  return options !== undefined && (options.skipped.includes('all') || options.skipped.includes(code));
}

/** Only the first such comment counts, and only without white space before its `#`. */
function optionsAbove({ text }: DockerfileModel, instruction: Instruction | undefined): Options | undefined {
  for (const comment of instruction?.comments ?? []) {
    const before = text.charAt(comment.span.start - 1);
    const value = /^check\s*=\s*(.*)$/i.exec(comment.text)?.[1];
    if (value !== undefined && (before === '' || before === '\n')) return readOptions(value);
  }
  return undefined;
}

function instructionAt({ tree }: DockerfileModel, offset: number): Instruction | undefined {
  const { instructions } = tree;
  let low = 0;
  let high = instructions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((instructions[middle]?.span.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return instructions[low];
}

/** BuildKit's names are words in one; hadolint's are a code, and ours have dashes. */
function isOfBuildKit(code: string): boolean {
  return /^[A-Z][A-Za-z]+$/.test(code);
}
