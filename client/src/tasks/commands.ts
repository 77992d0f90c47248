import { l10n, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import { Failure } from '../ui/failure.ts';
import { section } from '../ui/markdown.ts';
import type { Reports } from '../ui/reports.ts';
import { openTasksFile, replaceText } from '../ui/tasksFile.ts';
import { type Converted, convertTasks, customOptionsIn, type LeftOver } from './convert.ts';

/** What is done with tasks.json. */
export function taskCommands(reports: Reports, readFlags: ReadFlags): CommandTable {
  return { 'slipway.tasks.convert': () => convert(reports, readFlags) };
}

/** Reads the options of a command line as the `flags` of a task; undefined where they cannot be. */
type ReadFlags = (options: string) => Promise<Readonly<Record<string, unknown>> | undefined>;

async function convert(reports: Reports, readFlags: ReadFlags): Promise<void> {
  const document = await openTasksFile();
  const text = document?.getText() ?? '';
  const read = new Map<string, Readonly<Record<string, unknown>> | undefined>();
  for (const options of customOptionsIn(text)) read.set(options, await readFlags(options));
  const converted = convertTasks(text, (options) => read.get(options));
  if (!document || !converted) {
    throw new Failure(l10n.t('There are no “docker-build” or “docker-run” tasks in .vscode/tasks.json.'));
  }
  await replaceText(document, converted.text);
  await window.showTextDocument(document);
  const told = l10n.t('Converted: {0}. Undo in the editor takes it back.', converted.labels.join(', '));
  if (converted.left.length === 0) {
    void window.showInformationMessage(told);
    return;
  }
  const show = l10n.t('What Is Left to Do');
  const answer = await window.showWarningMessage(told, show);
  if (answer === show) await reports.show(l10n.t('Converted tasks'), async () => reportOf(converted));
}

function reportOf({ left }: Converted): string {
  const lines = left.map((one) => `- ${one.label}: \`${one.property}\`: ${reasonWords(one)}`);
  return section(l10n.t('What could not be taken over'), lines.join('\n'));
}

function reasonWords({ reason }: LeftOver): string {
  const words: Readonly<Record<LeftOver['reason'], string>> = {
    'no-meaning': l10n.t('a task of Slipway has no such property. It was left in the file.'),
    debugging: l10n.t('it prepared debugging, which these tasks do not do. It was taken out.'),
    'no-image': l10n.t('the image is not named, neither here nor by a build before it. Add “image”.'),
  };
  return words[reason];
}
