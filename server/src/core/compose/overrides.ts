import type { InlayHint } from '../language.ts';
import type { Span } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import { hasVariable } from './check/formats.ts';
import { parseCompose } from './model.ts';
import type { ComposeModel } from './model.ts';
import { hasOtherFiles } from './otherFiles.ts';
import { effectiveOf } from './project/effective.ts';
import { baseName } from './project/paths.ts';
import { valueAt } from './project/value.ts';
import { visitValues } from './values.ts';

/** What other files of the project set in place of the values within `span`. */
export async function overrideHints(
  model: ComposeModel,
  span: Span,
  workspace: Workspace,
): Promise<readonly InlayHint[]> {
  const places = settingsIn(model, span);
  const { text } = model;
  // Only where there are others is the whole project worth reading. The model may have moved on by then.
  if (places.length === 0 || !workspace.disk || !(await hasOtherFiles(model, workspace))) return [];
  const reading = await effectiveOf(parseCompose(text), workspace, () => undefined);
  if (!reading) return [];
  const { effective, path } = reading;
  return places.flatMap(({ keys, written, end }) => {
    const value = valueAt(effective.config, ...keys);
    if (value?.kind !== 'scalar' || value.text === written) return [];
    const { file } = value.origin;
    if (file === path || file === '') return [];
    return [{ offset: end, kind: 'override' as const, text: `→ ${clipped(value.text)} (${baseName(file)})` }];
  });
}

/** On one line, and not so long that it pushes the line away. */
function clipped(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ').trim();
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

const maxLength = 40;

interface Setting {
  readonly keys: readonly string[];
  readonly written: string;
  readonly end: number;
}

/** The single values of services. Those in lists are added to, not replaced. */
function settingsIn(model: ComposeModel, span: Span): readonly Setting[] {
  const found: Setting[] = [];
  visitValues(model, ({ text, style, span: { start, end } }, { steps }) => {
    const keys = steps.filter((step) => typeof step === 'string');
    const isSetting = keys.length === steps.length && keys.length > 2 && keys[0] === 'services';
    const isNear = end >= span.start && start <= span.end;
    if (isSetting && isNear && text !== '' && style !== 'block' && !hasVariable(text))
      found.push({ keys, written: text, end });
  });
  return found;
}
