import type { Completion } from '../../language.ts';
import { directiveSpecs } from '../directives.ts';
import { directiveDocs } from '../docs.ts';
import type { DockerfileModel } from '../model.ts';
import type { DirectiveName } from '../parse/ast.ts';
import { checkCompletions, wordAt } from './checks.ts';

/** Directives and their values in a comment at the top of the file; nothing in any other comment. */
export function directiveCompletions(model: DockerfileModel, offset: number): readonly Completion[] {
  const { text, tree } = model;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  if (!isAtTop(model, lineStart)) return [];
  const end = text.indexOf('\n', offset);
  const line = text.slice(lineStart, end < 0 ? text.length : end).trimEnd();
  const beforeCursor = text.slice(lineStart, offset);
  const value = /^\s*#\s*([a-z]+)\s*=\s*/i.exec(line);
  if (value && offset >= lineStart + value[0].length) return valueCompletions(model, offset, value[1] ?? '');
  const nameStart =
    lineStart + (/^\s*#\s*/.exec(line.length < beforeCursor.length ? beforeCursor : line)?.[0].length ?? 0);
  if (offset < nameStart) return [];
  const nameEnd = nameStart + (/^[a-z]*/i.exec(line.slice(nameStart - lineStart))?.[0].length ?? 0);
  const isBare = nameEnd >= lineStart + line.length;
  const others = new Set(
    tree.directives.filter(({ span }) => span.start < lineStart || span.start > offset).map(({ name }) => name),
  );
  return directiveSpecs
    .filter(({ name }) => !others.has(name))
    .map((spec) => ({
      label: spec.name,
      kind: 'keyword',
      span: { start: nameStart, end: Math.max(nameEnd, offset) },
      newText: isBare ? spec.snippet : spec.name,
      isSnippet: isBare,
      detail: spec.summary,
      docs: directiveDocs(spec),
    }));
}

/** Only directives may stand above a directive. */
function isAtTop({ text, tree }: DockerfileModel, lineStart: number): boolean {
  const lines = lineStart === 0 ? 0 : text.slice(0, lineStart - 1).split('\n', 5).length;
  return lines === tree.directives.filter(({ span }) => span.start < lineStart).length;
}

const directiveValues: Readonly<Record<Exclude<DirectiveName, 'check'>, readonly string[]>> = {
  syntax: ['docker/dockerfile:1', 'docker/dockerfile:1-labs'],
  escape: ['`', '\\'],
};

function valueCompletions({ text }: DockerfileModel, offset: number, name: string): readonly Completion[] {
  const directive = directiveSpecs.find((spec) => spec.name === name.toLowerCase());
  if (!directive) return [];
  if (directive.name === 'check') return checkCompletions(text, offset, 'file');
  const span = wordAt(text, offset, /[=\s]/);
  const values = directiveValues[directive.name];
  return values.map((label) => ({
    label,
    kind: 'value',
    span,
    newText: label,
    isSnippet: false,
    docs: directiveDocs(directive),
  }));
}
