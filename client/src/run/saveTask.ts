import { l10n } from 'vscode';
import { askForText } from '../ui/ask.ts';
import { addTask } from '../ui/tasksFile.ts';
import { inFolder } from './inFolder.ts';
import { placeHere } from './launch.ts';
import { type RunOptions, valueOf } from './options.ts';
import { taskOfOptions } from './taskOptions.ts';

/** Puts a task that runs with these options into tasks.json, and shows it. Secrets are taken from the environment. */
export async function saveTask(options: RunOptions): Promise<void> {
  const label = await askForText({
    title: l10n.t('Save as task'),
    prompt: l10n.t('The name of the task, as other tasks and launch configurations call it.'),
    value: l10n.t('run {0}', valueOf(options, 'name') || options.image),
    suits: (text) => text !== '',
    wrong: l10n.t('A name is needed.'),
  });
  const { folder } = placeHere();
  await addTask({ label, ...taskOfOptions(inFolder(options, folder, folder)) });
}
