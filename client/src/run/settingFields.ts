import { l10n } from 'vscode';
import { askForOne, askForText } from '../ui/ask.ts';
import { splitWords } from '../ui/commandWords.ts';
import { confirm } from '../ui/confirm.ts';
import { check, field, separator, textField, withIcon } from '../ui/form.ts';
import { maskVariable, maskWords } from '../ui/masking.ts';
import { shellLine } from '../ui/shellLine.ts';
import { suits } from './createBody.ts';
import { type FlagName, flagNames, runFlags } from './flags.ts';
import type { RunField, RunScene } from './formScene.ts';
import { isInteractive, isOn, type RunOptions, turned, valueOf, valuesOf, withValues } from './options.ts';

/** What runs, and how it is called. */
export function processFields(options: RunOptions, ownCommand: string): readonly RunField[] {
  const { command } = options;
  return [
    separator(l10n.t('Container')),
    one(options, 'name', l10n.t('Name'), l10n.t('Empty: the engine makes one up.')),
    field(
      l10n.t('Command'),
      command.length > 0 ? shellLine(maskWords(command)) : l10n.t('{0} (of the image)', ownCommand || '—'),
      async () => {
        const text = await askForText({
          title: l10n.t('Command'),
          prompt: l10n.t('With its arguments, in place of that of the image. Empty for that of the image.'),
          value: command.length > 0 ? shellLine(command) : '',
          suits: (line) => splitWords(line) !== undefined,
          wrong: l10n.t('A quote is not closed.'),
        });
        return { ...options, command: splitWords(text) ?? [] };
      },
    ),
    one(
      options,
      'entrypoint',
      l10n.t('Entrypoint'),
      l10n.t('The program that gets the command. Empty for that of the image.'),
    ),
    check(l10n.t('In a terminal (-it)'), isInteractive(options), inTerminal(options)),
    check(l10n.t('Remove it when it ends (--rm)'), isOn(options, 'rm'), withoutRestart(turned(options, 'rm'))),
  ];
}

/** A terminal and the background exclude each other. */
function inTerminal(options: RunOptions): RunOptions {
  const isThere = isInteractive(options);
  const values = isThere ? [] : [''];
  const changed = withValues(withValues(options, 'interactive', values), 'tty', values);
  return withValues(changed, 'detach', isThere ? [''] : []);
}

/** The engine refuses to remove what it is to start again. */
function withoutRestart(options: RunOptions): RunOptions {
  return isOn(options, 'rm') ? withValues(options, 'restart', []) : options;
}

/** Who, where and how much; all other flags by their names. */
export function moreFields(options: RunOptions, scene: RunScene): readonly RunField[] {
  return [
    separator(l10n.t('Settings')),
    field(l10n.t('Network'), valuesOf(options, 'network').join(', '), () => askNetwork(options, scene)),
    one(options, 'user', l10n.t('User'), l10n.t('Name or number, such as 1000:1000. Empty for that of the image.')),
    one(
      options,
      'workdir',
      l10n.t('Working folder'),
      l10n.t('A folder in the container. Empty for that of the image.'),
    ),
    field(l10n.t('Restart policy'), valueOf(options, 'restart') || 'no', () => askRestart(options)),
    one(options, 'memory', l10n.t('Memory'), l10n.t('The most that it may use, such as 512m or 2g.')),
    one(options, 'cpus', l10n.t('Processors'), l10n.t('How many processors it may use, for example 0.5 or 2.')),
    one(options, 'gpus', l10n.t('Graphics processors'), l10n.t('{0}, a number, or {1}', 'all', 'device=0,1')),
    one(options, 'platform', l10n.t('Platform'), l10n.t('Such as {0}. Empty for that of the engine.', 'linux/arm64')),
    check(l10n.t('A small init process first (--init)'), isOn(options, 'init'), turned(options, 'init')),
    ...otherFields(options),
    withIcon(
      'add',
      field(l10n.t('Another flag of “docker run”…'), '', () => addFlag(options)),
    ),
  ];
}

