import type { BuildPlan, PlannedInstruction } from '../../../protocol/messages.ts';
import { formatSize } from '../ui/quantities.ts';
import { carriedOver } from './carryOver.ts';
import { lastLines } from './fault.ts';
import type { LayerSizes } from './layerSizes.ts';
import { type MarkText, markText } from './markText.ts';
import type { StepOutcome } from './outcome.ts';
import {
  type DecorationOptions,
  Disposable,
  l10n,
  MarkdownString,
  Position,
  Range,
  type TextDocument,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  type Uri,
  window,
  workspace,
} from 'vscode';

/** What is known of the last build of a Dockerfile. */
export interface BuildRecord {
  /** The file as it was built. */
  readonly plan: BuildPlan;
  readonly steps: ReadonlyMap<PlannedInstruction, StepOutcome>;
  readonly sizes?: LayerSizes;
  /** Which stage was built. */
  readonly target: number;
}

/** Reads what a text has to build. */
export type PlanOf = (text: string) => Promise<BuildPlan>;

/** Milliseconds that nobody has typed before the marks are put in their places again. */
const restTime = 300;

/** Shows behind each instruction of a Dockerfile what its last build made of it, as long as it still says the same. */
export class EditorMarks {
  readonly #planOf: PlanOf;
  readonly #records = new Map<string, BuildRecord>();
  readonly #types: Readonly<Record<MarkText['style'], TextEditorDecorationType>> = {
    quiet: decoration('editorCodeLens.foreground'),
    large: decoration('editorWarning.foreground'),
    running: decoration('charts.blue'),
    failed: decoration('editorError.foreground'),
  };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(planOf: PlanOf) {
    this.#planOf = planOf;
  }

  /** To be disposed with the extension. */
  register(): Disposable {
    return Disposable.from(
      ...Object.values(this.#types),
      window.onDidChangeVisibleTextEditors(() => this.#showSoon()),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#records.has(document.uri.toString())) this.#showSoon();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('slipway.build.marks')) this.#showSoon();
      }),
      { dispose: () => clearTimeout(this.#timer) },
    );
  }

  set(dockerfile: Uri, record: BuildRecord): void {
    this.#records.set(dockerfile.toString(), record);
    this.#showSoon();
  }

  clear(dockerfile: Uri): void {
    this.#records.delete(dockerfile.toString());
    this.#showSoon();
  }

  #showSoon(): void {
    // While a build runs, it is shown at this pace too, not at that of its events.
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const editor of window.visibleTextEditors) void this.#show(editor);
    }, restTime);
  }

  async #show(editor: TextEditor): Promise<void> {
    const { document } = editor;
    if (document.languageId !== 'dockerfile') return;
    const record = this.#records.get(document.uri.toString());
    const { version } = document;
    const marks = record && isWanted(document) ? marksOf(record, await this.#planOf(document.getText())) : [];
    if (document.version !== version) return;
    for (const [style, type] of Object.entries(this.#types)) {
      const options = marks.filter(({ mark }) => mark.style === style).map((mark) => optionsOf(mark, document));
      editor.setDecorations(type, options);
    }
  }
}

function isWanted(document: TextDocument): boolean {
  return workspace.getConfiguration('slipway', document).get<boolean>('build.marks', true);
}

function decoration(color: string): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    after: { margin: '0 0 0 3ch', color: new ThemeColor(color), fontStyle: 'normal', fontWeight: 'normal' },
  });
}

interface Mark {
  readonly line: number;
  readonly mark: MarkText;
  readonly details: readonly string[];
}

function marksOf({ plan, steps, sizes, target }: BuildRecord, now: BuildPlan): readonly Mark[] {
  const largest = Math.max(...(sizes?.sizes.values() ?? [0]));
  const found: Mark[] = [];
  for (const [before, { start }] of carriedOver(plan, now)) {
    const step = steps.get(before);
    const size = sizes?.sizes.get(before);
    const mark =
      before === plan.stages[target]?.from && sizes
        ? wholeText(sizes, step)
        : markText({ step, size, isLargest: size !== undefined && size === largest && size > 0 }, l10n);
    if (mark) found.push({ line: start.line, mark, details: lastLines(step?.output ?? '', 12) });
  }
  return found;
}

/** Behind the FROM of the stage that was built: what the image has of its base, and in all. */
function wholeText({ base, total }: LayerSizes, step: StepOutcome | undefined): MarkText {
  const text =
    base === undefined
      ? l10n.t('image: {0}', formatSize(total))
      : l10n.t('base: {0} · image: {1}', formatSize(base), formatSize(total));
  const before = markText({ step, size: undefined, isLargest: false }, l10n);
  return { text: before ? `${before.text} · ${text}` : text, style: before?.style ?? 'quiet' };
}

function optionsOf({ line, mark, details }: Mark, document: TextDocument): DecorationOptions {
  const end = document.lineAt(Math.min(line, document.lineCount - 1)).range.end;
  const at = new Position(end.line, end.character);
  const hover = new MarkdownString();
  if (details.length > 0) hover.appendCodeblock(details.join('\n'), 'text');
  return {
    range: new Range(at, at),
    renderOptions: { after: { contentText: mark.text } },
    ...(details.length > 0 ? { hoverMessage: hover } : {}),
  };
}
