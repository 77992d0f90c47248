import { allFindings } from '../core/lint/allFindings.ts';
import type { Diagnostic } from '../core/lint/diagnostic.ts';
import { preferredEdits } from '../core/lint/preferredEdits.ts';
import type { LintOptions } from '../core/lint/options.ts';
import { applyEdits } from '../core/text/textEdit.ts';
import type { Workspace } from '../core/workspace.ts';
import { fileWorkspace } from './fileWorkspace.ts';
import type { Source } from './source.ts';

/** A text, and what is found in it. */
export interface Checked {
  readonly text: string;
  readonly findings: readonly Diagnostic[];
}

/** What is asked of a file, and who knows shell scripts. */
export interface CheckOptions {
  readonly lint: LintOptions;
  readonly shellcheck: Workspace['shellcheck'];
}

/** What the server would say of a file: of its text, and of what lies around it. */
export async function check({ name, language, text }: Source, { lint, shellcheck }: CheckOptions): Promise<Checked> {
  const model = language.parse(text);
  const found = language.diagnose(model, lint);
  const around = (await language.inspect?.(model, fileWorkspace(name, shellcheck), lint)) ?? [];
  const findings =
    around.length === 0 ? found : allFindings(found, around).toSorted((a, b) => a.span.start - b.span.start);
  return { text, findings };
}

/** Fixes may make others possible, or find something new: so many rounds are made. */
const maxRounds = 10;

/** Applies the preferred fixes until there are none left. */
export async function fix(source: Source, options: CheckOptions): Promise<Checked> {
  let checked = await check(source, options);
  for (let round = 0; round < maxRounds; round++) {
    const text = applyEdits(checked.text, preferredEdits(checked.findings));
    if (text === checked.text) break;
    checked = await check({ ...source, text }, options);
  }
  return checked;
}
