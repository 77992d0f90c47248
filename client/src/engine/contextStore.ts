import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { configFolder, defaultContext, type Machine, parseHost } from './contexts.ts';
import { objectAt, parseJson, textAt } from './json.ts';

/** What writing contexts needs to do to the machine, besides reading. */
export interface WritableMachine extends Machine {
  /** The names in a folder; none where there is no such folder. */
  listFolder(path: string): Promise<readonly string[]>;
  /** Replaces the file as a whole, with its folders. */
  writeFile(path: string, text: string): Promise<void>;
  removeFolder(path: string): Promise<void>;
}

/** A docker context. */
export interface DockerContext {
  readonly name: string;
  readonly description: string;
  readonly host: string;
}

export interface NewContext extends DockerContext {
  /** A folder with `ca.pem`, `cert.pem` and `key.pem`, for an engine behind TLS. */
  readonly certificates?: string;
}

/**
 * The contexts of the docker CLI, as it keeps them, without the default one.
 * Source: docker/cli, cli/context/store (metadatastore.go).
 */
export async function listContexts(machine: WritableMachine): Promise<readonly DockerContext[]> {
  const folder = paths(machine).join(configFolder(machine), 'contexts', 'meta');
  const files = (await machine.listFolder(folder)).map((name) => paths(machine).join(folder, name, 'meta.json'));
  const contexts = await Promise.all(
    files.map(async (file) => contextOf(parseJson((await machine.readFile(file)) ?? ''))),
  );
  const known = contexts.filter((context) => context !== undefined);
  return known.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function contextOf(meta: unknown): DockerContext | undefined {
  const name = textAt(meta, 'Name');
  if (name === '') return undefined;
  const host = textAt(objectAt(meta, 'Endpoints', 'docker'), 'Host');
  return { name, host, description: textAt(objectAt(meta, 'Metadata'), 'Description') };
}

/** The name of the context that is used where nothing else is said. */
export async function currentContextName(machine: Machine): Promise<string> {
  const config = parseJson((await machine.readFile(configFile(machine))) ?? '');
  return textAt(config, 'currentContext') || defaultContext;
}

/** Makes a context the current one, as `docker context use` does. Everything else in the file stays. */
export async function useContext(machine: WritableMachine, name: string): Promise<void> {
  const text = await machine.readFile(configFile(machine));
  const config = text === undefined || text.trim() === '' ? {} : parseJson(text);
  // What cannot be read is not replaced: there may be credentials in it.
  if (config === undefined) throw new Error(`${configFile(machine)} is no JSON`);
  const { currentContext: _before, ...others } = objectAt(config);
  const changed = name === defaultContext ? others : { ...others, currentContext: name };
  await machine.writeFile(configFile(machine), `${JSON.stringify(changed, undefined, '\t')}\n`);
}

/** Source: docker/cli, cli/context/store; names as its `ValidateContextName` allows them. */
export function isContextName(name: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/.test(name) && name !== defaultContext;
}

export async function createContext(machine: WritableMachine, context: NewContext): Promise<void> {
  if (!isContextName(context.name) || !parseHost(context.host)) throw new Error(`not a context: ${context.name}`);
  const meta = {
    Name: context.name,
    Metadata: context.description === '' ? {} : { Description: context.description },
    Endpoints: { docker: { Host: context.host, SkipTLSVerify: false } },
  };
  const path = paths(machine);
  for (const file of context.certificates === undefined ? [] : ['ca.pem', 'cert.pem', 'key.pem']) {
    const text = await machine.readFile(path.join(context.certificates ?? '', file));
    if (text !== undefined)
      await machine.writeFile(path.join(folderOf(machine, 'tls', context.name), 'docker', file), text);
  }
  await machine.writeFile(path.join(folderOf(machine, 'meta', context.name), 'meta.json'), JSON.stringify(meta));
}

/** Removes a context with its keys. Should it be the current one, the default one is that again. */
export async function removeContext(machine: WritableMachine, name: string): Promise<void> {
  if (!isContextName(name)) throw new Error(`not a context: ${name}`);
  if ((await currentContextName(machine)) === name) await useContext(machine, defaultContext);
  await machine.removeFolder(folderOf(machine, 'meta', name));
  await machine.removeFolder(folderOf(machine, 'tls', name));
}

function folderOf(machine: Machine, what: 'meta' | 'tls', name: string): string {
  const digest = createHash('sha256').update(name).digest('hex');
  return paths(machine).join(configFolder(machine), 'contexts', what, digest);
}

function configFile(machine: Machine): string {
  return paths(machine).join(configFolder(machine), 'config.json');
}

function paths(machine: Machine): typeof posix {
  return machine.platform === 'win32' ? win32 : posix;
}
