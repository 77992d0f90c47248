import { l10n, type QuickPickItem, QuickPickItemKind, window, ThemeIcon } from 'vscode';
import { askForOne, askForText } from '../ui/ask.ts';
import { Cancelled } from '../ui/failure.ts';
import { otherProject } from './detect/index.ts';
import { withPort } from './edit.ts';
import { commandLine, commandWords, isPort, projectName } from './names.ts';
import type { Project } from './project.ts';
import { type FileName, fileNames } from './templates/index.ts';
import { isVersion } from './versions.ts';
import { projectWords } from './words.ts';

/** What is made of a project. */
export interface Choice {
  readonly project: Project;
  readonly names: readonly FileName[];
}

/** One line of the form, and what becomes of the choice when it is taken; undefined ends the form. */
interface Field extends QuickPickItem {
  change?(): Promise<Choice | undefined>;
}

/** Asks which of the projects is meant. Throws Cancelled. */
export async function askProject(found: readonly Project[], folderName: string): Promise<Project> {
  const pages: Project = { ...otherProject('', folderName), kind: 'static', port: 8080 };
  const others = [pages, otherProject('', folderName)].filter((other) =>
    found.every(({ kind, folder }) => folder !== '' || kind !== other.kind),
  );
  const [only] = found;
  if (only && found.length === 1) return only;
  const question = found.length === 0 ? l10n.t('No project was recognized. What is it?') : l10n.t('For which project?');
  return askForOne(
    question,
    [...found, ...others].map((project) => ({
      label: project.folder === '' ? project.name : project.folder,
      description: projectWords(project, l10n),
      detail: project.evidence.join(', '),
      value: project,
    })),
  );
}

/** Shows what was found, and lets the user correct it before anything is written. Throws Cancelled. */
export async function scaffoldForm(
  first: Choice,
  existing: Readonly<Partial<Record<FileName, string>>>,
): Promise<Choice> {
  let choice = first;
  for (;;) {
    const current = choice;
    const field = await window.showQuickPick<Field>([...fieldsOf(current, existing)], {
      title: l10n.t('Docker files for {0}', current.project.name),
      placeHolder: l10n.t('Choose a line to correct it, or create the files'),
      matchOnDescription: true,
      ignoreFocusOut: true,
    });
    if (!field?.change) throw new Cancelled();
    const changed = await field.change().catch((error: unknown) => {
      // Who leaves a question goes back to the form.
      if (error instanceof Cancelled) return current;
      throw error;
    });
    if (!changed) return current;
    choice = changed;
  }
}

function fieldsOf(choice: Choice, existing: Readonly<Partial<Record<FileName, string>>>): readonly Field[] {
  const { project, names } = choice;
  const { name, version, port, start, evidence, folder } = project;
  const changed = (next: Project): Choice => ({ ...choice, project: next });
  const create: Field = {
    iconPath: new ThemeIcon('new-file'),
    label: l10n.t('Create the files'),
    description: names.join(', '),
    change: async () => undefined,
  };
  return [
    ...(names.length > 0 ? [create] : []),
    { label: projectWords(project, l10n), kind: QuickPickItemKind.Separator },
    {
      label: l10n.t('Name'),
      description: name,
      detail:
        evidence.length > 0
          ? l10n.t('Found: {0}', evidence.map((file) => (folder === '' ? file : `${folder}/${file}`)).join(', '))
          : '',
      change: async () => changed({ ...project, name: await askName(name) }),
    },
    ...(version === ''
      ? []
      : [
          {
            label: l10n.t('Version'),
            description: version,
            change: async () => changed({ ...project, version: await askVersion(version) }),
          },
        ]),
    {
      label: l10n.t('Port'),
      description: port === undefined ? l10n.t('none: it serves nothing') : String(port),
      change: async () => changed(withPort(project, await askPort(port))),
    },
    ...(start.length === 0 && project.kind !== 'other'
      ? []
      : [
          {
            label: l10n.t('Start command'),
            description: start.length === 0 ? l10n.t('not known') : commandLine(start),
            change: async () => changed({ ...project, start: await askStart(start) }),
          },
        ]),
    { label: l10n.t('Files'), kind: QuickPickItemKind.Separator },
    ...fileNames.map((file) => fileField(choice, file, existing[file])),
  ];
}

function fileField(choice: Choice, file: FileName, there: string | undefined): Field {
  const isChosen = choice.names.includes(file);
  const asked = there === file ? l10n.t('is there already; you will see the difference first') : '';
  return {
    iconPath: new ThemeIcon(isChosen ? 'check' : 'circle-large-outline'),
    label: file,
    description: there !== undefined && there !== file ? l10n.t('{0} is there already', there) : asked,
    change: async () => ({
      ...choice,
      names: fileNames.filter((each) => (each === file ? !isChosen : choice.names.includes(each))),
    }),
  };
}

function askName(value: string): Promise<string> {
  return askForText({
    title: l10n.t('Name'),
    prompt: l10n.t('Of the image, the service and the project: small letters, digits and hyphens.'),
    value,
    suits: (text) => text !== '' && projectName(text) === text,
    wrong: l10n.t('Only small letters, digits and single hyphens between them.'),
  });
}

function askVersion(value: string): Promise<string> {
  return askForText({
    title: l10n.t('Version'),
    prompt: l10n.t('As the tags of the official image have it.'),
    value,
    suits: isVersion,
    wrong: l10n.t('This cannot be a part of a tag.'),
  });
}

async function askPort(value: number | undefined): Promise<number | undefined> {
  const text = await askForText({
    title: l10n.t('Port'),
    prompt: l10n.t('What the program listens on. Empty where it serves nothing.'),
    value: value === undefined ? '' : String(value),
    suits: (port) => port === '' || isPort(port),
    wrong: l10n.t('A port is a number from 1 to 65535.'),
  });
  return text === '' ? undefined : Number(text);
}

async function askStart(value: readonly string[]): Promise<readonly string[]> {
  const text = await askForText({
    title: l10n.t('Start command'),
    prompt: l10n.t('As you type it in a terminal in the folder of the project.'),
    value: commandLine(value),
    suits: (command) => command !== '',
    wrong: l10n.t('Without a command, the container has nothing to do.'),
  });
  return commandWords(text);
}
