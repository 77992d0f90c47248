import { perObject } from '../perObject.ts';
import type { Diagnostic } from '../lint/diagnostic.ts';
import type { LintOptions } from '../lint/options.ts';
import { defaultLintOptions } from '../lint/options.ts';
import { runRules, ruleTable } from '../lint/runRules.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import { checkLostNames } from './check/lostNames.ts';
import { checkReferences } from './check/references.ts';
import { checkResources } from './check/resources.ts';
import { checkServices } from './check/services.ts';
import { checkShapes } from './check/shapes.ts';
import { checkSyntax } from './check/syntax.ts';
import { checkTabs } from './check/tabs.ts';
import { checkVariables } from './check/variables.ts';
import { problem } from './check/problem.ts';
import { withMends } from './mends.ts';
import type { ComposeModel } from './model.ts';
import { rules } from './rules/index.ts';
import { withSuppressions } from './suppressions.ts';
import { walk } from './walk.ts';
import { isEmpty } from './yaml/nodes.ts';

/** All that is wrong or could be better in a Compose file, in the order of the text. */
export function diagnose(model: ComposeModel, options: LintOptions = defaultLintOptions): readonly Diagnostic[] {
  const syntax = checkSyntax(model);
  const unread = model.yaml.errors.length > 0 && syntax.every(({ severity }) => severity === 'warning');
  const found = unread
    ? syntax
    : withSuppressions(
        model,
        [...syntax, ...runRules(model, walk(model), tableFor(options)), ...checkMeaning(model)],
        options,
      );
  return withMends(model, found).toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

const tableFor = perObject((options: LintOptions) => ruleTable(rules, options));

/** What can be said once the text is YAML: around a mistake of syntax nothing, of the project as a whole nothing yet. */
function checkMeaning(model: ComposeModel): readonly Diagnostic[] {
  if (model.yaml.errors.length > 0) return certain(model);
  return [
    ...checkTabs(model),
    ...emptyDocuments(model),
    ...checkShapes(model),
    ...checkVariables(model),
    ...checkReferences(model),
    ...checkServices(model),
    ...checkResources(model),
    ...checkLostNames(model),
  ];
}

/** What holds whatever the mistakes of syntax do to the rest: slips in keys and values, away from those lines. */
function certain(model: ComposeModel): readonly Diagnostic[] {
  const lines = model.yaml.errors.map(({ span }) => linesOf(model.text, span));
  return checkShapes(model).filter(({ code, span }) => {
    if (code !== 'unknown-key' && code !== 'invalid-value') return false;
    return !lines.some(({ start, end }) => span.start < end && span.end > start);
  });
}

/** Compose takes no notice of `version`: by itself it is nothing. */
function emptyDocuments({ yaml }: ComposeModel): Diagnostic[] {
  const isAlone = yaml.documents.length === 1;
  return yaml.documents.flatMap(({ root }) => {
    const nothing =
      root.kind === 'scalar'
        ? isEmpty(root)
        : root.kind === 'map' && root.entries.every(({ key }) => isAlone && key.text === 'version');
    if (!nothing) return [];
    const text = message('The Compose file is empty. It needs at least `services:`.');
    return [problem('empty-file', root.span, text)];
  });
}

function linesOf(text: string, { start, end }: Span): Span {
  const newline = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: newline === -1 ? text.length + 1 : newline };
}
