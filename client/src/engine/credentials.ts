import { spawn } from 'node:child_process';
import type { RegistryCredentials } from './resources.ts';
import { objectAt, parseJson, textAt } from './json.ts';
import { registryOf } from './references.ts';

/** Asks a credential helper of the docker CLI; undefined where it knows nothing. */
export type AskHelper = (helper: string, server: string) => Promise<string | undefined>;

/** Docker Hub's key in the configuration. */
const hub = 'https://index.docker.io/v1/';

/**
 * The credentials that `docker login` keeps for these registries, by registry; those without any are left out. Each
 * registry's helper is asked for that registry alone.
 * Source: docker/cli, cli/config/configfile (GetAuthConfig) and cli/config/credentials.
 */
export async function credentialsFor(
  registries: readonly string[],
  config: string,
  ask: AskHelper,
): Promise<Readonly<Record<string, RegistryCredentials>>> {
  const settings = parseJson(config);
  const found = await Promise.all(
    [...new Set(registries)].map(async (registry) => {
      const server = credentialServer(registry);
      return [server, await credentialsOf(server, settings, ask)] as const;
    }),
  );
  return Object.fromEntries(
    found.flatMap(([server, credentials]) => (credentials ? [[server, credentials] as const] : [])),
  );
}

/** The name that the docker CLI keeps a registry's credentials by. */
export function credentialServer(registry: string): string {
  return registry === 'docker.io' ? hub : registry;
}

/** The helper that keeps a registry's credentials; empty where these stand in the configuration. */
export function helperFor(settings: unknown, server: string): string {
  return textAt(objectAt(settings, 'credHelpers'), server) || textAt(settings, 'credsStore');
}

/** The registry that a key of `auths` stands for: older programs wrote it as an address. */
export function registryOfKey(key: string): string {
  const host = key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return host === 'index.docker.io' ? 'docker.io' : host;
}

function keyOf(settings: unknown, server: string): string {
  const auths = objectAt(settings, 'auths');
  if (server in auths) return server;
  return Object.keys(auths).find((key) => registryOfKey(key) === registryOfKey(server)) ?? server;
}

async function credentialsOf(
  server: string,
  settings: unknown,
  ask: AskHelper,
): Promise<RegistryCredentials | undefined> {
  const helper = helperFor(settings, server);
  if (helper !== '') return fromHelper(parseJson((await ask(helper, server)) ?? ''));
  const auth = objectAt(settings, 'auths', keyOf(settings, server));
  const decoded = Buffer.from(textAt(auth, 'auth'), 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 1) return undefined;
  const identitytoken = textAt(auth, 'identitytoken');
  return {
    username: decoded.slice(0, colon),
    password: decoded.slice(colon + 1),
    ...(identitytoken === '' ? {} : { identitytoken }),
  };
}

/** A helper gives an identity token under the user name `<token>`. */
function fromHelper(answer: unknown): RegistryCredentials | undefined {
  const [username, secret] = [textAt(answer, 'Username'), textAt(answer, 'Secret')];
  if (secret === '') return undefined;
  return username === '<token>'
    ? { username: '', password: '', identitytoken: secret }
    : { username, password: secret };
}

/** Milliseconds that a helper may take: it may have to ask the user to unlock a key ring. */
const helperLimit = 30_000;

/** Runs the credential helper's program. The registry's name goes in by standard input, never by the command line. */
export const askHelperProgram: AskHelper = (helper, server) => {
  // The name becomes a program's name: nothing but a plain word is one.
  if (!/^[\w.-]+$/.test(helper)) return Promise.resolve(undefined);
  return new Promise((done) => {
    const child = spawn(`docker-credential-${helper}`, ['get'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: helperLimit,
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString('utf8');
    });
    child.once('error', () => done(undefined));
    child.once('close', (code) => done(code === 0 ? output : undefined));
    child.stdin.on('error', () => undefined);
    child.stdin.end(server);
  });
};

/** The registries that a Dockerfile takes images from, as far as they are named without variables. */
export function registriesOf(dockerfile: string): readonly string[] {
  const references = dockerfile.matchAll(/^\s*(?:FROM\s+(?:--\S+\s+)*|COPY\s+(?:--\S+\s+)*?--from=)([^\s$]+)/gim);
  return [...new Set([...references].map(([, reference = '']) => registryOf(reference)))];
}
