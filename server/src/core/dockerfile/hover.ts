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
import { positionAt, stageAt } from './position.ts';

/** What is said of the thing at `offset`: instructions, flags, mounts, directives and stages. */
export function hover(model: DockerfileModel, offset: number): Hover | undefined {
  const position = positionAt(model, offset);
  if (position.kind === 'directive') return directiveHover(position.directive, offset);
  if (position.kind !== 'instruction') return undefined;
  const { instruction } = position;
  return keywordHover(instruction, offset) ?? stageHover(model, offset) ?? flagHover(instruction, offset);
}

function directiveHover({ name, nameSpan }: Directive, offset: number): Hover | undefined {
  const spec = directiveSpecs.find((other) => other.name === name);
  return spec && at(nameSpan, offset, () => directiveDocs(spec));
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
  const span = touches(flag.nameSpan, offset) ? flag.nameSpan : flag.span;
  return { span, content: flagDocs(flagSpec, spec) };
}

function mountHover(instruction: Instruction, flag: Flag, offset: number): Hover | undefined {
  for (const { key, value, start, keyEnd, valueStart, end } of mountFields(flag)) {
    const spec = mountKey(key);
    const found = spec && at(sourceSpan(instruction.line, start, keyEnd), offset, () => mountKeyDocs(spec));
    if (found) return found;
    const type = key === 'type' ? mountTypes.find((other) => other.type === value?.toLowerCase()) : undefined;
    const named = type && at(sourceSpan(instruction.line, valueStart, end), offset, () => mountTypeDocs(type));
    if (named) return named;
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
