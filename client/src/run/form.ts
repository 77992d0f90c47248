import { env, l10n, window } from 'vscode';
import { askForOne, askForText } from '../ui/ask.ts';
import { deed, field, fillForm, separator, withIcon } from '../ui/form.ts';
import { type ShellKind, shellLine } from '../ui/shellLine.ts';
import type { RunField, RunScene } from './formScene.ts';
import { environmentFields } from './environmentFields.ts';
import { mountFields } from './mountFields.ts';
import { isInteractive, type RunOptions, runLineOf, valueOf } from './options.ts';
import { portFields } from './portFields.ts';
import { moreFields, processFields } from './settingFields.ts';

/** Lets the user look at all options of a run and change them, until they run. Throws Cancelled. */
export function runForm(first: RunOptions, scene: RunScene): Promise<RunOptions> {
  return fillForm(first, {
    title: ({ image }) => l10n.t('Run {0}', image),
    placeHolder: l10n.t('Choose an option to change it, or run'),
    fields: (options) => fieldsOf(options, scene),
  });
}

async function fieldsOf(options: RunOptions, scene: RunScene): Promise<readonly RunField[]> {
  const where = isInteractive(options) ? l10n.t('in a terminal') : l10n.t('in the background');
  return [
    withIcon(
      'play',
      field<RunOptions>(l10n.t('Run'), where, async () => 'done'),
    ),
    createField(scene),
    ...(scene.remarks ?? []).map((remark) =>
      withIcon(
        'info',
        field(remark, '', async () => options),
      ),
    ),
    ...profileFields(options, scene),
    ...processFields(options, scene.ownCommand),
    ...(await portFields(options, scene)),
    ...environmentFields(options),
    ...mountFields(options, scene),
    ...moreFields(options, scene),
    ...keepFields(options, scene),
  ];
}

function createField(scene: RunScene): RunField {
  const change = async (): Promise<'done'> => {
    scene.createOnly();
    return 'done';
  };
  return withIcon('circle-large-outline', field<RunOptions>(l10n.t('Create'), l10n.t('it is not started'), change));
}

function profileFields(options: RunOptions, { saved, subject }: RunScene): readonly RunField[] {
  const profiles = saved.profiles(subject);
  if (profiles.size === 0) return [];
  return [
    field(l10n.t('Use a saved profile…'), [...profiles.keys()].join(', '), async () => {
      const profile = await askForOne(
        l10n.t('Saved profiles'),
        [...profiles].map(([name, value]) => ({ label: name, detail: lineOf(value), value })),
      );
      return { ...profile, image: options.image };
    }),
  ];
}

function keepFields(options: RunOptions, scene: RunScene): readonly RunField[] {
  return [
    separator(l10n.t('Keep')),
    withIcon(
      'copy',
      deed(l10n.t('Copy as “docker run”'), options, () => copyLine(options)),
    ),
    withIcon(
      'save',
      deed(l10n.t('Save as profile…'), options, () => saveProfile(options, scene)),
    ),
    ...(scene.saved.profiles(scene.subject).size > 0
      ? [
          withIcon(
            'trash',
            deed(l10n.t('Remove a profile…'), options, () => removeProfile(scene)),
          ),
        ]
      : []),
    withIcon(
      'layers',
      deed(l10n.t('Save as Compose service…'), options, () => scene.saveService(options)),
    ),
    withIcon(
      'checklist',
      deed(l10n.t('Save as task…'), options, () => scene.saveTask(options)),
    ),
  ];
}

/** In a line for people. Secrets are not in saved options. */
function lineOf(options: RunOptions): string {
  return shellLine(runLineOf(options).slice(2));
}

/** Copies the line for the shell that the user chooses; that of this machine stands first. */
async function copyLine(options: RunOptions): Promise<void> {
  const shells: readonly { label: string; value: ShellKind }[] = [
    { label: l10n.t('For bash, zsh and other POSIX shells'), value: 'posix' },
    { label: l10n.t('For PowerShell'), value: 'powershell' },
  ];
  const isPowerShell = /pwsh|powershell/i.test(env.shell) || process.platform === 'win32';
  const shell = await askForOne(l10n.t('Which shell is the line for?'), isPowerShell ? shells.toReversed() : shells);
  await env.clipboard.writeText(shellLine(runLineOf(options), shell));
  void window.setStatusBarMessage(l10n.t('The command was copied.'), 4000);
}

async function saveProfile(options: RunOptions, { saved, subject }: RunScene): Promise<void> {
  const name = await askForText({
    title: l10n.t('Save as profile'),
    prompt: l10n.t('A name for these options. What looks like a secret is not kept: it is asked for at each run.'),
    value: valueOf(options, 'name'),
    suits: (text) => text !== '',
    wrong: l10n.t('A name is needed.'),
  });
  await saved.keepProfile(subject, name, options);
}

async function removeProfile({ saved, subject }: RunScene): Promise<void> {
  const name = await askForOne(
    l10n.t('Profile to remove'),
    [...saved.profiles(subject).keys()].map((label) => ({ label, value: label })),
  );
  await saved.removeProfile(subject, name);
}
