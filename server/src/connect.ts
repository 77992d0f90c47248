import { Console } from 'node:console';
import { argv, stderr, stdin, stdout } from 'node:process';
import { Writable } from 'node:stream';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';

/** The connection to the editor: over the standard streams with `--stdio`, else as the command line says. */
export function connect(): Connection {
  if (!argv.includes('--stdio')) return createConnection(ProposedFeatures.all);
  // What is printed must not get between the messages.
  globalThis.console = new Console(stderr);
  return createConnection(ProposedFeatures.all, stdin, inOnePiece(stdout));
}

/**
 * Sends the head of a message together with its body. The library writes them one after the other, and waits in between:
 * the editor wakes up twice, and an answer comes a tenth later (measured with `npm run bench`).
 */
function inOnePiece(out: Writable): Writable {
  let head = '';
  const messages = new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, done) {
      if (typeof chunk === 'string') {
        head += chunk;
        done();
        return;
      }
      const message = Buffer.concat([Buffer.from(head, 'ascii'), chunk]);
      head = '';
      out.write(message, done);
    },
  });
  out.on('error', (error) => messages.destroy(error));
  out.on('close', () => messages.destroy());
  return messages;
}
