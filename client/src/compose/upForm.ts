import { type ComposeServices, composeServicesRequest } from '../../../protocol/messages.ts';
import { Cancelled } from '../ui/failure.ts';
import { isProjectName, type UpChoice } from './composeCli.ts';
import type { AskServer } from './preview.ts';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { l10n, QuickPickItemKind, type QuickPickItem, type Uri, window } from 'vscode';

/** Asks how a project is to be started: one list of all that can be chosen. Throws Cancelled. */
export async function askUp(file: Uri, ask: AskServer): Promise<UpChoice> {
  const { services, profiles } = await servicesOf(file, ask);
  const siblings = await readdir(dirname(file.fsPath)).catch(() => []);
  const others = siblings.filter(
    (name) => /\.ya?ml$/.test(name) && /compose/.test(name) && name !== basename(file.fsPath),
  );
  const envFiles = siblings.filter((name) => /^\.env\..+|\.env$/.test(name) && name !== '.env');
  const items: UpItem[] = [
    ...flagItems(),
    ...group('services', l10n.t('Only these services (all, where none is chosen)'), services),
    ...group('profiles', l10n.t('Profiles'), profiles),
    ...group('files', l10n.t('Files that are laid over this one'), others),
    ...group('envFiles', l10n.t('Files with variables, in place of .env'), envFiles),
    separator(l10n.t('Project')),
    { label: l10n.t('Another project name…'), part: 'projectName', value: '' },
  ];
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    title: l10n.t('Start {0}', basename(file.fsPath)),
    placeHolder: l10n.t('Choose how it is started'),
  });
  if (!chosen) throw new Cancelled();
  const of = (part: UpItem['part']): string[] => chosen.filter((item) => item.part === part).map(({ value }) => value);
  const isNamed = chosen.some(({ part }) => part === 'projectName');
  return {
    flags: of('flags'),
    services: of('services'),
    profiles: of('profiles'),
    files: of('files'),
    envFiles: of('envFiles'),
    projectName: isNamed ? await askProjectName() : '',
  };
}

interface UpItem extends QuickPickItem {
  readonly part?: keyof UpChoice;
  readonly value: string;
}

function flag(value: string, label: string, picked?: 'picked'): UpItem {
  return { label, description: value, part: 'flags', value, picked: picked !== undefined };
}

function flagItems(): UpItem[] {
  return [
    flag('--detach', l10n.t('In the background; else with its logs'), 'picked'),
    flag('--build', l10n.t('Build the images first')),
    flag('--force-recreate', l10n.t('Make all containers anew')),
    flag('--pull=always', l10n.t('Pull the newest images')),
    flag('--no-deps', l10n.t('Without the services that they depend on')),
    flag('--remove-orphans', l10n.t('Remove containers of services that are no longer in the file')),
    flag('--wait', l10n.t('Wait until all are healthy')),
  ];
}

function group(part: keyof UpChoice, title: string, values: readonly string[]): UpItem[] {
  return values.length === 0 ? [] : [separator(title), ...values.map((value) => ({ label: value, part, value }))];
}

function separator(label: string): UpItem {
  return { label, kind: QuickPickItemKind.Separator, value: '' };
}

async function askProjectName(): Promise<string> {
  const name = await window.showInputBox({
    prompt: l10n.t('The name of the project'),
    validateInput: (text) =>
      isProjectName(text)
        ? undefined
        : l10n.t('Lowercase letters, digits, dashes and underscores, beginning with a letter or a digit.'),
  });
  if (name === undefined) throw new Cancelled();
  return name;
}

/** The services and profiles of a file, as the language server reads it. */
export async function servicesOf(
  file: Uri,
  ask: AskServer,
): Promise<{ readonly services: readonly string[]; readonly profiles: readonly string[] }> {
  const text = await readFile(file.fsPath, 'utf8');
  const found = await ask(composeServicesRequest, { text });
  if (!isServices(found)) return { services: [], profiles: [] };
  return { services: [...new Set(found.services.map(({ name }) => name))], profiles: found.profiles };
}

export function isServices(answer: unknown): answer is ComposeServices {
  return typeof answer === 'object' && answer !== null && 'services' in answer && Array.isArray(answer.services);
}
