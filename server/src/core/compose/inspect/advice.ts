import { perObject } from '../../perObject.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { LintOptions } from '../../lint/options.ts';
import { severityOf } from '../../lint/severities.ts';
import { fixesFor } from '../projectMends.ts';
import type { Mend } from '../projectMends.ts';
import type { Effective } from '../project/evaluate.ts';
import type { ProjectFiles } from '../project/files.ts';
import type { Origin } from '../project/value.ts';
import type { ProjectRule, ProjectView } from '../projectRule.ts';
import { rules } from '../rules/index.ts';
import type { ComposeRule } from '../walk.ts';

/** What a rule found somewhere in the project. */
export interface Advice {
  readonly finding: Omit<Diagnostic, 'span' | 'fixes'>;
  readonly mend: Mend | undefined;
  readonly origin: Origin;
  /** Whether it counts only where all files are known that belong together. */
  readonly needsWhole: boolean;
}

/** What the rules find that look at the project as a whole. */
export function adviceFor(effective: Effective, files: ProjectFiles, options: LintOptions): readonly Advice[] {
  const view: ProjectView = { effective, files };
  return asked(options).flatMap(({ rule, severity }) =>
    rule.inspect(view).map(({ origin, mend, ...found }) => ({
      mend,
      finding: { ...found, code: rule.id, aliases: rule.aliases, severity, isRule: true },
      origin,
      needsWhole: rule.needsWhole,
    })),
  );
}

/** The finding where it stands in a text, with the fixes that fit there. */
export function diagnosticFrom({ finding, mend, origin: { span } }: Advice, text: string): Diagnostic {
  return { ...finding, span, fixes: fixesFor(mend, text, span) };
}

const asked = perObject((options: LintOptions) =>
  rules.flatMap((rule: ComposeRule | ProjectRule) => {
    const severity = severityOf(rule, options);
    return 'inspect' in rule && severity !== 'off' ? [{ rule, severity }] : [];
  }),
);
