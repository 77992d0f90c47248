import { l10n } from 'vscode';
import { askForOne, askForText } from '../ui/ask.ts';
import { Failure } from '../ui/failure.ts';
import { field, separator, withIcon } from '../ui/form.ts';
import { suits } from './createBody.ts';
import type { FlagName } from './flags.ts';
import type { RunField, RunScene } from './formScene.ts';
import { type RunOptions, valuesOf, withValues } from './options.ts';
import { askForPaths } from './paths.ts';
import { volumeOf } from './values.ts';

const kinds = ['volume', 'mount', 'tmpfs'] as const;

/** Volumes, folders and memory that stand in the container. */
export function mountFields(options: RunOptions, scene: RunScene): readonly RunField[] {
  const rows = kinds.flatMap((kind) => {
    const values = valuesOf(options, kind);
    return values.map((value, index) =>
      field(mountText(kind, value), kind === 'volume' ? '' : kind, async () =>
        withValues(options, kind, values.toSpliced(index, 1, ...(await askAgain(kind, value)))),
      ),
    );
  });
  return [
    separator(l10n.t('Files')),
    ...rows,
    withIcon(
      'add',
      field(l10n.t('Volume, folder or file…'), '', () => addMount(options, scene)),
    ),
  ];
}

function mountText(kind: (typeof kinds)[number], value: string): string {
  const volume = kind === 'volume' ? volumeOf(value) : undefined;
  if (!volume) return value;
  const { source, target, mode } = volume;
  return [source === '' ? '' : `${source} → `, target, mode === '' ? '' : ` (${mode})`].join('');
}

/** As it is written; none where the answer is empty. */
async function askAgain(kind: FlagName, value: string): Promise<readonly string[]> {
  const text = await askForText({
    title: `--${kind}`,
    prompt: l10n.t('As “docker run --{0}” has it. Empty takes it away.', kind),
    value,
    suits: (answer) => answer === '' || suits(kind, answer),
    wrong: l10n.t('This is no value that --{0} can have.', kind),
  });
  return text === '' ? [] : [text];
}

async function addMount(options: RunOptions, scene: RunScene): Promise<RunOptions> {
  const kind = await askForOne(l10n.t('What shall the container see?'), [
    { icon: 'folder', label: l10n.t('A folder of this machine'), value: 'folder' },
    { icon: 'file', label: l10n.t('A file of this machine'), value: 'files' },
    { icon: 'database', label: l10n.t('A volume, which the engine keeps'), value: 'volume' },
    { icon: 'zap', label: l10n.t('Memory, which is gone with the container'), value: 'tmpfs' },
    { icon: 'edit', label: l10n.t('Written by hand, as --mount has it'), value: 'mount' },
  ] as const);
  if (kind === 'mount') return withMore(options, 'mount', await askAgain('mount', ''));
  if (kind === 'tmpfs') return withMore(options, 'tmpfs', [await askTarget('')]);
  if (kind !== 'volume' && scene.live.publishedHost !== 'localhost') {
    throw new Failure(l10n.t('The engine is on another machine: it cannot see the files of this one. Use a volume.'));
  }
  const sources =
    kind === 'volume' ? [await askVolume(scene)] : await askForPaths(kind, l10n.t('What the container shall see'));
  const added: string[] = [];
  for (const source of sources) added.push([source, await askTarget(source), ...(await askAccess())].join(':'));
  return withMore(options, 'volume', added);
}

function withMore(options: RunOptions, name: FlagName, values: readonly string[]): RunOptions {
  return withValues(options, name, [...valuesOf(options, name), ...values]);
}

async function askVolume({ live }: RunScene): Promise<string> {
  const volumes = await live.items('volume');
  const known = volumes
    .filter(({ name }) => !/^[a-f0-9]{64}$/.test(name))
    .map(({ name, driver }) => ({ label: name, description: driver, value: name }));
  const chosen = await askForOne(l10n.t('Volume'), [
    { icon: 'add', label: l10n.t('New volume…'), value: '' },
    ...known,
  ]);
  if (chosen !== '') return chosen;
  return askForText({
    title: l10n.t('New volume'),
    prompt: l10n.t('Its name. The engine makes it when the container is run.'),
    suits: (text) => /^[a-zA-Z0-9][\w.-]+$/.test(text),
    wrong: l10n.t('A name has letters, digits, “_”, “.” and “-”, at least two, and begins with a letter or a digit.'),
  });
}

function askTarget(source: string): Promise<string> {
  const name = /([^/\\]+)$/.exec(source)?.[1] ?? '';
  return askForText({
    title: l10n.t('Where in the container?'),
    prompt: l10n.t('A path in the container that begins with a slash.'),
    value: name === '' || name === '.' ? '/app' : `/${name}`,
    suits: (text) => text.startsWith('/') && text !== '/' && !text.includes(':'),
    wrong: l10n.t('A path in the container begins with a slash, and is not the root folder.'),
  });
}

function askAccess(): Promise<readonly string[]> {
  return askForOne(l10n.t('What may the container do there?'), [
    { label: l10n.t('Read and write'), value: [] },
    { label: l10n.t('Only read'), value: ['ro'] },
  ]);
}
