import type { Signature, SignatureHelp, SignatureParameter } from '../language.ts';
import { message } from '../text/message.ts';
import type { Message } from '../text/message.ts';
import { sceneAt } from './completion/scene.ts';
import type { ComposeModel } from './model.ts';
import { alternatives } from './spec/lookup.ts';

/** How the short form of a port, mount, device or host goes on at `offset`. */
export function signature(model: ComposeModel, offset: number): SignatureHelp | undefined {
  const scene = sceneAt(model, offset);
  if (!scene || scene.cursor.hasColon) return undefined;
  const { cursor, spot } = scene;
  const isItem = cursor.position === 'flow value' || (cursor.position === 'start' && cursor.inItem);
  if (!isItem || cursor.path.at(-1) !== 'item' || cursor.word.includes('$')) return undefined;
  for (const shape of alternatives(spot)) {
    const form = shape.kind === 'text' ? forms[shape.format ?? ''] : undefined;
    if (form) return help(form, cursor.word, cursor.word + restOfWord(model.text, offset));
  }
  return undefined;
}

/** What stands behind the cursor in the same item. */
function restOfWord(text: string, offset: number): string {
  return /^[^\s"',\]}]*/.exec(text.slice(offset, offset + maxLength))?.[0] ?? '';
}

const maxLength = 500;

/** The short forms of a kind of value, by how many parts they have. */
interface Form {
  readonly labels: readonly string[];
  readonly docs: Message;
  readonly parts: Readonly<Record<string, Message>>;
  /** The part behind a slash, at the end. */
  readonly tail?: string;
}

const ports: Form = {
  labels: [
    '<container-port>[/<protocol>]',
    '<host-port>:<container-port>[/<protocol>]',
    '<host-ip>:<host-port>:<container-port>[/<protocol>]',
  ],
  docs: message('A port of the container that is published on the host.'),
  parts: {
    'host-ip': message('The address of the host to listen on, such as 127.0.0.1. Left out, all of them.'),
    'host-port': message('The port of the host, or a range. Left out, the engine chooses a free one.'),
    'container-port': message('The port in the container, or a range.'),
    protocol: message('tcp, udp or sctp; by default tcp.'),
  },
  tail: 'protocol',
};

const mounts: Form = {
  labels: ['<target>', '<source>:<target>', '<source>:<target>:<options>'],
  docs: message('What appears in the container, and where.'),
  parts: {
    source: message('The name of a volume, or a path of the host that begins with a dot, a slash or a tilde.'),
    target: message('The path in the container.'),
    options: message('Words such as ro and z, with commas between.'),
  },
};

const devices: Form = {
  labels: ['<host-path>', '<host-path>:<container-path>', '<host-path>:<container-path>:<permissions>'],
  docs: message('A device of the host for the container.'),
  parts: {
    'host-path': message('The path of the device on the host.'),
    'container-path': message('The path of the device in the container.'),
    permissions: message('What is allowed: r to read, w to write, m to make nodes.'),
  },
};

const hosts: Form = {
  labels: ['<host>', '<host>:<address>'],
  docs: message('A line of `/etc/hosts` in the container.'),
  parts: {
    host: message('The name that programs in the container look up.'),
    address: message('An IP address, or host-gateway for the host itself.'),
  },
};

const forms: Readonly<Record<string, Form>> = { port: ports, mount: mounts, device: devices, host: hosts };

function help(form: Form, before: string, written: string): SignatureHelp {
  const hasTail = form.tail !== undefined && before.includes('/');
  const colons = countColons(before);
  // The form that is written already, or at least that which the cursor has come to.
  const active = Math.min(Math.max(countColons(written), colons), form.labels.length - 1);
  const signatures = form.labels.map((label) => signatureOf(form, label));
  const count = signatures[active]?.parameters.length ?? 1;
  const last = form.tail === undefined ? count - 1 : count - 2;
  return { signatures, active, activeParameter: hasTail ? count - 1 : Math.min(colons, last) };
}

/** The colons between parts: not those of an IPv6 address in brackets, nor that of a drive of Windows. */
function countColons(text: string): number {
  const parts = text.replaceAll(/\[[^\]]*\]?|^[A-Za-z]:(?=[\\/])/g, '');
  return parts.split(':').length - 1;
}

function signatureOf(form: Form, label: string): Signature {
  const parameters = [...label.matchAll(/<([\w-]+)>/g)].map(({ 0: all, 1: name = '', index }): SignatureParameter => {
    const doc = form.parts[name];
    return { start: index, end: index + all.length, docs: doc ? [{ kind: 'text', text: doc }] : [] };
  });
  return { label, docs: [{ kind: 'text', text: form.docs }], parameters };
}
