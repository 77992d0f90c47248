import { commands, Disposable, workspace } from 'vscode';
import { dockerfileGlob } from '../ui/dockerfiles.ts';

const contextKey = 'slipway.scaffold.offered';

interface Offer {
  readonly begin: () => void;
  /** Where it has begun. */
  readonly lookAgain: () => void;
  readonly disposable: Disposable;
}

/**
 * Knows whether the workspace has no Dockerfile, so that the empty view of the containers can offer to make one. Looks
 * once when it is asked to, and again when files come or go; before that it does nothing.
 */
export function offerFiles(): Offer {
  let hasBegun = false;
  const lookAgain = (): void => {
    if (hasBegun) void look();
  };
  return {
    begin: () => {
      if (!hasBegun) void look();
      hasBegun = true;
    },
    lookAgain,
    disposable: Disposable.from(
      workspace.onDidCreateFiles(lookAgain),
      workspace.onDidDeleteFiles(lookAgain),
      workspace.onDidRenameFiles(lookAgain),
      workspace.onDidSaveTextDocument(({ languageId }) => {
        if (languageId === 'dockerfile') lookAgain();
      }),
      workspace.onDidChangeWorkspaceFolders(lookAgain),
    ),
  };
}

async function look(): Promise<void> {
  const isThere = await hasDockerfile();
  await commands.executeCommand('setContext', contextKey, !isThere);
}

async function hasDockerfile(): Promise<boolean> {
  // Without a folder there is nowhere to put one.
  if (!workspace.workspaceFolders?.length) return true;
  const found = await workspace.findFiles(dockerfileGlob, '**/node_modules/**', 1);
  return found.length > 0;
}