/** The flags that have a line of their own above. */
const own = new Set<FlagName>([
  'detach',
  'interactive',
  'tty',
  'rm',
  'name',
  'entrypoint',
  'publish',
  'publish-all',
  'env',
  'env-file',
  'volume',
  'mount',
  'tmpfs',
  'network',
  'user',
  'workdir',
  'restart',
  'memory',
  'cpus',
  'gpus',
  'platform',
  'init',
]);

function otherFields(options: RunOptions): readonly RunField[] {
  return flagNames
    .filter((name) => !own.has(name))
    .flatMap((name) =>
      valuesOf(options, name).map((value, index, values) =>
        runFlags[name] === 'switch'
          ? check(`--${name}`, true, turned(options, name))
          : field(`--${name}`, maskVariable(value), async () =>
              withValues(options, name, values.toSpliced(index, 1, ...(await askValue(name, value)))),
            ),
      ),
    );
}

async function askValue(name: FlagName, value: string): Promise<readonly string[]> {
  const text = await askForText({
    title: `--${name}`,
    prompt: l10n.t('As “docker run --{0}” has it. Empty takes it away.', name),
    value,
    suits: (answer) => answer === '' || suits(name, answer),
    wrong: l10n.t('This is no value that --{0} can have.', name),
  });
  return text === '' ? [] : [text];
}

async function addFlag(options: RunOptions): Promise<RunOptions> {
  const free = flagNames.filter((name) => !own.has(name) && (runFlags[name] === 'many' || !isOn(options, name)));
  const name = await askForOne(
    l10n.t('Flag of “docker run”'),
    free.map((flag) => ({ label: `--${flag}`, value: flag })),
  );
  if (name === 'privileged') await confirmPrivileged();
  if (runFlags[name] === 'switch') return turned(options, name);
  return withValues(options, name, [...valuesOf(options, name), ...(await askValue(name, ''))]);
}

/** Asks whether a container may do all that the machine's administrator may. Throws Cancelled. */
async function confirmPrivileged(): Promise<void> {
  await confirm({
    message: l10n.t('Give the container all rights on the engine’s machine?'),
    detail: l10n.t(
      'A privileged container can do there whatever an administrator can. A single --cap-add or --device is often enough.',
    ),
    action: l10n.t('Give All Rights'),
  });
}

function one(options: RunOptions, name: FlagName, label: string, prompt: string): RunField {
  return textField(
    label,
    {
      prompt,
      value: valueOf(options, name),
      suits: (text) => text === '' || suits(name, text),
      wrong: l10n.t('This is no value that --{0} can have.', name),
    },
    (text) => withValues(options, name, text === '' ? [] : [text]),
  );
}

async function askNetwork(options: RunOptions, { live }: RunScene): Promise<RunOptions> {
  const networks = (await live.items('network')).map(({ name, driver }) => ({
    label: name,
    description: driver,
    value: name,
  }));
  const name = await askForOne(l10n.t('Network'), [
    { label: l10n.t('that of the engine'), value: '' },
    ...networks.sort((a, b) => a.label.localeCompare(b.label)),
  ]);
  return withValues(options, 'network', name === '' ? [] : [name]);
}

async function askRestart(options: RunOptions): Promise<RunOptions> {
  const policy = await askForOne(l10n.t('When shall the engine start it again?'), [
    { label: 'no', description: l10n.t('never'), value: '' },
    { label: 'on-failure', description: l10n.t('when it has failed'), value: 'on-failure' },
    { label: 'unless-stopped', description: l10n.t('always, until somebody stops it'), value: 'unless-stopped' },
    { label: 'always', description: l10n.t('always, after a restart of the engine too'), value: 'always' },
  ]);
  const changed = withValues(options, 'restart', policy === '' ? [] : [policy]);
  return policy === '' ? changed : withValues(changed, 'rm', []);
}
