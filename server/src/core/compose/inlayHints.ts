import type { InlayHint, InlayHintKind } from '../language.ts';
import type { Span } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import { environmentFile } from './environmentFile.ts';
import type { ComposeModel } from './model.ts';
import { overrideHints } from './overrides.ts';

/** The values that `.env` gives to the variables within `span`, and those that other files set in place of others. */
export async function lookupInlayHints(
  model: ComposeModel,
  span: Span,
  kinds: ReadonlySet<InlayHintKind>,
  workspace: Workspace,
): Promise<readonly InlayHint[]> {
  const found = await Promise.all([
    kinds.has('variable') ? variableHints(model, span, workspace) : [],
    kinds.has('override') ? overrideHints(model, span, workspace) : [],
  ]);
  return found.flat().sort((a, b) => a.offset - b.offset);
}

async function variableHints(model: ComposeModel, span: Span, workspace: Workspace): Promise<readonly InlayHint[]> {
  const places = variablesIn(model, span);
  if (places.length === 0) return [];
  const values = await environmentFile(workspace);
  return places.flatMap(({ name, end }) => {
    const value = values.get(name);
    if (value === undefined || value === '') return [];
    return [{ offset: end, kind: 'variable' as const, text: clipped(value) }];
  });
}

interface VariableUse {
  readonly name: string;
  /** Behind the closing brace, or the name. */
  readonly end: number;
}

function variablesIn({ text, yaml }: ComposeModel, span: Span): readonly VariableUse[] {
  const near = yaml.withVariables.filter((scalar) => scalar.span.end >= span.start && scalar.span.start <= span.end);
  return near.flatMap(({ span: { start, end } }) =>
    [...text.slice(start, end).matchAll(/\$\$|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:\}|:?[-+?][^{}]*\}))/g)].flatMap(
      ({ 0: all, 1: plain, 2: braced, index }) => {
        const name = plain ?? braced;
        const close = start + index + all.length;
        return name === undefined || close < span.start || close > span.end ? [] : [{ name, end: close }];
      },
    ),
  );
}

/** Long values would push the line away. */
function clipped(value: string): string {
  return value.length > maxLength ? `${value.slice(0, maxLength)}…` : value;
}

const maxLength = 40;
