import type { PlanOf } from './editorMarks.ts';
import {
  CodeLens,
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  Position,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';

/** Above each stage of a Dockerfile: build it. */
export function stageLenses(planOf: PlanOf): Disposable[] {
  const changed = new EventEmitter<void>();
  return [
    changed,
    languages.registerCodeLensProvider(
      { language: 'dockerfile', scheme: 'file' },
      { onDidChangeCodeLenses: changed.event, provideCodeLenses: (document) => lensesOf(document, planOf) },
    ),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('slipway.build.codeLens')) changed.fire();
    }),
  ];
}

async function lensesOf(document: TextDocument, planOf: PlanOf): Promise<CodeLens[]> {
  if (!workspace.getConfiguration('slipway', document).get<boolean>('build.codeLens', true)) return [];
  const { stages } = await planOf(document.getText());
  return stages.flatMap(({ name, from }, index) => {
    const isLast = index === stages.length - 1;
    // A stage without a name can be built as the last one only.
    if (name === '' && !isLast) return [];
    const at = new Position(from.start.line, 0);
    const title = isLast ? l10n.t('Build') : l10n.t('Build this stage');
    const target = isLast ? '' : name;
    const lens = (label: string, command: string): CodeLens =>
      new CodeLens(new Range(at, at), { title: `$(play) ${label}`, command, arguments: [document.uri, target] });
    return [
      lens(title, 'slipway.build.stage'),
      lens(isLast ? l10n.t('Build and run') : l10n.t('Run this stage'), 'slipway.run.dockerfile'),
    ];
  });
}
