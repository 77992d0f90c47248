import {
  CustomExecution,
  type Disposable,
  l10n,
  Task,
  type TaskDefinition,
  TaskGroup,
  tasks,
  TaskScope,
  workspace,
} from 'vscode';
import type { LiveEngine } from '../engine/engine.ts';
import { taskTerminal } from '../ui/taskTerminal.ts';
import { requireTrust } from '../ui/trust.ts';
import { dockerfileGlob } from '../ui/dockerfiles.ts';
import type { Building } from './commands.ts';

const type = 'slipway-build';

/** Builds as tasks: one for each Dockerfile of the workspace, and those that stand in tasks.json. */
export function buildTasks(building: Building, live: LiveEngine, permit: () => Promise<void>): Disposable {
  const made = (definition: TaskDefinition, scope: Task['scope'], name: string): Task => {
    const folder =
      typeof scope === 'object' ? scope.uri.fsPath : (workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd());
    const execution = new CustomExecution(async (resolved) =>
      taskTerminal(async ({ write, signal }) => {
        requireTrust();
        await permit();
        await building.buildForTask(live, resolved, { folder, write, signal });
        return 0;
      }),
    );
    const task = new Task(definition, scope ?? TaskScope.Workspace, name, 'Slipway', execution, []);
    task.group = TaskGroup.Build;
    return task;
  };
  return tasks.registerTaskProvider(type, {
    provideTasks: async () => {
      if (!workspace.isTrusted) return [];
      const found = await workspace.findFiles(dockerfileGlob, '**/node_modules/**', 100);
      return found
        .filter((uri) => !uri.path.endsWith('.dockerignore'))
        .flatMap((uri) => {
          const folder = workspace.getWorkspaceFolder(uri);
          const dockerfile = workspace.asRelativePath(uri, false);
          return folder ? [made({ type, dockerfile }, folder, l10n.t('build {0}', dockerfile))] : [];
        });
    },
    resolveTask: ({ definition, scope, name }) => made(definition, scope, name),
  });
}
