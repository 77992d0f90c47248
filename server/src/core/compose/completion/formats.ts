import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import { knownService } from '../knownServices.ts';
import type { Cursor } from './cursor.ts';
import { imageNameOf, offer, serviceAt, valueOffer } from './scene.ts';
import type { Scene } from './scene.ts';

/** Durations and sizes as people write them. */
const durations = ['5s', '10s', '30s', '1m', '1m30s', '5m', '1h'] as const;
const sizes = ['64m', '128m', '256m', '512m', '1g', '2g'] as const;

export function durationOffers({ cursor }: Scene): readonly Completion[] {
  return inOrder(cursor, durations);
}

export function sizeOffers({ cursor }: Scene): readonly Completion[] {
  return inOrder(cursor, sizes);
}

function inOrder(cursor: Cursor, texts: readonly string[]): readonly Completion[] {
  return texts.map((text, index) => ({ ...valueOffer(cursor, text), sortText: `0${index}` }));
}

interface PortForm {
  readonly text: string;
  readonly doc: Message;
}

/** Ports in short form: those of the image first. Behind a slash the protocol. */
export function portOffers(scene: Scene): readonly Completion[] {
  const { cursor } = scene;
  const slash = cursor.word.indexOf('/');
  if (slash >= 0) {
    const span = { start: cursor.span.start + slash + 1, end: cursor.span.end };
    return ['tcp', 'udp', 'sctp'].map((text) => ({ ...valueOffer(cursor, text), span, newText: text }));
  }
  const quote = cursor.quote === '' ? '"' : '';
  return portForms(scene).map(({ text, doc }, index) =>
    offer(cursor, {
      label: text,
      kind: 'value',
      newText: quote + text + quote,
      isSnippet: false,
      rank: `0${String(index).padStart(2, '0')}`,
      docs: [{ kind: 'text', text: doc }],
      detail: undefined,
    }),
  );
}

function portForms(scene: Scene): readonly PortForm[] {
  const ports = knownService(imageNameOf(serviceAt(scene)))?.ports ?? [];
  const own = ports.flatMap((port) => [
    { text: `127.0.0.1:${port}:${port}`, doc: onlyHere },
    { text: `${port}:${port}`, doc: onHost },
  ]);
  const rest = forms.filter(({ text }) => !own.some((other) => other.text === text));
  return [...own, ...rest];
}

const onHost = message(
  'A port of the host that leads to a port of the container; everyone who reaches the host can connect.',
);
const onlyHere = message('Only this machine can connect.');

const forms: readonly PortForm[] = [
  { text: '8080:80', doc: onHost },
  { text: '127.0.0.1:8080:80', doc: onlyHere },
  { text: '80', doc: message('A port of the container; the engine chooses a free port of the host.') },
  { text: '53:53/udp', doc: message('With a protocol other than TCP.') },
  { text: '8000-8010:8000-8010', doc: message('A range of ports of the same length on both sides.') },
];
