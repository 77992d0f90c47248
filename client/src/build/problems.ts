import type { PlannedInstruction } from '../../../protocol/messages.ts';
import type { WarningEvent } from './buildEvent.ts';
import { causeText } from './causeText.ts';
import { faultOf, lastLines } from './fault.ts';
import type { StepOutcome } from './outcome.ts';
import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  l10n,
  languages,
  Position,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';

/** What went wrong in a build, as squiggles in the Dockerfile. */
export class BuildProblems {
  readonly #shown = languages.createDiagnosticCollection('slipway-build');
  /** The checks of the builder that the language server makes itself, while one types. */
  readonly #knownChecks: ReadonlySet<string>;
  readonly #hasLastLayer: (dockerfile: Uri) => boolean;

  /** `hasLastLayer`: whether a shell can be opened in what the failed build had made. */
  constructor(knownChecks: Iterable<string>, hasLastLayer: (dockerfile: Uri) => boolean) {
    this.#knownChecks = new Set(knownChecks);
    this.#hasLastLayer = hasLastLayer;
  }

  /** To be disposed with the extension. */
  register(): Disposable {
    return Disposable.from(
      this.#shown,
      languages.registerCodeActionsProvider(
        { language: 'dockerfile' },
        { provideCodeActions: ({ uri }, range) => this.#actions(uri, range) },
        { providedCodeActionKinds: [CodeActionKind.QuickFix] },
      ),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const first = this.#shown.get(document.uri)?.filter(({ code }) => code === failed);
        // Who edits the line has seen it.
        const isMet = first?.some(({ range }) => contentChanges.some((change) => range.intersection(change.range)));
        if (isMet) this.clear(document.uri);
      }),
    );
  }

  clear(dockerfile: Uri): void {
    this.#shown.delete(dockerfile);
  }

  /** Shows where a build failed, and what the builder had to remark. */
  async show(dockerfile: Uri, problems: Problems): Promise<void> {
    const document = await workspace.openTextDocument(dockerfile);
    this.#shown.set(dockerfile, [
      ...failuresOf(document, problems),
      ...problems.warnings.flatMap((warning) => this.#remark(document, warning) ?? []),
    ]);
  }

  #remark(document: TextDocument, { text, url, line }: WarningEvent): Diagnostic | undefined {
    const [, check = '', words = text] = /^(\w+): (.*?)(?: \(line \d+\))?$/s.exec(text) ?? [];
    if (line === undefined || line > document.lineCount || this.#knownChecks.has(check)) return undefined;
    const { range, firstNonWhitespaceCharacterIndex } = document.lineAt(line - 1);
    const diagnostic = new Diagnostic(
      range.with(new Position(line - 1, firstNonWhitespaceCharacterIndex)),
      words,
      DiagnosticSeverity.Warning,
    );
    diagnostic.source = 'docker build';
    if (check !== '') diagnostic.code = url === '' ? check : { value: check, target: Uri.parse(url) };
    return diagnostic;
  }

  #actions(uri: Uri, range: Range): CodeAction[] {
    const found = this.#shown.get(uri)?.filter((item) => item.code === failed && range.intersection(item.range)) ?? [];
    if (found.length === 0) return [];
    const actions = [
      [l10n.t('Show the log of the build'), 'slipway.build.showLog'],
      [l10n.t('Build again'), 'slipway.build.again'],
      ...(this.#hasLastLayer(uri)
        ? ([[l10n.t('Open a shell in the image before this instruction'), 'slipway.build.shell']] as const)
        : []),
    ] as const;
    return actions.map(([title, command]) => {
      const action = new CodeAction(title, CodeActionKind.QuickFix);
      action.diagnostics = found;
      action.command = { title, command, arguments: [uri] };
      return action;
    });
  }
}

export interface Problems {
  readonly steps: ReadonlyMap<PlannedInstruction, StepOutcome>;
  readonly warnings: readonly WarningEvent[];
  /** Where the builder says that it failed, where no step did: the line, from 1, and its words. */
  readonly elsewhere?: { readonly line: number; readonly reason: string };
}

const failed = 'build-failed';

function failuresOf(document: TextDocument, { steps, elsewhere }: Problems): readonly Diagnostic[] {
  const failures = [...steps].filter(([, { state }]) => state === 'failed');
  if (failures.length === 0 && elsewhere && elsewhere.line <= document.lineCount) {
    return [diagnosticAt(document.lineAt(elsewhere.line - 1).range, elsewhere.reason)];
  }
  return failures.map(([instruction, { error = '', output }]) => {
    const fault = faultOf(instruction.keyword, error, output);
    const lines = lastLines(output, 10);
    const message = [
      ...(fault ? [causeText(fault, l10n)] : []),
      ...(lines.length > 0 ? lines : [error]),
      ...(lines.length > 0 && !fault ? [error] : []),
    ].join('\n');
    return diagnosticAt(rangeOf(document, instruction, fault?.subject ?? ''), message);
  });
}

function diagnosticAt(range: Range, message: string): Diagnostic {
  const diagnostic = new Diagnostic(range, message, DiagnosticSeverity.Error);
  diagnostic.source = 'docker build';
  diagnostic.code = failed;
  return diagnostic;
}

/** The part of an instruction that its output names, else its keyword. */
function rangeOf(document: TextDocument, { start, end, keyword }: PlannedInstruction, subject: string): Range {
  const from = new Position(start.line, start.character);
  const text = document.getText(new Range(from, new Position(end.line, end.character)));
  const at = subject === '' ? -1 : text.indexOf(subject, keyword.length);
  const offset = document.offsetAt(from);
  return at < 0
    ? new Range(from, from.translate(0, keyword.length))
    : new Range(document.positionAt(offset + at), document.positionAt(offset + at + subject.length));
}
