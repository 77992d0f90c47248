import type { BuildPlan } from '../../../protocol/messages.ts';
import type { WarningEvent } from './buildEvent.ts';
import { carriedOver } from './carryOver.ts';
import type { PlanOf } from './editorMarks.ts';
import { type BuildFailure, failuresIn, type Told } from './failures.ts';
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
  readonly #planOf: PlanOf;

  /** `hasLastLayer`: whether a shell can be opened in what the failed build had made. */
  constructor(knownChecks: Iterable<string>, hasLastLayer: (dockerfile: Uri) => boolean, planOf: PlanOf) {
    this.#knownChecks = new Set(knownChecks);
    this.#planOf = planOf;
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
        const isMet = first?.some(({ range }) => contentChanges.some((change) => shareLine(range, change.range)));
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
    const text = document.getText();
    const now = text === problems.text ? problems : await this.#asItIsNow(text, problems);
    this.#shown.set(dockerfile, [
      ...failuresIn(text, now.plan, now, l10n).map(diagnosticOf),
      ...now.warnings.flatMap((warning) => this.#remark(document, warning) ?? []),
    ]);
  }

  /** Who edits while it builds: the instructions that still say the same are found again, lines are not. */
  async #asItIsNow(text: string, { plan: before, steps }: Problems): Promise<Problems> {
    const plan = await this.#planOf(text);
    const found = carriedOver(before, plan);
    const kept = [...steps].flatMap(([instruction, step]) => {
      const same = found.get(instruction);
      return same ? [[same, step] as const] : [];
    });
    return { plan, text, steps: new Map(kept), warnings: [] };
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
    const found = this.#shown.get(uri)?.filter((item) => item.code === failed && shareLine(range, item.range)) ?? [];
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

export interface Problems extends Told {
  /** The Dockerfile as it was built. */
  readonly plan: BuildPlan;
  readonly text: string;
  readonly warnings: readonly WarningEvent[];
}

const failed = 'build-failed';

/** The squiggle may be a word: what can be done about it is offered, and its end is seen, on the whole line. */
function shareLine(one: Range, other: Range): boolean {
  return one.start.line <= other.end.line && other.start.line <= one.end.line;
}

function diagnosticOf({ start, end, message }: BuildFailure): Diagnostic {
  const range = new Range(start.line, start.character, end.line, end.character);
  const diagnostic = new Diagnostic(range, message, DiagnosticSeverity.Error);
  diagnostic.source = 'docker build';
  diagnostic.code = failed;
  return diagnostic;
}
