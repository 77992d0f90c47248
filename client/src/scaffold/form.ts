import { l10n } from 'vscode';
import { askForOne, askForText } from '../ui/ask.ts';
import { field, type Field, fillForm, separator, withIcon } from '../ui/form.ts';
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
  return fillForm(first, {
    title: ({ project }) => l10n.t('Docker files for {0}', project.name),
    placeHolder: l10n.t('Choose a line to correct it, or create the files'),
    fields: (choice) => fieldsOf(choice, existing),
  });
}

function fieldsOf(choice: Choice, existing: Readonly<Partial<Record<FileName, string>>>): readonly Field<Choice>[] {
  const { project, names } = choice;
  const { name, version, port, start, evidence, folder } = project;
  const changed = (next: Project): Choice => ({ ...choice, project: next });
  const where = evidence.map((file) => (folder === '' ? file : `${folder}/${file}`)).join(', ');
  const known = start.length === 0 ? l10n.t('not known') : commandLine(start);
  const create = field<Choice>(l10n.t('Create the files'), names.join(', '), async () => 'done');
  return [
    ...(names.length > 0 ? [withIcon('new-file', create)] : []),
    separator(projectWords(project, l10n)),
    {
      ...field(l10n.t('Name'), name, async () => changed({ ...project, name: await askName(name) })),
      detail: where === '' ? '' : l10n.t('Found: {0}', where),
    },
    ...(version === ''
      ? []
      : [field(l10n.t('Version'), version, async () => changed({ ...project, version: await askVersion(version) }))]),
    field(l10n.t('Port'), port === undefined ? l10n.t('none: it serves nothing') : String(port), async () =>
      changed(withPort(project, await askPort(port))),
    ),
    ...(start.length === 0 && project.kind !== 'other'
      ? []
      : [field(l10n.t('Start command'), known, async () => changed({ ...project, start: await askStart(start) }))]),
    separator(l10n.t('Files')),
    ...fileNames.map((file) => fileField(choice, file, existing[file])),
  ];
}

function fileField(choice: Choice, file: FileName, there: string | undefined): Field<Choice> {
  const isChosen = choice.names.includes(file);
  const asked = there === file ? l10n.t('is there already; you will see the difference first') : '';
  const description = there !== undefined && there !== file ? l10n.t('{0} is there already', there) : asked;
  const names = fileNames.filter((each) => (each === file ? !isChosen : choice.names.includes(each)));
  return withIcon(
    isChosen ? 'check' : 'circle-large-outline',
    field(file, description, async () => ({ ...choice, names })),
  );
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
