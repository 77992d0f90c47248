import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
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
    return new DialStdio(spawn('ssh', sshArguments(this.#address), { stdio: 'pipe', windowsHide: true }));
  }
}

/** A process's standard streams as the socket that Node's HTTP client wants. It ends with the process, in its words. */
class DialStdio extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams;
  #words = '';

  constructor(child: ChildProcessWithoutNullStreams) {
    super();
    this.#child = child;
    child.stdout.on('data', (data: Buffer) => {
      if (!this.push(data)) child.stdout.pause();
    });
    child.stderr.on('data', (data: Buffer) => {
      if (this.#words.length < 2000) this.#words += data.toString('utf8');
    });
    // A broken pipe says less than the process itself, which ends a moment later.
    child.stdin.on('error', () => undefined);
    child.once('error', (error) => this.destroy(error));
    child.once('close', (code) => {
      if (code === 0) this.push(null);
      else this.destroy(new SshError(this.#words.trim() || `ssh ended with code ${code ?? '?'}`));
    });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#child.stdin.write(chunk, (error) => {
      if (!error) done();
    });
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.kill();
    done(error);
  }

  /** What the HTTP client also asks of a socket: none of it means anything here. */
  setTimeout(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/** ssh's own words. */
class SshError extends Error {
  readonly code = 'SSH';
}
