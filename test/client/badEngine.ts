import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDockerode } from '../../client/src/engine/dockerodeEngine.ts';
import type { Target } from '../../client/src/engine/contexts.ts';
import type { Engine } from '../../client/src/engine/engine.ts';

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** An engine on a socket that answers as a test says: by the path without its version and query. */
export class BadEngine {
  readonly path: string;
  readonly asked: string[] = [];
  readonly answers = new Map<string, Answer>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'slipway-bad-'));
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor() {
    this.path = join(this.#folder, 'engine.sock');
    this.on('/version', json({ Version: '1', ApiVersion: '1.51', MinAPIVersion: '1.24' }));
    for (const list of ['/containers/json', '/images/json', '/networks']) this.on(list, json([]));
    this.on('/volumes', json({ Volumes: null }));
    // An open stream that tells nothing.
    this.on('/events', (response) => response.writeHead(200).flushHeaders());
  }

  get target(): Target {
    return { address: { kind: 'socket', path: this.path }, label: this.path, cliEnv: {} };
  }

  on(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const path = (request.url ?? '').replace(/^\/v[\d.]+/, '').replace(/\?.*$/, '');
      this.asked.push(`${request.method} ${path}`);
      const answer = this.answers.get(path) ?? json({ message: 'not here' }, 404);
      answer(response, request);
    });
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      // A body is not waited for: it is what the program reads first.
      if (head.length > 0) socket.unshift(head);
      socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
      const path = (request.url ?? '').replace(/^\/v[\d.]+/, '').replace(/\?.*$/, '');
      this.upgraded(path, socket);
    });
    await new Promise<void>((done) => server.listen(this.path, done));
    this.#server = server;
  }

  /** What happens on a connection that has become a program's. */
  upgraded: (path: string, socket: Socket) => void = (_path, socket) => socket.end();

  /** As `kill -9` does. */
  async kill(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((done) => (this.#server ? this.#server.close(() => done()) : done()));
    this.#server = undefined;
    rmSync(this.path, { force: true });
  }

  /** With limits that a test can wait for. */
  connect(): Promise<Engine> {
    return connectDockerode(this.target, { read: 400, action: 400 });
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export function json(value: unknown, status = 200): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
}

/** Says how long the answer is, and breaks off before. */
export function cutOff(text: string): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length + 1000 });
    response.write(text, () => response.destroy());
  };
}

export const hangs: Answer = () => undefined;
