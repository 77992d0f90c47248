import {
  ConfigurationTarget,
  l10n,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { CommandTable } from '../commands.ts';
import { defaultContext, parseHost } from '../engine/contexts.ts';
import {
  createContext,
  currentContextName,
  type DockerContext,
  isContextName,
  listContexts,
  removeContext,
  useContext,
} from '../engine/contextStore.ts';
import { foundSockets, thisMachine } from '../engine/locate.ts';
import { askForOne, askForText } from '../ui/ask.ts';
import { confirm } from '../ui/confirm.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { factSheet } from '../ui/markdown.ts';
import type { Reports } from '../ui/reports.ts';

/** Docker contexts: which engine is used, which are shown besides it, and which of them others depend on. */
export function contextCommands(reports: Reports): CommandTable {
  return {
    'slipway.contexts.pick': () => pick(),
    'slipway.contexts.use': () => use(),
    'slipway.contexts.show': () => show(),
    'slipway.contexts.inspect': () => inspect(reports),
    'slipway.contexts.create': () => create(),
    'slipway.contexts.remove': () => remove(),
    'slipway.contexts.markProduction': () => markProduction(),
  };
}

interface Entry extends QuickPickItem {
  run?(): Promise<void>;
}

/** Behind the item of the status bar: the contexts, and all that can be done with them. */
async function pick(): Promise<void> {
  const [contexts, current, sockets] = await Promise.all([
    listContexts(thisMachine()),
    currentContextName(thisMachine()),
    foundSockets(),
  ]);
  const all = [
    { name: defaultContext, description: '', host: l10n.t('the usual places of this machine') },
    ...contexts,
  ];
  const entries: readonly Entry[] = [
    heading(l10n.t('Contexts')),
    ...all.map((context) => ({ ...contextEntry(context, current), run: () => switchTo(context.name) })),
    heading(l10n.t('Engines found on this machine')),
    ...sockets.map(({ product, path }) => ({
      label: product,
      description: path,
      iconPath: new ThemeIcon('plug'),
      run: () => setHost(path),
    })),
    heading(l10n.t('More')),
    { label: l10n.t('Show several engines at once…'), iconPath: new ThemeIcon('layers'), run: show },
    { label: l10n.t('Create a context…'), iconPath: new ThemeIcon('add'), run: create },
    { label: l10n.t('Remove a context…'), iconPath: new ThemeIcon('trash'), run: remove },
    { label: l10n.t('Mark engines as production…'), iconPath: new ThemeIcon('warning'), run: markProduction },
  ];
  const chosen = await window.showQuickPick(entries, {
    placeHolder: l10n.t('Engine to use'),
    matchOnDescription: true,
  });
  if (!chosen?.run) throw new Cancelled();
  await chosen.run();
}

function heading(label: string): Entry {
  return { label, kind: QuickPickItemKind.Separator };
}

function contextEntry({ name, description, host }: DockerContext, current: string): Entry {
  return {
    label: name,
    description: [name === current ? l10n.t('current') : '', description, host]
      .filter((part) => part !== '')
      .join(' · '),
    iconPath: new ThemeIcon(name === current ? 'vm-active' : 'vm'),
  };
}

/** What names the engine before any context does. */
function overridingVariable(): string | undefined {
  return ['DOCKER_HOST', 'DOCKER_CONTEXT'].find((variable) => (process.env[variable] ?? '') !== '');
}

async function switchTo(name: string): Promise<void> {
  // Both come before any context: choosing one would change nothing.
  if (configuration().get<string>('host', '') !== '')
    await configuration().update('host', undefined, ConfigurationTarget.Global);
  const variable = overridingVariable();
  if (variable !== undefined) {
    throw new Failure(
      l10n.t(
        'The environment variable {0} names the engine, and comes before any context. Start VS Code without it first.',
        variable,
      ),
    );
  }
  await useContext(thisMachine(), name);
}

async function setHost(host: string): Promise<void> {
  await configuration().update('host', host, ConfigurationTarget.Global);
}

function configuration(): ReturnType<typeof workspace.getConfiguration> {
  return workspace.getConfiguration('slipway.engine');
}

async function askForContext(placeHolder: string): Promise<DockerContext> {
  const [contexts, current] = await Promise.all([listContexts(thisMachine()), currentContextName(thisMachine())]);
  if (contexts.length === 0) throw new Failure(l10n.t('There is no context. Create one first.'));
  return askForOne(
    placeHolder,
    contexts.map((context) => {
      const { label, description = '' } = contextEntry(context, current);
      return { label, description, value: context };
    }),
  );
}

async function use(): Promise<void> {
  const [contexts, current] = await Promise.all([listContexts(thisMachine()), currentContextName(thisMachine())]);
  const all = [{ name: defaultContext, description: '', host: '' }, ...contexts];
  const name = await askForOne(
    l10n.t('Context to use'),
    all.map((context) => {
      const { label, description = '' } = contextEntry(context, current);
      return { label, description, value: context.name };
    }),
  );
  await switchTo(name);
}

async function chooseSeveral(
  setting: 'contexts' | 'production',
  placeHolder: string,
  more: readonly string[],
): Promise<void> {
  const present = configuration().get<readonly string[]>(setting, []);
  const contexts = await listContexts(thisMachine());
  const names = [...new Set([...contexts.map(({ name }) => name), ...more, ...present])];
  if (names.length === 0) throw new Failure(l10n.t('There is no context. Create one first.'));
  const hosts = new Map(contexts.map(({ name, host }) => [name, host]));
  const entries = names.map((label) => ({
    label,
    description: hosts.get(label) ?? '',
    picked: present.includes(label),
  }));
  const chosen = await window.showQuickPick(entries, { canPickMany: true, placeHolder });
  if (!chosen) throw new Cancelled();
  const value = chosen.map(({ label }) => label);
  await configuration().update(setting, value, ConfigurationTarget.Global);
}

async function show(): Promise<void> {
  // It is the current one already, unless a variable or a context leads elsewhere.
  const isElsewhere = overridingVariable() !== undefined || configuration().get<string>('host', '') !== '';
  const isCurrent = !isElsewhere && (await currentContextName(thisMachine())) === defaultContext;
  const more = isCurrent ? [] : [defaultContext];
  await chooseSeveral('contexts', l10n.t('Engines to show besides the current one'), more);
}

async function markProduction(): Promise<void> {
  const sockets = (await foundSockets()).map(({ path }) => path);
  const host = configuration().get<string>('host', '');
  const more = [...(host === '' ? [] : [host]), ...sockets];
  await chooseSeveral(
    'production',
    l10n.t('Engines that others depend on: Slipway asks before it changes anything there'),
    more,
  );
}

async function inspect(reports: Reports): Promise<void> {
  const chosen = await askForContext(l10n.t('Context to show'));
  await reports.show(l10n.t('Context {0}', chosen.name), async () => {
    const contexts = await listContexts(thisMachine());
    const context = contexts.find(({ name }) => name === chosen.name) ?? chosen;
    const address = parseHost(context.host);
    return factSheet(context.name, [
      [l10n.t('Description'), context.description],
      [l10n.t('Address'), context.host],
      [l10n.t('Kind of connection'), address?.kind ?? l10n.t('not understood')],
      [
        l10n.t('Safety'),
        address?.kind === 'tcp' && !address.tls
          ? l10n.t('not encrypted: anybody on the way can read and change everything')
          : '',
      ],
    ]);
  });
}

async function create(): Promise<void> {
  const taken = new Set((await listContexts(thisMachine())).map(({ name }) => name));
  const title = l10n.t('Create a context');
  const name = await askForText({
    title,
    prompt: l10n.t('Name of the context'),
    suits: (text) => isContextName(text) && !taken.has(text),
    wrong: l10n.t('A name that no context has yet, of letters, digits, “_”, “.”, “+” and “-”, at least two.'),
  });
  const host = await askForText({
    title,
    prompt: l10n.t(
      'Address of the engine, for example ssh://me@server, tcp://10.0.0.5:2376 or unix:///path/docker.sock',
    ),
    suits: (text) => /^[a-z]+:\/\//.test(text) && parseHost(text) !== undefined,
    wrong: l10n.t('An address that begins with ssh://, tcp://, unix:// or npipe://.'),
  });
  const description = await askForText({ title, prompt: l10n.t('A few words about it. May be empty.') });
  const certificates = host.startsWith('tcp://') ? await askForCertificates() : undefined;
  await createContext(thisMachine(), {
    name,
    host,
    description,
    ...(certificates === undefined ? {} : { certificates }),
  });
  const now = l10n.t('Use It Now');
  const answer = await window.showInformationMessage(l10n.t('The context {0} was created.', name), now);
  if (answer === now) await switchTo(name);
}

async function askForCertificates(): Promise<string | undefined> {
  const wanted = await askForOne(l10n.t('Is the engine behind TLS?'), [
    { label: l10n.t('Yes'), description: l10n.t('choose the folder with ca.pem, cert.pem and key.pem'), value: true },
    { label: l10n.t('No'), description: l10n.t('anybody on the way can read and change everything'), value: false },
  ]);
  if (!wanted) return undefined;
  const [folder] =
    (await window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      defaultUri: Uri.file(thisMachine().home),
    })) ?? [];
  if (!folder) throw new Cancelled();
  return folder.fsPath;
}

async function remove(): Promise<void> {
  const context = await askForContext(l10n.t('Context to remove'));
  await confirm({
    message: l10n.t('Remove the context {0}?', context.name),
    detail: l10n.t(
      'Its address ({0}) and its keys will be lost. The engine itself and all it holds stay.',
      context.host,
    ),
    action: l10n.t('Remove'),
  });
  await removeContext(thisMachine(), context.name);
  const shown = configuration().get<readonly string[]>('contexts', []);
  if (!shown.includes(context.name)) return;
  await configuration().update(
    'contexts',
    shown.filter((name) => name !== context.name),
    ConfigurationTarget.Global,
  );
}
