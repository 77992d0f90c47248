import type { Completion } from '../../language.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import { mountOptions } from '../mountOptions.ts';
import { knownService } from '../knownServices.ts';
import { namesOf } from '../project.ts';
import { imageNameOf, offer, serviceAt } from './scene.ts';
import type { Scene } from './scene.ts';

/** The part of a short mount that is being written: source, target or options, and where it begins. */
export interface MountPart {
  readonly part: 'source' | 'target' | 'options';
  readonly start: number;
  readonly end: number;
}

export function mountPart({ cursor, model }: Scene): MountPart {
  const sections = cursor.word.split(/(?<!^[A-Za-z]):/);
  const last = sections.at(-1) ?? '';
  const cursorOffset = cursor.span.start + cursor.word.length;
  const rest =
    /^[^:\s"',\]}]*/.exec(model.text.slice(cursorOffset, Math.max(cursor.span.end, cursorOffset)))?.[0] ?? '';
  const part = sections.length === 1 ? 'source' : sections.length === 2 ? 'target' : 'options';
  return { part, start: cursorOffset - last.length, end: cursorOffset + rest.length };
}

/** What a short mount may go on with: the volumes of the project, folders of the container, options. */
export function mountOffers(scene: Scene): readonly Completion[] {
  const place = mountPart(scene);
  if (place.part === 'options') return optionOffers(scene, place);
  const known = knownService(imageNameOf(serviceAt(scene)));
  const targets = known ? [known.data.target] : [];
  if (place.part === 'target') {
    return [...targets, ...commonTargets].map((text, index) => partOffer(scene, place, { text, rank: `0${index}` }));
  }
  const hasColon = scene.model.text.charAt(place.end) === ':';
  const names = [...namesOf(scene.model.project, 'volume')];
  const whole = hasColon ? [] : names.flatMap((name) => targets.map((target) => `${name}:${target}`));
  return [
    ...names.map((name) =>
      partOffer(scene, place, { text: hasColon ? name : `${name}:`, rank: `1${name}`, kind: 'reference' }),
    ),
    ...whole.map((text) => partOffer(scene, place, { text, rank: `0${text}` })),
    ...(hasColon ? [] : [partOffer(scene, place, { text: engineSocket, rank: '3', doc: socketDoc })]),
  ];
}

const commonTargets = ['/app', '/data', '/config', '/usr/src/app'] as const;

const engineSocket = '/var/run/docker.sock:/var/run/docker.sock:ro';
const socketDoc = message('The engine itself: who has it can do everything on the host, read-only or not.');

interface PartOffer {
  readonly text: string;
  readonly rank: string;
  readonly kind?: Completion['kind'];
  readonly doc?: Message;
}

function partOffer(
  { cursor }: Scene,
  { start, end }: MountPart,
  { text, rank, kind = 'value', doc }: PartOffer,
): Completion {
  return offer(cursor, {
    label: text,
    kind,
    newText: text,
    isSnippet: false,
    rank,
    docs: doc ? [{ kind: 'text', text: doc }] : [],
    detail: undefined,
    span: start === cursor.span.start && end === cursor.span.end ? cursor.span : { start, end },
  });
}

function optionOffers(scene: Scene, place: MountPart): readonly Completion[] {
  const { text } = scene.model;
  const written = text.slice(place.start, scene.cursor.span.start + scene.cursor.word.length).split(',');
  const start = place.start + written.slice(0, -1).join(',').length + (written.length > 1 ? 1 : 0);
  return Object.entries(mountOptions)
    .filter(([option]) => !written.slice(0, -1).includes(option))
    .map(([option, doc], index) =>
      partOffer(scene, { ...place, start }, { text: option, rank: `0${String(index).padStart(2, '0')}`, doc }),
    );
}
