import type { BuildPlan } from '../../../protocol/messages.ts';
import { isTag } from '../engine/references.ts';
import { askForOne, askForText } from '../ui/ask.ts';
import { Cancelled } from '../ui/failure.ts';
import { type BuildOptions, buildCommandLine } from './options.ts';
import { check, deed, type Field, field, fillForm, separator, withIcon } from '../ui/form.ts';
import { env, l10n, Uri, window } from 'vscode';

/** Lets the user look at all options of a build and change them, until they build. Throws Cancelled. */
export function buildForm(first: BuildOptions, plan: BuildPlan): Promise<BuildOptions> {
  return fillForm(first, {
    title: ({ tag }) => l10n.t('Build {0}', tag),
    placeHolder: l10n.t('Choose an option to change it, or build'),
    fields: (options) => fieldsOf(options, plan),
  });
}

type BuildField = Field<BuildOptions>;

function fieldsOf(options: BuildOptions, plan: BuildPlan): readonly BuildField[] {
  const { tag, context, target, platform, noCache = false, pull = false } = options;
  const stages = plan.stages.map(({ name }) => name).filter((name) => name !== '');
  return [
    withIcon(
      'play',
      field<BuildOptions>(l10n.t('Build'), tag, async () => 'done'),
    ),
    separator(l10n.t('Image')),
    field(l10n.t('Tag'), tag, async () => ({ ...options, tag: await askTag(tag) })),
    field(l10n.t('Build context'), context, async () => ({ ...options, context: await askFolder(context) })),
    ...(stages.length > 0
      ? [field(l10n.t('Stage'), target ?? l10n.t('the last one'), () => askStage(options, stages))]
      : []),
    field(l10n.t('Platform'), platform, async () => ({
      ...options,
      platform: await askForText({
        title: l10n.t('Platform'),
        prompt: l10n.t('Such as {0}. Empty for that of the engine.', 'linux/arm64'),
        value: platform ?? '',
      }),
    })),
    ...argumentFields(options, plan),
    separator(l10n.t('How')),
    check(l10n.t('Without the cache'), noCache, { ...options, noCache: !noCache }),
    check(l10n.t('Pull newer base images'), pull, { ...options, pull: !pull }),
    ...listFields(options),
    separator(''),
    withIcon(
      'copy',
      deed(l10n.t('Copy as a command'), options, () => copyLine(options)),
    ),
  ];
}

async function copyLine(options: BuildOptions): Promise<void> {
  await env.clipboard.writeText(buildCommandLine(options));
  void window.setStatusBarMessage(l10n.t('The command was copied.'), 4000);
}

/** The build arguments that the file declares, with what they are when nothing is given. */
function argumentFields(options: BuildOptions, plan: BuildPlan): readonly BuildField[] {
  if (plan.arguments.length === 0) return [];
  const given = options.buildArgs ?? {};
  const fields = plan.arguments.map(({ name, default: value }) => {
    const set = given[name];
    const shown = set ?? (value === undefined ? l10n.t('not set') : l10n.t('{0} (default)', value));
    return field(name, shown, async () => {
      const text = await askForText({
        title: name,
        prompt: l10n.t('Empty for the default. The value stays in the image: no secrets.'),
        value: set ?? '',
      });
      const { [name]: _, ...others } = given;
      return { ...options, buildArgs: text === '' ? others : { ...given, [name]: text } };
    });
  });
  return [separator(l10n.t('Build arguments')), ...fields];
}

/** The options that may be given several times, as one line each. */
function listFields(options: BuildOptions): readonly BuildField[] {
  const lists = [
    ['secrets', l10n.t('Secrets'), 'id=token,src=token.txt'],
    ['ssh', l10n.t('SSH agents and keys'), 'default'],
    ['cacheFrom', l10n.t('Take cache from'), 'type=registry,ref=user/app:cache'],
    ['cacheTo', l10n.t('Keep cache in'), 'type=registry,ref=user/app:cache'],
  ] as const;
  const builder = field(l10n.t('Builder'), options.builder, async () => ({
    ...options,
    builder: await askForText({
      title: l10n.t('Builder'),
      prompt: l10n.t('As “docker buildx ls” shows it.'),
      value: options.builder ?? '',
    }),
  }));
  const labels = field(l10n.t('Labels'), pairsText(options.labels), async () => ({
    ...options,
    labels: pairsOf(
      await askForText({
        title: l10n.t('Labels'),
        prompt: l10n.t('Such as {0}, parted by spaces.', 'team=web stage=test'),
        value: pairsText(options.labels),
        suits: (text) => wordsOf(text).every((word) => /^[^=]+=/.test(word)),
        wrong: l10n.t('Each is a name, an equals sign and a value.'),
      }),
    ),
  }));
  return [
    ...lists.map(([name, label, example]) =>
      field(label, options[name]?.join(' '), async () => ({
        ...options,
        [name]: wordsOf(
          await askForText({
            title: label,
            prompt: l10n.t('Such as {0}, parted by spaces.', example),
            value: options[name]?.join(' ') ?? '',
          }),
        ),
      })),
    ),
    labels,
    builder,
  ];
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function pairsText(pairs: Readonly<Record<string, string>> = {}): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function pairsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    wordsOf(text).map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
}

/** Asks for the tag of an image that is built. Throws Cancelled. */
export function askTag(tag: string): Promise<string> {
  return askForText({
    title: l10n.t('Build'),
    prompt: l10n.t('Tag of the image'),
    value: tag,
    suits: isTag,
    wrong: l10n.t('This is no valid tag. Valid are, for example, app:1.2 and registry.example.com/team/app:latest.'),
  });
}

async function askFolder(context: string): Promise<string> {
  const [folder] =
    (await window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      defaultUri: Uri.file(context),
      openLabel: l10n.t('Build context'),
    })) ?? [];
  if (!folder) throw new Cancelled();
  return folder.fsPath;
}

async function askStage(options: BuildOptions, stages: readonly string[]): Promise<BuildOptions> {
  const target = await askForOne(l10n.t('Stage to build'), [
    { label: l10n.t('the last one'), value: '' },
    ...stages.map((name) => ({ label: name, value: name })),
  ]);
  const { target: _, ...others } = options;
  return target === '' ? others : { ...others, target };
}
