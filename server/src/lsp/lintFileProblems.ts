import type { ConfigProblem } from '../core/lint/configFile.ts';
import { lineIndex } from '../core/text/lineIndex.ts';
import { render, type Translate } from '../core/text/message.ts';
import { type Encoding, positionsOf } from './positions.ts';
import { type Connection, DiagnosticSeverity } from 'vscode-languageserver';

/** Shows what is wrong with the files that configure other linters, in those files. */
export interface LintFileProblems {
  report(uri: string, text: string, problems: readonly ConfigProblem[]): void;
  /** Takes back all that was shown. */
  clear(): void;
}

export function lintFileProblems(connection: Connection, translate: Translate, encoding: Encoding): LintFileProblems {
  const shown = new Set<string>();
  return {
    report(uri, text, problems) {
      if (problems.length === 0) return;
      shown.add(uri);
      const positions = positionsOf(text, lineIndex(text), encoding);
      const diagnostics = problems.map(({ span, message }) => ({
        range: positions.range(span),
        severity: DiagnosticSeverity.Warning,
        source: 'slipway',
        code: 'invalid-lint-configuration',
        message: render(message, translate),
      }));
      void connection.sendDiagnostics({ uri, diagnostics });
    },
    clear() {
      for (const uri of shown) void connection.sendDiagnostics({ uri, diagnostics: [] });
      shown.clear();
    },
  };
}
