import { perObject } from '../perObject.ts';
import type { Diagnostic } from '../lint/diagnostic.ts';
import type { LintOptions } from '../lint/options.ts';
import { defaultLintOptions } from '../lint/options.ts';
import { severityOf } from '../lint/severities.ts';
import type { Workspace } from '../workspace.ts';
import { frontendOf } from './frontend.ts';
import type { DockerfileModel } from './model.ts';
import type { DockerfileNodes, DockerfileRule } from './lint/rule.ts';
import { rules } from './rules/index.ts';
import { shellCheckFindings } from './commands/shellCheck.ts';
import { suppressionsOf } from './lint/suppressions.ts';

/** What the rules find that look at the world around the file. */
export async function inspect(
  model: DockerfileModel,
  workspace: Workspace,
  options: LintOptions = defaultLintOptions,
): Promise<readonly Diagnostic[]> {
  if (frontendOf(model.tree) === 'foreign') return [];
  // Read before anything is waited for: the model may move on meanwhile.
  const suppressions = suppressionsOf(model, options);
  const found = await Promise.all(
    asked(options).map(async ({ rule, severity, inspect: look }): Promise<readonly Diagnostic[]> => {
      const findings = await look(model, workspace);
      return findings.map((finding) => ({
        ...finding,
        code: rule.id,
        aliases: rule.aliases,
        severity,
        isRule: true,
      }));
    }),
  );
  const shell = await shellCheckFindings(model, workspace, options);
  return suppressions.apply([...found.flat(), ...shell]);
}

const asked = perObject((options: LintOptions) =>
  rules.flatMap((rule: DockerfileRule<keyof DockerfileNodes>) => {
    const severity = severityOf(rule, options);
    return rule.inspect && severity !== 'off' ? [{ rule, severity, inspect: rule.inspect }] : [];
  }),
);
