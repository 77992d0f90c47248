import { spawn } from 'node:child_process';
import { Agent, type ClientRequestArgs } from 'node:http';
import { Duplex } from 'node:stream';
import type { Address } from './contexts.ts';

type SshAddress = Extract<Address, { kind: 'ssh' }>;

/**
 * The arguments of the system's ssh client, so that known hosts, keys, agents and the user's configuration work as in
 * a terminal. It must not ask: nobody could answer.
 */
export function sshArguments(address: SshAddress): readonly string[] {
  const port = address.port === undefined ? [] : ['-p', String(address.port)];
  const host = address.socket === undefined ? [] : ['--host', `unix://${address.socket}`];
  const options = ['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=15', '-T', ...port];
  return [...options, '--', address.destination, 'docker', ...host, 'system', 'dial-stdio'];
}

/**
 * An HTTP agent whose connections are `docker system dial-stdio` on the other machine. Connections are kept and
 * reused: each costs an ssh process and a handshake.
 */
export function sshAgent(address: SshAddress, maxSockets: number): Agent {
  return new SshAgent(address, { keepAlive: true, maxSockets });
}

class SshAgent extends Agent {
  readonly #address: SshAddress;

  constructor(address: SshAddress, options: { keepAlive: boolean; maxSockets: number }) {
    super(options);
    this.#address = address;
  }

  override createConnection(_options: ClientRequestArgs): Duplex {
    return dialStdio(this.#address);
  }
}

function dialStdio(address: SshAddress): Duplex {
  const child = spawn('ssh', sshArguments(address), { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  const duplex = Duplex.from({ readable: child.stdout, writable: child.stdin });
  let words = '';
  child.stderr.on('data', (data: Buffer) => {
    if (words.length < 2000) words += data.toString('utf8');
  });
  child.once('error', (error) => duplex.destroy(error));
  child.once('exit', (code) => {
    if (code !== 0 && !duplex.destroyed) duplex.destroy(new SshError(words.trim() || `ssh ended with code ${code}`));
  });
  duplex.once('close', () => child.kill());
  // What Node's HTTP client asks of a socket and a pair of pipes has not.
  return Object.assign(duplex, {
    setTimeout: () => duplex,
    setKeepAlive: () => duplex,
    setNoDelay: () => duplex,
    ref: () => duplex,
    unref: () => duplex,
  });
}

/** ssh's own words. */
class SshError extends Error {
  readonly code = 'SSH';
}
