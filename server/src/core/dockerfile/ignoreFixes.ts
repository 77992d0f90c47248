import type { Diagnostic } from '../lint/diagnostic.ts';
import { ignoreHere, ignoreInFile } from '../lint/ignoreTitles.ts';
import type { LintOptions } from '../lint/options.ts';
import { defaultLintOptions } from '../lint/options.ts';
import type { Fix } from '../lint/rule.ts';
import { lineBreakAt } from '../text/lineBreak.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { checkDirective } from './lint/checkDirective.ts';
import type { DockerfileModel } from './model.ts';
import type { Comment, Instruction } from './parse/ast.ts';
import { instructionAt } from './position.ts';
import type { IgnorePragma } from './lint/pragmas.ts';
import { checkOptions, ignorePragma } from './lint/pragmas.ts';
import { buildNameOf } from './lint/suppressionNames.ts';
import { checkComment, isForWholeFile } from './lint/suppressions.ts';

/**
 * Comments that turn off what was found, for the instruction and for the file: what the builder checks in its own
 * words, so that it is silent too, and the rest in those of hadolint. A comment that is there takes in one more name.
 */
export function ignoreFixes(
  model: DockerfileModel,
  { code, aliases, span, isRule }: Diagnostic,
  options: LintOptions = defaultLintOptions,
): readonly Fix[] {
  const names = [code, ...aliases];
  const buildName = buildNameOf(names);
  // What ShellCheck says is no rule of ours, but hadolint's comments name it.
  // What the builder rejects, no comment turns off.
  if (!isRule && !/^SC\d/.test(code)) return [];
  const instruction = instructionAt(model, span.start);
  const isInside = instruction !== undefined && span.start <= instruction.span.end;
  const here =
    isInside && !isForWholeFile(names) ? hereEdit(model, instruction, { code, buildName, options }) : undefined;
  const inFile = buildName === undefined ? globalEdit(model, code, options) : directiveEdit(model, buildName);
  return [
    ...(here ? [{ title: ignoreHere(code), edits: [here] }] : []),
    ...(inFile ? [{ title: ignoreInFile(code), edits: [inFile] }] : []),
  ];
}

interface Names {
  readonly code: string;
  readonly buildName: string | undefined;
  readonly options: LintOptions;
}

function hereEdit(
  model: DockerfileModel,
  instruction: Instruction,
  { code, buildName, options }: Names,
): TextEdit | undefined {
  const { text } = model;
  const lineStart = text.lastIndexOf('\n', instruction.span.start - 1) + 1;
  // At the top of the file the comment would be a directive for the whole of it.
  if (buildName !== undefined && lineStart > endOfDirectives(model)) {
    const comment = checkComment(text, instruction);
    return comment ? checkEdit(comment.options, buildName) : insertion(text, lineStart, `# check=skip=${buildName}`);
  }
  // Comments of hadolint may be without effect.
  if (!options.suppressions) return undefined;
  const pragma = pragmaIn(instruction.comments, 'instruction');
  if (pragma) return nextName(pragma, code);
  const indentation = text.slice(lineStart, instruction.span.start);
  return insertion(text, lineStart, `${indentation}# hadolint ignore=${code}`);
}

function globalEdit({ text, tree }: DockerfileModel, code: string, options: LintOptions): TextEdit | undefined {
  if (!options.suppressions) return undefined;
  const pragma = pragmaIn(tree.comments, 'global');
  if (pragma) return nextName(pragma, code);
  return insertion(text, endOfDirectives({ text, tree }), `# hadolint global ignore=${code}`);
}

/** None where a directive is written in a way that the builder does not see, but would hold against another one. */
function directiveEdit({ text, tree }: DockerfileModel, buildName: string): TextEdit | undefined {
  const directive = checkDirective(text);
  if (directive) return checkEdit(checkOptions(directive.value, directive.span.start), buildName);
  if (tree.directives.some(({ name }) => name === 'check')) return undefined;
  return insertion(text, endOfDirectives({ text, tree }), `# check=skip=${buildName}`);
}

function pragmaIn(comments: readonly Comment[], scope: IgnorePragma['scope']): IgnorePragma | undefined {
  for (const comment of comments) {
    const pragma = ignorePragma(comment);
    if (pragma?.scope === scope) return pragma;
  }
  return undefined;
}

function nextName({ names }: IgnorePragma, name: string): TextEdit {
  const end = names.at(-1)?.span.end ?? 0;
  return { span: { start: end, end }, newText: `,${name}` };
}

function checkEdit({ names, end }: ReturnType<typeof checkOptions>, name: string): TextEdit {
  return { span: { start: end, end }, newText: names.length > 0 ? `,${name}` : `;skip=${name}` };
}

/** Where the first line begins that is no directive. */
function endOfDirectives({ text, tree }: Pick<DockerfileModel, 'text' | 'tree'>): number {
  const last = tree.directives.at(-1);
  const start = text.startsWith('\ufeff') ? 1 : 0;
  if (!last && !text.startsWith('#!', start)) return start;
  const newline = text.indexOf('\n', last?.span.end ?? start);
  return newline < 0 ? text.length : newline + 1;
}

function insertion(text: string, offset: number, line: string): TextEdit {
  return { span: { start: offset, end: offset }, newText: `${line}${lineBreakAt(text, 0)}` };
}
