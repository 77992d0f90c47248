import { commands, type ExtensionContext, env, l10n, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import { eraseLogin, loggedIn, runHelper, storeLogin } from '../engine/credentialStore.ts';
import { credentialServer } from '../engine/credentials.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import { limiter } from '../engine/limits.ts';
import { dockerConfig, writeDockerConfig } from '../engine/locate.ts';
import { askForOne, askForText } from '../ui/ask.ts';
import { confirm } from '../ui/confirm.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { withCancel } from '../ui/files.ts';
import {
  clientFor,
  type Node,
  referenceOf,
  registrySentence,
  type RegistriesView,
  type TagNode,
} from './registriesView.ts';

/** Where the registries that were added are remembered. */
const memoryKey = 'slipway.registries';

export function addedRegistries(context: ExtensionContext): readonly string[] {
  return context.globalState.get<readonly string[]>(memoryKey, []);
}

/** Registries: logging in and out, and what is in them. */
export function registryCommands(live: LiveEngine, view: RegistriesView, context: ExtensionContext): CommandTable {
  return {
    'slipway.registries.login': (node, known) => login(live, node, known).then(() => view.refresh()),
    'slipway.registries.logout': (node) => logout(node).then(() => view.refresh()),
    'slipway.registries.add': async () => {
      const registry = await askRegistry(l10n.t('Show a registry'), '');
      await context.globalState.update(memoryKey, [...new Set([...addedRegistries(context), registry])]);
      view.refresh();
    },
    'slipway.registries.hide': async (node) => {
      const registry = registryIn(node) ?? (await pickAdded(context));
      await context.globalState.update(
        memoryKey,
        addedRegistries(context).filter((added) => added !== registry),
      );
      view.refresh();
    },
    'slipway.registries.refresh': () => view.refresh(),
    'slipway.registries.pull': (node) => commands.executeCommand('slipway.images.pull', requireTag(node).name),
    'slipway.registries.copyReference': (node) => env.clipboard.writeText(requireTag(node).name),
    'slipway.registries.copyDigest': (node) => copyDigest(requireTag(node).tag),
    'slipway.registries.deleteTag': (node) => deleteTag(requireTag(node).tag).then(() => view.refresh()),
  };
}

function askRegistry(title: string, value: string): Promise<string> {
  return askForText({
    title,
    prompt: l10n.t('Host of the registry, for example ghcr.io or registry.example.com:5000. Docker Hub is docker.io.'),
    value,
    suits: (text) => /^[a-z0-9.-]+(?::\d+)?$/i.test(text) && (/[.:]/.test(text) || text === 'localhost'),
    wrong: l10n.t('A host, and its port where it has one. Without https:// and without a path.'),
  });
}

async function pickAdded(context: ExtensionContext): Promise<string> {
  const added = addedRegistries(context);
  if (added.length === 0) throw new Failure(l10n.t('No registry was added to the view.'));
  return askForOne(
    l10n.t('Registry that shall not be shown any more'),
    added.map((name) => ({ label: name, value: name })),
  );
}

/** `known` is the name that was typed the last time. */
async function login(live: LiveEngine, node: unknown, known: unknown): Promise<void> {
  const registry = registryIn(node) ?? (await askRegistry(l10n.t('Log in to a registry'), 'docker.io'));
  const title = l10n.t('Log in to {0}', registry);
  const username = await askForText({
    title,
    prompt: l10n.t('User name'),
    value: typeof known === 'string' ? known : '',
    suits: (text) => text !== '' && !text.includes(':'),
    wrong: l10n.t('A name without a colon.'),
  });
  const password = await window.showInputBox({
    title,
    prompt: l10n.t('Password or access token. An access token can be taken back, and is the better choice.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (password === undefined || password === '') throw new Cancelled();
  // The engine asks the registry: what it does not accept is not kept.
  const engine = await live.engine();
  const identitytoken = await engine
    .checkLogin({ server: credentialServer(registry), username, password })
    .catch((error: unknown) => {
      throw isDenied(error) ? deniedLogin(registry, username) : error;
    });
  const secret = { username, password, ...(identitytoken === undefined ? {} : { identitytoken }) };
  await storeLogin(credentialPlace, registry, secret);
  void window.showInformationMessage(
    l10n.t('Logged in to {0} as {1}. The docker command line knows it too.', registry, username),
  );
}

function isDenied(error: unknown): boolean {
  return (
    error instanceof EngineError &&
    /unauthorized|denied|incorrect username|authentication required/i.test(error.message)
  );
}

function deniedLogin(registry: string, username: string): Failure {
  const again = (): unknown =>
    commands.executeCommand('slipway.registries.login', { type: 'registry', registry }, username);
  return new Failure(
    l10n.t('{0} does not take this user name with this password. Where it asks for access tokens, use one.', registry),
    [{ title: l10n.t('Try Again'), run: again }],
  );
}

const credentialPlace = { read: () => dockerConfig(), write: writeDockerConfig, run: runHelper };

async function logout(node: unknown): Promise<void> {
  const known = loggedIn(await dockerConfig());
  if (known.length === 0) throw new Failure(l10n.t('You are logged in to no registry.'));
  const registry =
    registryIn(node) ??
    (await askForOne(
      l10n.t('Registry to log out of'),
      known.map((name) => ({ label: name, value: name })),
    ));
  await confirm({
    message: l10n.t('Log out of {0}?', registry),
    detail: l10n.t('Its credentials are removed from this machine, for the docker command line too.'),
    action: l10n.t('Log Out'),
  });
  await eraseLogin(credentialPlace, registry);
}

function registryIn(node: unknown): string | undefined {
  return isNode(node) && node.type === 'registry' ? node.registry : undefined;
}

function requireTag(node: unknown): { tag: TagNode; name: string } {
  if (!isNode(node) || node.type !== 'tag') throw new Failure(l10n.t('Choose a tag in the Registries view first.'));
  return { tag: node, name: `${referenceOf(node)}:${node.tag}` };
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'type' in node && !('root' in node);
}

async function copyDigest(tag: TagNode): Promise<void> {
  const digest = await digestOf(tag);
  await env.clipboard.writeText(`${referenceOf(tag)}@${digest}`);
}

function digestOf({ registry, repository, tag }: TagNode): Promise<string> {
  return clientFor(registry)
    .digest(repository, tag)
    .catch((error: unknown) => {
      throw new Failure(registrySentence(error));
    });
}

/** Deleting goes by digest: all tags that lead to the same go with it, so these are named before. */
async function deleteTag(node: TagNode): Promise<void> {
  const client = clientFor(node.registry);
  const digest = await digestOf(node);
  const others = await withCancel(l10n.t('Looking for other tags of the same image'), (signal) =>
    sameDigest(client, { ...node, digest }, signal),
  );
  await confirm({
    message: l10n.t('Delete {0} from the registry?', `${referenceOf(node)}:${node.tag}`),
    detail: [l10n.t('Nobody can pull it from there any more. This cannot be undone.'), ...wordsOn(others)].join('\n\n'),
    action: l10n.t('Delete'),
  });
  await client.remove(node.repository, digest).catch((error: unknown) => {
    throw new Failure(registrySentence(error));
  });
}

interface OtherTags {
  readonly same: readonly string[];
  /** How many of them could not be looked at. */
  readonly unknown: number;
}

function wordsOn({ same, unknown }: OtherTags): readonly string[] {
  const named = same.slice(0, mostNamed).join(', ');
  const rest = same.length - mostNamed;
  return [
    ...(same.length === 0
      ? []
      : [
          l10n.t(
            'These tags lead to the same image and go with it: {0}',
            rest > 0 ? l10n.t('{0} and {1} more', named, rest) : named,
          ),
        ]),
    ...(unknown === 0
      ? []
      : [l10n.t('{0} more tags could not be looked at. Those that lead to the same image go with it, too.', unknown)]),
  ];
}

const mostNamed = 20;

/** A question for each tag: the API does not tell which lead to the same. */
const mostAsked = 1000;

async function sameDigest(
  client: ReturnType<typeof clientFor>,
  { repository, tag, digest }: TagNode & { readonly digest: string },
  signal: AbortSignal,
): Promise<OtherTags> {
  const tags = await client.tags(repository).catch(() => []);
  const asked = tags.filter((other) => other !== tag).slice(0, mostAsked);
  const oneOfFew = limiter(8);
  const found = await Promise.all(
    asked.map((other) =>
      oneOfFew(async () => {
        if (signal.aborted) throw new Cancelled();
        return client.digest(repository, other).catch(() => undefined);
      }),
    ),
  );
  return {
    same: asked.filter((_, index) => found[index] === digest),
    unknown: Math.max(0, tags.length - 1 - asked.length) + found.filter((answer) => answer === undefined).length,
  };
}
