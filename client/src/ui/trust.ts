import { commands, l10n, workspace } from 'vscode';
import { Failure } from './failure.ts';

/** Throws a Failure in a workspace that is not trusted: there Slipway reads, and starts nothing. */
export function requireTrust(): void {
  if (workspace.isTrusted) return;
  throw new Failure(
    l10n.t('This workspace is not trusted, so Slipway does not build, run or start anything from it.'),
    [{ title: l10n.t('Manage Trust'), run: () => commands.executeCommand('workbench.trust.manage') }],
  );
}
