import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { LintOptions } from '../../lint/options.ts';
import type { Severity } from '../../lint/rule.ts';
import { lineIndex } from '../../text/lineIndex.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { ShellComment, ShellDialect, Workspace } from '../../workspace.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction, InstructionOf } from '../parse/ast.ts';
import { scriptsOf } from './runCommands.ts';
import { withShells } from './shells.ts';

/** So many scripts of a file are checked. */
const maxScripts = 200;

/** Longer scripts are not checked. */
const maxLength = 50_000;

/** What ShellCheck says of the scripts in RUN, at the places where they stand. */
export async function shellCheckFindings(
  model: DockerfileModel,
  workspace: Workspace,
  { severities }: LintOptions,
): Promise<readonly Diagnostic[]> {
  const scripts = checkedScripts(model).slice(0, maxScripts);
  const found = await Promise.all(
    scripts.map(async ({ text, dialect, prelude, spanOf }) => {
      const whole = prelude + text;
      const comments = await workspace.shellcheck({ text: whole, dialect });
      const lines = lineIndex(whole);
      return comments.flatMap((comment): readonly Diagnostic[] => {
        const start = lines.offsetAt(comment.start) - prelude.length;
        const end = Math.min(Math.max(lines.offsetAt(comment.end) - prelude.length, start), text.length);
        const severity = severities[comment.code] ?? severityOf[comment.level];
        return start < 0 || severity === 'off' ? [] : [diagnosticOf(comment, severity, spanOf({ start, end }))];
      });
    }),
  );
  return found.flat();
}

/** A script that does not end, to ShellCheck an error, is one that the build may well reject; but that is not certain. */
const severityOf: Readonly<Record<ShellComment['level'], Severity>> = {
  error: 'warning',
  warning: 'warning',
  info: 'information',
  style: 'hint',
};

function diagnosticOf({ code, message: text }: ShellComment, severity: Severity, span: Span): Diagnostic {
  return {
    code,
    aliases: [],
    severity,
    isRule: false,
    href: `https://www.shellcheck.net/wiki/${code}`,
    span,
    message: message('ShellCheck: {0}', text),
  };
}

interface CheckedScript {
  readonly text: string;
  readonly dialect: ShellDialect;
  /** What stands before the script: it declares the variables that the Dockerfile sets. */
  readonly prelude: string;
  /** Where the pieces stood when the script was found. */
  readonly spanOf: (piece: Span) => Span;
}

function checkedScripts(model: DockerfileModel): readonly CheckedScript[] {
  const scripts: CheckedScript[] = [];
  const names = new Set<string>();
  for (const node of model.globals) declare(node, names);
  for (const { node, shell } of model.stages.flatMap((stage) => withShells(stage, model.tree.escape))) {
    declare(node, names);
    const run = node.kind === 'onbuild' ? node.trigger : node;
    if (run?.kind !== 'run' || shell.family !== 'posix') continue;
    const prelude = preludeOf(names);
    for (const text of textsOf(model, run)) scripts.push({ ...text, dialect: text.dialect ?? shell.dialect, prelude });
  }
  return scripts;
}

function declare(node: Instruction, names: Set<string>): void {
  if (node.kind === 'arg' || node.kind === 'env') for (const { name } of node.pairs) names.add(name.text);
}

/** Reading gives the variables values that nobody knows; all in one line. */
function preludeOf(names: ReadonlySet<string>): string {
  const legal = [...names].filter((name) => /^[A-Za-z_]\w*$/.test(name)).join(' ');
  return legal === '' ? '' : `read -r ${legal}; export ${legal}\n`;
}

function textsOf(
  model: DockerfileModel,
  run: InstructionOf<'run'>,
): readonly (Pick<CheckedScript, 'text' | 'spanOf'> & { readonly dialect: ShellDialect | undefined })[] {
  return (
    scriptsOf(run, model.text)
      .filter(({ isVerbatim, text }) => isVerbatim && text.length <= maxLength && text.trim() !== '')
      // The bodies of its heredocs stand elsewhere: to ShellCheck they would never end.
      .filter(({ script }) => script.isComplete)
      .map((script) => {
        const { text } = script;
        const [, interpreter] = /^#!.*?\b(bash|dash|ksh|sh)\b/.exec(text) ?? [];
        const dialect = interpreter === undefined ? undefined : (dialects.get(interpreter) ?? 'sh');
        return { text, dialect, spanOf: script.spanOf };
      })
  );
}

const dialects: ReadonlyMap<string, ShellDialect> = new Map([
  ['bash', 'bash'],
  ['dash', 'dash'],
  ['ksh', 'ksh'],
  ['sh', 'sh'],
]);
