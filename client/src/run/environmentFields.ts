import { l10n, window } from 'vscode';
import { askForText } from '../ui/ask.ts';
import { Cancelled } from '../ui/failure.ts';
import { field, separator, withIcon } from '../ui/form.ts';
import { maskVariable } from '../ui/masking.ts';
import type { RunField } from './formScene.ts';
import { askForPaths, shortPath } from './paths.ts';
import { type RunOptions, valuesOf, withValues } from './options.ts';
import { splitPair } from './values.ts';

/** The variables and the files with variables. What looks like a secret is not shown. */
export function environmentFields(options: RunOptions): readonly RunField[] {
  const variables = valuesOf(options, 'env');
  const files = valuesOf(options, 'env-file');
  return [
    separator(l10n.t('Environment')),
    ...variables.map((variable, index) => {
      const [name, shown] = splitPair(maskVariable(variable));
      const text = variable.includes('=') ? shown : l10n.t('taken from this machine');
      return field(name, text, async () =>
        withValues(options, 'env', variables.toSpliced(index, 1, ...(await askVariable(variable)))),
      );
    }),
    withIcon(
      'add',
      field(l10n.t('Variable…'), '', async () =>
        withValues(options, 'env', [...variables, ...(await askVariable(''))]),
      ),
    ),
    ...files.map((file, index) =>
      field(shortPath(file), l10n.t('file with variables; choose it to take it away'), async () =>
        withValues(options, 'env-file', files.toSpliced(index, 1)),
      ),
    ),
    withIcon(
      'add',
      field(l10n.t('File with variables…'), '', async () =>
        withValues(options, 'env-file', [...files, ...(await askForPaths('files', l10n.t('Files with variables')))]),
      ),
    ),
  ];
}

/** A variable; none where the answer is empty. */
async function askVariable(variable: string): Promise<readonly string[]> {
  const [name] = splitPair(variable);
  if (variable !== '' && maskVariable(variable) !== variable) {
    const value = await askSecretly(name);
    return value === '' ? [] : [`${name}=${value}`];
  }
  const text = await askForText({
    title: l10n.t('Variable'),
    prompt: l10n.t('NAME=value, or the name alone to take the value from this machine. Empty takes it away.'),
    value: variable,
    suits: (answer) => answer === '' || /^[^=\s]+(?:=|$)/.test(answer),
    wrong: l10n.t('A variable is a name, an equals sign and a value.'),
  });
  return text === '' ? [] : [text];
}

async function askSecretly(name: string): Promise<string> {
  const value = await window.showInputBox({
    title: name,
    prompt: l10n.t('Its new value. Empty takes the variable away.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (value === undefined) throw new Cancelled();
  return value;
}
