import type { Hover } from '../language.ts';
import type { Markup } from '../text/markup.ts';
import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import { directiveSpecs } from './directives.ts';
import { directiveDocs, flagDocs, instructionDocs, mountKeyDocs, mountTypeDocs, stageDocs } from './docs.ts';
import { instructionSpec } from './instructions.ts';
import type { DockerfileModel } from './model.ts';
import { mountFields } from './mountFields.ts';
import { mountKey, mountTypes } from './mounts.ts';
import type { Directive, Flag, Instruction } from './parse/ast.ts';
import { sourceSpan } from './parse/logicalLine.ts';
import { argumentHover, flagValueDocs } from './hover/arguments.ts';
import { hoverAt } from './hover/blocks.ts';
import { heredocHover } from './hover/heredoc.ts';
import { imageDocs } from './hover/image.ts';
import { pragmaHover } from './hover/pragma.ts';
import { variableHover } from './hover/variable.ts';
import { instructionAt, positionAt, stageAt } from './position.ts';

/** What is said of the thing at `offset`. */
export function hover(model: DockerfileModel, offset: number): Hover | undefined {
  const position = positionAt(model, offset);
  if (position.kind === 'directive') return directiveHover(model, position.directive, offset);
  if (position.kind === 'comment') return pragmaHover(model, position.comment.span, offset);
  if (position.kind === 'body') return bodyHover(model, offset);
  if (position.kind !== 'instruction') return undefined;
  const { instruction } = position;
  return (
    keywordHover(instruction, offset) ??
    variableHover(model, instruction, offset) ??
    stageHover(model, offset) ??
    imageHover(model, offset) ??
    flagHover(instruction, offset) ??
    heredocHover(model, instruction, offset) ??
    argumentHover(model, instruction, offset)
  );
}

/** In the lines of a heredoc there are its end, and variables. */
function bodyHover(model: DockerfileModel, offset: number): Hover | undefined {
  const instruction = instructionAt(model, offset);
  return instruction && (heredocHover(model, instruction, offset) ?? variableHover(model, instruction, offset));
}

function directiveHover(model: DockerfileModel, directive: Directive, offset: number): Hover | undefined {
  const { name, nameSpan, span, value, valueSpan } = directive;
  const spec = directiveSpecs.find((other) => other.name === name);
  if (!spec) return undefined;
  return (
    at(nameSpan, offset, () => directiveDocs(spec)) ??
    (name === 'check' ? pragmaHover(model, span, offset) : undefined) ??
    (name === 'syntax' ? hoverAt(valueSpan, offset, () => imageDocs(value)) : undefined) ??
    at(valueSpan, offset, () => directiveDocs(spec))
  );
}

/** An image that a stage builds on, or that files are taken from. */
function imageHover(model: DockerfileModel, offset: number): Hover | undefined {
  const found = model.references().find(({ span }) => touches(span, offset));
  if (!found || found.target) return undefined;
  const isBase = found.instruction.kind === 'from';
  return hoverAt(found.span, offset, () => imageDocs(found.name, isBase ? found.from.baseName : found.name));
}

function keywordHover({ kind, keyword }: Instruction, offset: number): Hover | undefined {
  const spec = instructionSpec(kind);
  return spec && at(keyword.span, offset, () => instructionDocs(spec));
}

function flagHover(instruction: Instruction, offset: number): Hover | undefined {
  const spec = instructionSpec(instruction.kind);
  const flag = instruction.flags.find(({ span }) => touches(span, offset));
  const flagSpec = spec?.flags.find(({ name }) => name === flag?.name);
  if (!flag || !spec || !flagSpec) return undefined;
  if (flag.name === 'mount' && !touches(flag.nameSpan, offset)) return mountHover(instruction, flag, offset);
  const isName = touches(flag.nameSpan, offset);
  const content = [...(isName ? [] : flagValueDocs(flag)), ...flagDocs(flagSpec, spec)];
  return { span: isName ? flag.nameSpan : flag.span, content };
}

function mountHover(instruction: Instruction, flag: Flag, offset: number): Hover | undefined {
  for (const { key, value, start, keyEnd, valueStart, end } of mountFields(flag)) {
    const spec = mountKey(key);
    const found = spec && at(sourceSpan(instruction.line, start, keyEnd), offset, () => mountKeyDocs(spec, key));
    if (found) return found;
    const type = key === 'type' ? mountTypes.find((other) => other.type === value?.toLowerCase()) : undefined;
    const named = type && at(sourceSpan(instruction.line, valueStart, end), offset, () => mountTypeDocs(type));
    if (named) return named;
    const valued = spec && at(sourceSpan(instruction.line, valueStart, end), offset, () => mountKeyDocs(spec));
    if (valued) return valued;
  }
  return undefined;
}

/** The name of a stage where it is defined, and wherever it is used. */
function stageHover(model: DockerfileModel, offset: number): Hover | undefined {
  const stage = stageAt(model, offset);
  if (!stage) return undefined;
  const own = stage.name && at(stage.name.span, offset, () => stageDocs(stage, model));
  if (own) return own;
  for (const { span, target, from } of model.references()) {
    const found = target && from === stage && at(span, offset, () => stageDocs(target, model));
    if (found) return found;
  }
  return undefined;
}

function at(span: Span, offset: number, content: () => Markup): Hover | undefined {
  return touches(span, offset) ? { span, content: content() } : undefined;
}
