import { spawn } from 'node:child_process';
import { credentialServer, helperFor, registryOfKey } from './credentials.ts';
import { objectAt, parseJson } from './json.ts';

export interface LoginSecret {
  readonly username: string;
  readonly password: string;
  /** What the registry gave in the place of the password. */
  readonly identitytoken?: string;
}

/** The docker CLI's configuration, and the programs that keep its secrets. */
export interface CredentialPlace {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
  /** Runs `docker-credential-<helper>`; rejects where it fails. */
  run(helper: string, action: 'store' | 'erase', input: string): Promise<void>;
}

/**
 * Keeps credentials where the docker CLI looks for them: with its helper where it has one, else in its configuration.
 * Source: docker/cli, cli/config/credentials (file_store.go, native_store.go).
 */
export async function storeLogin(place: CredentialPlace, registry: string, secret: LoginSecret): Promise<void> {
  const config = await readConfig(place);
  const server = credentialServer(registry);
  const helper = helperFor(config, server);
  const auths = objectAt(config, 'auths');
  if (helper === '') {
    const { username, password, identitytoken } = secret;
    const kept = identitytoken === undefined ? password : '';
    const auth = Buffer.from(`${username}:${kept}`).toString('base64');
    const entry = { auth, ...(identitytoken === undefined ? {} : { identitytoken }) };
    await writeConfig(place, { ...config, auths: { ...auths, [server]: entry } });
    return;
  }
  const token = secret.identitytoken;
  const [Username, Secret] = token === undefined ? [secret.username, secret.password] : ['<token>', token];
  await place.run(helper, 'store', JSON.stringify({ ServerURL: server, Username, Secret }));
  await writeConfig(place, { ...config, auths: { ...auths, [server]: {} } });
}

/** Forgets the credentials of a registry. */
export async function eraseLogin(place: CredentialPlace, registry: string): Promise<void> {
  const config = await readConfig(place);
  const server = credentialServer(registry);
  const helper = helperFor(config, server);
  if (helper !== '') await place.run(helper, 'erase', server);
  const auths = Object.entries(objectAt(config, 'auths')).filter(([key]) => registryOfKey(key) !== registry);
  await writeConfig(place, { ...config, auths: Object.fromEntries(auths) });
}

/** The registries that somebody is logged in to, as they stand in the configuration. */
export function loggedIn(config: string): readonly string[] {
  const parsed = parseJson(config);
  const names = [...Object.keys(objectAt(parsed, 'auths')), ...Object.keys(objectAt(parsed, 'credHelpers'))];
  return [...new Set(names.map(registryOfKey))].filter((registry) => registry !== '');
}

type Config = Readonly<Record<string, unknown>>;

async function readConfig(place: CredentialPlace): Promise<Config> {
  const text = await place.read();
  const config = text === undefined || text.trim() === '' ? {} : parseJson(text);
  // What cannot be read is not replaced: there may be other credentials in it.
  if (config === undefined) throw new Error('config.json is no JSON');
  return objectAt(config);
}

async function writeConfig(place: CredentialPlace, config: Config): Promise<void> {
  await place.write(`${JSON.stringify(config, undefined, '\t')}\n`);
}

/** Milliseconds: it may have to ask the user to unlock a key ring. */
const helperLimit = 30_000;

/** Runs a helper's program. Secrets go in by standard input, never by the command line. */
export function runHelper(helper: string, action: 'store' | 'erase', input: string): Promise<void> {
  if (!/^[\w.-]+$/.test(helper)) return Promise.reject(new Error(`no helper: ${helper}`));
  return new Promise((done, fail) => {
    const child = spawn(`docker-credential-${helper}`, [action], {
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: helperLimit,
    });
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0 ? done() : fail(new Error(`docker-credential-${helper} ${action}: ${code}`)),
    );
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
